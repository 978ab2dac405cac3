"""Staff's references follow a table that moved or changed its number of rows; all others stay as they are."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.following import followed
from tdag_xl.ooxml.formula_references import quoted
from tdag_xl.ooxml.formula_sites import Site, rewritten
from tdag_xl.ooxml.sheet_tables import Move

LONGER = [Move("Summary 2022", "out_x", Area.of("A4:C7"), Area.of("A4:C11"))]
DOWN = [Move("Summary 2022", "out_x", Area.of("A4:C7"), Area.of("A9:C12"))]
BOTH = [Move("Summary 2022", "out_x", Area.of("A4:C7"), Area.of("B9:D10"))]
S = "'Summary 2022'!"


@pytest.mark.parametrize(
    ("before", "moves", "after"),
    [
        (f"SUM({S}$B$5:$B$7)", LONGER, f"SUM({S}$B$5:$B$11)"),
        (f"SUM({S}B5:B7)", DOWN, f"SUM({S}B10:B12)"),
        (f"{S}$A$4:$C$7", LONGER, f"{S}$A$4:$C$11"),
        (f"{S}$A$4:$C$7", BOTH, f"{S}$B$9:$D$10"),
        (f"{S}$B$4:$B$7", LONGER, f"{S}$B$4:$B$11"),
        (f"{S}$A$4:$C$4", DOWN, f"{S}$A$9:$C$9"),
        (f"{S}$B$5:$C$7", LONGER, f"{S}$B$5:$C$11"),
        (f"{S}B6", DOWN, f"{S}B11"),
        (f"{S}B5:B6", LONGER, f"{S}B5:B6"),
        (f"{S}B6:B7", LONGER, f"{S}B6:B7"),
        (f"{S}B6:B5", LONGER, f"{S}B6:B5"),
        (f"{S}B5:B8", LONGER, f"{S}B5:B8"),
        (f"{S}D5:D7", DOWN, f"{S}D5:D7"),
        (f"{S}$B:$B", DOWN, f"{S}$B:$B"),
        ("Other!B5:B7", DOWN, "Other!B5:B7"),
        ("B5:B7", DOWN, "B5:B7"),
        ("'[1]Summary 2022'!B5:B7", DOWN, "'[1]Summary 2022'!B5:B7"),
        ("'Summary 2022:Checks'!B5:B7", DOWN, "'Summary 2022:Checks'!B5:B7"),
        ("SUM('summary 2022'!B5:B7)", DOWN, "SUM('summary 2022'!B10:B12)"),
        (f'"{S}B5:B7"', DOWN, f'"{S}B5:B7"'),
        ("SUM(out_x[USD])", DOWN, "SUM(out_x[USD])"),
    ],
)
def test_a_formula_on_another_sheet(before, moves, after):
    assert followed(before, moves, "Dashboard") == after


def test_a_formula_on_the_sheet_itself_needs_no_sheet_name():
    assert followed("SUM(B5:B7)", LONGER, "Summary 2022") == "SUM(B5:B11)"


ONE_ROW = [Move("Summary 2022", "out_x", Area.of("A4:C5"), Area.of("A4:C9"))]


def test_a_formula_that_names_one_cell_keeps_naming_one_but_a_chart_grows():
    assert followed(f"{S}$B$5", ONE_ROW, "Dashboard") == f"{S}$B$5"
    assert followed(f"{S}$B$5", ONE_ROW, "Dashboard", Site.CHART) == f"{S}$B$5:$B$9"


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("A1:C10", "A1048570:C1048573", "B7", "B1048576"),
        ("A1:C10", "A1048570:C1048573", "B8", "B8"),
        ("A1:J9", "XEZ1:XFD9", "E2", "XFD2"),
        ("A1:J9", "XEZ1:XFD9", "F2", "F2"),
        ("A4:C4", "A4:C9", "A4:C4", "A4:C4"),
        ("A4:C7", "A1:C4", "B5:B6", "B2:B3"),
        ("B4:C7", "A4:B7", "B5:B7", "A5:A7"),
    ],
)
def test_what_does_not_span_the_table_moves_with_its_corner_as_far_as_the_sheet_reaches(old, new, before, after):
    assert followed(f"S!{before}", [Move("S", "t", Area.of(old), Area.of(new))], "") == f"S!{after}"


def test_of_several_tables_the_one_that_holds_the_reference_counts():
    moves = [Move(sheet, "t", Area.of(old), Area.of(new)) for sheet, old, new in (
        ("T", "A1:C9", "A5:C9"), ("S", "A1:C3", "A2:C4"), ("S", "A5:C9", "A7:C11"))]  # fmt: skip
    assert followed("S!B2+S!B6+S!B4", moves, "") == "S!B3+S!B8+S!B4"


def test_a_range_that_shrank_to_one_row_grows_again():
    shrink = [Move("S", "t", Area.of("A4:C7"), Area.of("A4:C5"))]
    grow = [Move("S", "t", Area.of("A4:C5"), Area.of("A4:C9"))]
    small = followed("SUM(S!B5:B7)", shrink, "")
    assert small == "SUM(S!B5:B5)"
    assert followed(small, grow, "") == "SUM(S!B5:B9)"


AREAS = st.builds(
    lambda top, left, high, wide: Area(top, left, top + high, left + wide),
    *(st.integers(1, 50), st.integers(1, 30), st.integers(1, 20), st.integers(0, 10)),
)


@given(AREAS, AREAS, AREAS)
def test_what_does_not_lie_in_the_table_stays(old, new, area):
    assume(not old.covers(area))
    formula = f"SUM(T!{area.absolute})"
    assert followed(formula, [Move("T", "t", old, new)], "") == formula


@given(AREAS, AREAS)
def test_going_there_and_back_is_going_nowhere(old, new):
    assume(old.bottom > old.top + 1 and new.bottom > new.top + 1)
    new = Area(new.top, new.left, new.bottom, new.left + old.right - old.left)
    formula = f"SUM(T!{Area(old.top + 1, old.left, old.bottom, old.right).absolute})"
    there = followed(formula, [Move("T", "t", old, new)], "")
    assert followed(there, [Move("T", "t", new, old)], "") == formula


@given(st.sampled_from(["Other", "Bob's", "Summary 20222", "A&B <c>"]), AREAS)
def test_references_to_other_sheets_are_left_alone(sheet, area):
    formula = f"SUM({quoted(sheet)}!{area.text})"
    assert followed(formula, BOTH, "Dashboard") == formula


def sites(xml, *, chart=False):
    """Each text that is offered, with what it is; every one is answered with itself and a mark."""
    given = []

    def marked(site, text):
        given.append(site)
        return f"{text}+'S'!B2" if site is not Site.PIVOT else text

    new, edits = rewritten(xml.encode(), marked, chart=chart)
    assert given == [edit.site for edit in edits]
    return new.decode(), [(edit.site, edit.cell, edit.before) for edit in edits]


@pytest.mark.parametrize(
    ("xml", "offered"),
    [
        ('<c r="B2"><f>A1&amp;"x"</f><v>1</v></c>', [(Site.FORMULA, "B2", 'A1&"x"')]),
        ('<x:c r="B2"><x:f t="shared" si="0">A1</x:f></x:c>', [(Site.FORMULA, "B2", "A1")]),
        ('<c r="B2"><f t="shared" si="0"/></c>', []),
        ("<formula1>A1</formula1>", [(Site.FORMULA, "", "A1")]),
        ('<c r="B2"><v>1</v></c><formula>A1</formula>', [(Site.FORMULA, "", "A1")]),
        ('<c r="B2"><v>1</v></c><c s="1" r="C2" t="str"><f>A1</f></c>', [(Site.FORMULA, "C2", "A1")]),
        ('<x:c r="B2"><x:v>1</x:v></x:c><x:f>A1</x:f>', [(Site.FORMULA, "", "A1")]),
        ('<c r="B2" s="1"/></row><cfRule><formula>A1</formula></cfRule>', [(Site.FORMULA, "", "A1")]),
        ('<hyperlink ref="A1"/><other location="A1"/>', []),
        ("<xm:f>S!A1:A3</xm:f><xm:sqref>D1</xm:sqref>", [(Site.FORMULA, "", "S!A1:A3"), (Site.AREAS, "", "D1")]),
        ('<conditionalFormatting sqref="A1:B2 C3">', [(Site.AREAS, "", "A1:B2 C3")]),
        ('<ignoredError sqref="A1:B2"/>', [(Site.UNCHECKED, "", "A1:B2")]),
        ('<selection sqref="A1"/><is><t>A1</t></is>', []),
        ('<xdr:sp macro="" textlink="S!$A$1">', [(Site.FORMULA, "", "S!$A$1")]),
        ("<hyperlink ref='A1' location=\"'S'!A1\"/>", [(Site.LINK, "", "'S'!A1")]),
        (
            '<formControlPr fmlaLink="S!$A$1" fmlaRange="S!$B$1"/>',
            [(Site.FORMULA, "", f) for f in ("S!$A$1", "S!$B$1")],
        ),
    ],
)
def test_formulas_are_found_wherever_they_stand(xml, offered):
    assert sites(xml)[1] == offered


def test_the_formulas_of_a_chart_are_offered_as_such():
    assert sites("<c:f>S!A1</c:f><c:sqref>A1</c:sqref>", chart=True)[1] == [
        (Site.CHART, "", "S!A1"),
        (Site.AREAS, "", "A1"),
    ]


def test_a_part_without_an_edit_is_the_same_object():
    data = b"<a><f>A1</f></a>"
    assert rewritten(data, lambda site, text: text, chart=False) == (data, [])


def test_only_the_formula_changes_and_is_escaped_again():
    new, _ = sites('<a  b = "1" ><c r="B2"><f ca="1">A1&lt;2</f></c><!-- x --></a>')
    assert new == '<a  b = "1" ><c r="B2"><f ca="1">A1&lt;2+\'S\'!B2</f></c><!-- x --></a>'
    assert sites("<hyperlink location='a'/>")[0] == "<hyperlink location='a+&apos;S&apos;!B2'/>"
    quotes, _ = rewritten(b'<hyperlink location="abc"/>', lambda site, text: f'{text}<"', chart=False)
    assert quotes == b'<hyperlink location="abc&lt;&quot;"/>'


@pytest.mark.parametrize(
    ("xml", "after", "edit"),
    [
        (
            '<worksheetSource ref="A4:C7" sheet="Summary 2022"/>',
            '<worksheetSource ref="A4:C11" sheet="Summary 2022"/>',
            f"{S}A4:C7",
        ),
        (
            "<x:worksheetSource sheet='A&amp;B!' name='n' ref='A4:C7'/>",
            "<x:worksheetSource sheet='A&amp;B!' name='n' ref='A4:C11'/>",
            "'A&B!'!A4:C7",
        ),
        ('<worksheetSource ref="A4:C7" sheet="Summary 2022" r:id="rId1"/>', None, None),
        ('<worksheetSource ref="A4:C7"/>', None, None),
        ('<worksheetSource name="out_x" sheet="Summary 2022"/>', None, None),
        ('<worksheetSource ref="A4:C7" sheet="Other"/>', None, None),
    ],
)
def test_the_source_of_a_pivot_table_follows_with_its_sheet(xml, after, edit):
    longer = [Move(sheet, "out_x", Area.of("A4:C7"), Area.of("A4:C11")) for sheet in ("Summary 2022", "A&B!")]
    new, edits = rewritten(xml.encode(), lambda site, text: followed(text, longer, "", site), chart=False)
    assert new.decode() == (after or xml)
    assert [(e.site, e.cell, e.before) for e in edits] == ([(Site.PIVOT, "", edit)] if edit else [])


def test_several_formulas_of_a_part_are_each_replaced_in_their_place():
    source = '<worksheetSource ref="B5:B7" sheet="Summary 2022"/>'
    xml = f'{source}<hyperlink location="{S}B5:B7"/><c r="A1"><f>{S}B5:B7</f></c>{source}'
    new, edits = rewritten(xml.encode(), lambda site, text: followed(text, LONGER, "", site), chart=False)
    assert new.decode() == xml.replace("B7", "B11")
    assert len(edits) == 4


@pytest.mark.parametrize("encoding", ["iso-8859-1", "UTF-16", "utf-8"])
def test_a_part_of_any_encoding_is_written_so_that_it_can_be_read(encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?><a><t>é</t><f>B5:B7</f></a>'.encode(encoding)
    new, _ = rewritten(xml, lambda site, text: followed(text, LONGER, "Summary 2022", site), chart=False)
    root = etree.fromstring(new)
    assert [child.text for child in root] == ["é", "B5:B11"]


def test_other_encodings_and_character_data_sections_are_read_too():
    xml = '<?xml version="1.0" encoding="UTF-16"?><a><f><![CDATA[B5:B7]]></f></a>'.encode("utf-16")
    new, edits = rewritten(xml, lambda site, text: followed(text, LONGER, "Summary 2022", site), chart=False)
    assert [edit.after for edit in edits] == ["B5:B11"]
    assert new == b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a><f>B5:B11</f></a>"
    same, _ = rewritten(
        b"<a><f><![CDATA[B5:B7]]></f></a>", lambda site, text: followed(text, LONGER, "Summary 2022"), chart=False
    )
    assert same == new
