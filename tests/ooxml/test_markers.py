"""A generated sheet is marked by hidden names local to it, which say its key, digest, moment, cells and setup."""

import pytest
from lxml import etree
from ooxml.scratch_books import M, sheet
from ooxml.small_packages import with_sheets

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.markers import generated_sheets, marker, marker_names, original, set_local_names
from tdag_xl.ooxml.xml_part import DamagedPartError

CELLS = [Area.of("A1"), Area.of("A4:C7")]
NAMES = {
    "_TDAG_GENERATED": '"summary/2022|d1|2026-01-01 10:00"',
    "_TDAG_CELLS": "'Summary 2022'!$A$1,'Summary 2022'!$A$4:$C$7",
    "_TDAG_SETUP": '"cols:a1 breaks:b2"',
}


def test_the_names_of_a_marker_and_what_they_say():
    assert marker_names(sheet(), CELLS, {"cols": "a1", "breaks": "b2"}) == NAMES
    found = marker(NAMES, "Summary 2022")
    assert (found.key, found.digest, found.moment) == ("summary/2022", "d1", "2026-01-01 10:00")
    assert (found.cells, found.setup) == (tuple(CELLS), {"cols": "a1", "breaks": "b2"})


def test_many_cells_are_continued_in_further_names():
    one = len("'Summary 2022'!$A$4:$C$7")
    cells = [Area.of(area) for area in ("A4:C7", "A5:C8", "B4:C7", "B6:C9", "C1")]
    names = marker_names(sheet(), cells, {}, longest=2 * one)
    texts = {name: text for name, text in names.items() if name.startswith("_TDAG_CELLS")}
    assert texts == {
        "_TDAG_CELLS": "'Summary 2022'!$A$4:$C$7,'Summary 2022'!$A$5:$C$8",
        "_TDAG_CELLS_2": "'Summary 2022'!$B$4:$C$7,'Summary 2022'!$B$6:$C$9",
        "_TDAG_CELLS_3": "'Summary 2022'!$C$1",
    }
    assert marker(names, "Summary 2022").cells == tuple(cells)


def test_quotes_in_a_key_are_doubled_and_read_back():
    names = marker_names(sheet(key='a "b"'), [], {})
    assert names == {"_TDAG_GENERATED": '"a ""b""|d1|2026-01-01 10:00"', "_TDAG_SETUP": '""'}
    assert marker(names, "Summary 2022").key == 'a "b"'


def test_a_marker_has_room_for_255_characters():
    rest = len("|d1|2026-01-01 10:00")
    assert marker_names(sheet(key="k" * (255 - rest)), [], {})
    for key in ("k" * (256 - rest), "a|b"):
        with pytest.raises(ValueError, match=r"cannot mark a sheet: at most 255 characters, and no bar in a field$"):
            marker_names(sheet(key=key), [], {})


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"_TDAG_GENERATED": '"only|two"'},
        {"_TDAG_GENERATED": '"one|of|four|fields"'},
        {"_tdag_generated": '"a|b|c"'},
    ],
)
def test_another_text_is_no_marker(names):
    assert marker(names, "S") is None


@pytest.mark.parametrize("text", ['"a|b|c"', '="a|b|c"', ' "a|b|c" ', "a|b|c"])
def test_a_marker_is_read_as_other_programs_write_it(text):
    assert marker({"_TDAG_GENERATED": text}, "S").key == "a"


def test_only_cells_of_the_sheet_itself_count():
    cells = "S!$A$1,Other!$B$2,[1]S!$C$3,'S:T'!$D$4,S!Name,#REF!,$E$5,S!$F$6"
    names = {"_TDAG_GENERATED": '"a|b|c"', "_TDAG_CELLS": cells, "_TDAG_SETUP": '"no fact x:y:z"'}
    found = marker(names, "S")
    assert [area.text for area in found.cells] == ["A1", "F6"]
    assert found.setup == {"x": "y:z"}


@pytest.mark.parametrize(
    ("tables", "place"),
    [
        ([["out_a"], ["out_a_2"]], 0),
        ([["out_a_2"], ["out_a"]], 1),
        ([["OUT_A_2", "out_b"], ["out_a", "Out_B_2"], ["out_a", "out_b"]], 2),
        ([["out_a4", "x"], ["out_a", "y"]], 1),
        ([[], []], 0),
        ([["a"]], 0),
    ],
)
def test_of_sheets_with_one_key_the_one_whose_tables_the_others_are_named_after_is_the_original(tables, place):
    assert original(tables) == place


def generated(*marked, states="vvvv"):
    """The generated sheets of a workbook whose sheets at the positions `marked` have the marker of that key."""
    names = "".join(
        f'<definedName name="_TDAG_GENERATED" localSheetId="{position}">"{key}|d|m"</definedName>'
        for position, key in marked
    )
    package = with_sheets(states, after=f"<definedNames>{names}</definedNames>")
    return [(found.key, found.name, found.sheet.position) for found in generated_sheets(package)]


def test_generated_sheets_stand_in_the_order_of_their_tabs():
    assert generated((2, "a"), (0, "b"), (1, "c")) == [("b", "S0", 0), ("c", "S1", 1), ("a", "S2", 2)]


def test_of_two_sheets_with_one_key_and_no_tables_the_one_with_the_lower_id_is_generated():
    assert generated((3, "a"), (1, "a"), (2, "b")) == [("a", "S1", 1), ("b", "S2", 2)]


def marked_cells(*areas):
    """The cells that a marker says were written on the first sheet."""
    names = {"_TDAG_GENERATED": '"a|b|c"', "_TDAG_CELLS": ",".join(f"'S0'!{area}" for area in areas)}
    inner = "".join(f'<definedName name="{name}" localSheetId="0">{text}</definedName>' for name, text in names.items())
    (found,) = generated_sheets(with_sheets("v", after=f"<definedNames>{inner}</definedNames>"))
    return [area.text for area in found.cells]


def test_a_marker_of_more_rows_than_four_whole_columns_is_damaged():
    whole = ["$A$1:$A$1048576"] * 4
    assert len(marked_cells(*whole, "$B$1:$B$5")) == 5
    words = r"^the hidden name _TDAG_CELLS of sheet 'S0' holds more rows than there are$"
    with pytest.raises(DamagedPartError, match=words) as damaged:
        marked_cells(*whole, "$B$1:$B$6")
    assert damaged.value.part == ""


def names_of(root):
    return [(name.get("name"), name.get("localSheetId"), name.get("hidden"), name.text)
            for name in root.iterfind("m:definedNames/m:definedName", M)]  # fmt: skip


def workbook(inner):
    return etree.fromstring(f'<workbook xmlns="{ns.MAIN}">{inner}</workbook>')


def test_hidden_names_of_a_sheet_are_replaced_and_others_stay():
    root = workbook(
        "<sheets/><definedNames><!-- a comment -->"
        '<definedName name="Alpha">1</definedName>'
        '<definedName name="_TDAG_A" localSheetId="0">zero</definedName>'
        '<definedName name="_TDAG_A" localSheetId="1" hidden="1">old</definedName>'
        '<definedName name="_TDAG_B" localSheetId="1" hidden="1">gone</definedName>'
        '<definedName name="Own" localSheetId="1">own</definedName>'
        "</definedNames><calcPr/>"
    )
    set_local_names(root, 1, {"_TDAG_A": "new", "_TDAG_C": "more"}, prefix="_TDAG_")
    assert names_of(root) == [
        ("_TDAG_C", "1", "1", "more"),
        ("Alpha", None, None, "1"),
        ("_TDAG_A", "0", None, "zero"),
        ("_TDAG_A", "1", "1", "new"),
        ("Own", "1", None, "own"),
    ]


def test_a_name_of_the_whole_workbook_is_not_that_of_its_first_sheet():
    root = workbook('<definedNames><definedName name="a">all</definedName></definedNames>')
    set_local_names(root, 0, {"a": "own"})
    assert names_of(root) == [("a", None, None, "all"), ("a", "0", None, "own")]


def test_names_stand_in_their_order_whatever_their_case_and_visible_without_a_prefix():
    root = workbook("<sheets/><calcPr/>")
    for name in ("b", "C", "a"):
        set_local_names(root, 2, {name: name.upper()})
    set_local_names(root, 2, {"b": "again"})
    assert names_of(root) == [("a", "2", None, "A"), ("b", "2", None, "again"), ("C", "2", None, "C")]
    assert [etree.QName(child).localname for child in root] == ["sheets", "definedNames", "calcPr"]
