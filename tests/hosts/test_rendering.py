"""A report as a workbook: what other programs read back from it."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hosts.made_sheets import chart, report, sheet, table, written
from hosts.whole_rendering import whole_workbook

from tdag_xl.cells import CellError
from tdag_xl.hosts.cell_text import LONGEST_TEXT
from tdag_xl.hosts.layout import layout
from tdag_xl.hosts.looks import EARLIER_COLOUR, MEASURE_COLOURS
from tdag_xl.hosts.rendering import rendering
from tdag_xl.report import ChartKind, Column, Format, Measure, Table

ROWS = [("Africa", 11, 1_901_344.0), ("Arab States", 9, 949_484.0)]
CHARTS = (chart("out_2022_regions", 1), chart("out_2022_regions", 2, measure=Measure.MONEY, series=("USD",)))


def small(*rows, charts=(), columns=None, **more):
    made = table(rows=rows or ROWS, charts=charts, **more)
    return report(sheet(made if columns is None else Table(made.name, made.title, columns, made.rows)))


def rendered(made, names=None):
    return whole_workbook(rendering(made, names or {sheet.key: sheet.name for sheet in made.sheets}))


def opened(made, names=None):
    return openpyxl.load_workbook(io.BytesIO(rendered(made, names)))


def parts(made):
    archive = zipfile.ZipFile(io.BytesIO(rendered(made)))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def body(made, column="B"):
    """The cells of a column of the only table, under its heading."""
    worksheet = opened(made).worksheets[0]
    [found] = worksheet.tables.values()
    first, last = (int(row) for row in re.findall(r"\d+", found.ref))
    return [worksheet[f"{column}{row}"] for row in range(first + 1, last + 1)]


def test_a_table_is_an_excel_table_with_its_name_columns_and_rows():
    worksheet = opened(small()).worksheets[0]
    [found] = worksheet.tables.values()
    assert found.name == "out_2022_regions"
    assert found.ref == "B8:D10"
    assert [column.name for column in found.tableColumns] == ["Region", "Agreements", "USD"]
    assert found.totalsRowCount is None
    assert found.tableStyleInfo.showRowStripes
    assert [[cell.value for cell in row] for row in worksheet[found.ref]] == [
        ["Region", "Agreements", "USD"],
        ["Africa", 11, 1_901_344],
        ["Arab States", 9, 949_484],
    ]


def test_a_table_without_rows_keeps_its_header_and_one_blank_row():
    worksheet = opened(report(sheet(table(rows=())))).worksheets[0]
    [found] = worksheet.tables.values()
    assert found.ref == "B8:D9"
    assert [cell.value for cell in worksheet["B9:D9"][0]] == [None, None, None]


def test_there_are_no_formulas_and_no_merged_cells():
    texts = parts(small(("=1+1", 1, 1), ("{=A1}", 1, 1), charts=CHARTS))
    [worksheet] = [text for name, text in texts.items() if name.startswith("xl/worksheets/sheet")]
    assert "<f>" not in worksheet
    assert "mergeCell" not in worksheet


NASTY = [
    *("=1+1", "+41 22 730", "-5", "@SUM(A1)", "007", "1e3", "TRUE", "http://example.org", "{=A1}", "'quoted'"),
    *('<b>&"amp"</b>', "وزارة الاتصالات", "日内瓦", "a_x0041_b", "two\nlines", "tab\there", "👩‍👩‍👧", " spaces "),
]


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_the_text_it_is(text):
    [cell] = body(small((text, 1, 1)))
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x01b\x1f", "a␁b␟"),
        ("\x00", "␀"),
        ("\x7f", "␡"),
        ("cut\ud800", "cut�"),
        ("\ufffe\uffff", "��"),
        ("\r\n", "␍\n"),
    ],
)
def test_characters_that_no_xml_can_hold_show_as_pictures_of_themselves(text, shown):
    made = report(
        sheet(
            table(rows=[(text, 1, 1)], charts=[chart("out_2022_regions", 1)], notes=[text]),
            lines=[text],
        )
    )
    [cell] = body(made)
    assert cell.value == shown


@pytest.mark.parametrize("text", ["x" * 40_000, "👩" * 20_000, "x" + "👩" * 20_000])
def test_text_longer_than_a_cell_is_cut_with_an_ellipsis(text):
    [cell] = body(small((text, 1, 1)))
    units = len(cell.value.encode("utf-16-le")) // 2
    assert cell.value.endswith("…")
    assert text.startswith(cell.value[:-1])
    assert LONGEST_TEXT - 1 <= units <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (float("nan"), None),
        (None, None),
        ("", None),
        (float("inf"), "#NUM!"),
        (float("-inf"), "#NUM!"),
        (1e308, 1e308),
        (True, True),
        (CellError("#N/A"), "#N/A"),
    ],
)
def test_every_value_has_a_cell_that_excel_can_open(value, read):
    [cell] = body(small(("Africa", value, 1)), "C")
    assert cell.value == read


@pytest.mark.parametrize("value", [dt.date(2022, 8, 9), dt.datetime(2022, 8, 9)])
def test_a_date_is_a_date_in_its_format(value):
    columns = (Column("Region", Format.TEXT), Column("Signed", Format.DATE), Column("USD", Format.WHOLE))
    [cell] = body(small(("Africa", value, 1), columns=columns), "C")
    assert (cell.value, cell.number_format) == (dt.datetime(2022, 8, 9), "yyyy-mm-dd")


def test_a_day_before_excels_calendar_is_written_as_text():
    columns = (Column("Region", Format.TEXT), Column("Signed", Format.DATE), Column("USD", Format.WHOLE))
    [cell] = body(small(("Africa", dt.date(1865, 5, 17), 1), columns=columns), "C")
    assert cell.value == "1865-05-17"


@pytest.mark.parametrize("form", [form for form in Format if form not in (Format.TEXT, Format.DATE)])
def test_figures_have_the_number_format_of_their_column(form):
    columns = (Column("Region", Format.TEXT), Column("Figure", form), Column("USD", Format.WHOLE))
    [cell] = body(small(("Africa", 0.5, 1), columns=columns), "C")
    assert (cell.value, cell.number_format) == (0.5, form.value)


def test_a_heading_that_looks_like_an_escape_is_the_same_in_the_table_and_in_its_cell():
    columns = (Column("Region", Format.TEXT), Column("a_x0041_b", Format.WHOLE), Column("USD", Format.WHOLE))
    texts = parts(small(("Africa", 1, 1), columns=columns))
    assert 'name="a_x005F_x0041_b"' in texts["xl/tables/table1.xml"]
    assert "<t>a_x005F_x0041_b</t>" in texts["xl/sharedStrings.xml"]


def test_a_name_that_looks_like_an_escape_is_escaped():
    """As for a period named X2023."""
    texts = parts(small(name="out_x2023_regions"))
    assert 'displayName="out_x005F_x2023_regions"' in texts["xl/tables/table1.xml"]


def test_charts_are_known_by_the_name_of_their_table_and_described_in_words():
    texts = parts(small(charts=CHARTS))
    frames = re.findall(r'<xdr:cNvPr id="\d+" name="([^"]+)" descr="([^"]+)"', texts["xl/drawings/drawing1.xml"])
    assert frames == [(one.name, one.alt_text) for one in CHARTS]
    assert all(name.startswith("out_2022_regions ") for name, _ in frames)


def test_charts_read_their_table_and_hold_its_figures():
    first, second = opened(small(charts=CHARTS)).worksheets[0]._charts
    assert first.type == "bar"
    assert first.ser[0].cat.strRef.f == "'Summary 2022'!$B$9:$B$10"
    assert first.ser[0].val.numRef.f == "'Summary 2022'!$C$9:$C$10"
    assert second.ser[0].val.numRef.f == "'Summary 2022'!$D$9:$D$10"
    assert [point.v for point in second.ser[0].val.numRef.numCache.pt] == [1_901_344, 949_484]
    assert [point.v for point in first.ser[0].cat.strRef.strCache.pt] == ["Africa", "Arab States"]


def test_the_first_row_is_the_topmost_bar_and_figures_stand_at_the_bars():
    [drawn] = opened(small(charts=CHARTS[:1])).worksheets[0]._charts
    assert (drawn.x_axis.scaling.orientation, drawn.barDir) == ("maxMin", "bar")
    assert drawn.y_axis.delete
    assert drawn.y_axis.majorGridlines is None
    assert drawn.legend is None
    assert drawn.ser[0].dLbls.showVal
    assert drawn.ser[0].dLbls.numFmt == "#,##0"


def test_a_measure_has_one_colour_and_the_earlier_period_is_grey():
    columns = chart(
        "out_2022_regions", 3, kind=ChartKind.COLUMN, measure=Measure.MONEY, series=("Agreements", "USD"), rows=(0, 0)
    )
    first, second, third = opened(small(charts=(*CHARTS, columns))).worksheets[0]._charts
    assert colours(first) == [MEASURE_COLOURS[Measure.COUNT]]
    assert colours(second) == [MEASURE_COLOURS[Measure.MONEY]]
    assert colours(third) == [EARLIER_COLOUR, MEASURE_COLOURS[Measure.MONEY]]
    assert third.legend.legendPos == "b"
    assert third.ser[0].val.numRef.f == "'Summary 2022'!$C$9"


def colours(drawn):
    return ["#" + series.spPr.solidFill.srgbClr for series in drawn.ser]


def test_every_accent_has_the_contrast_that_graphics_need():
    for colour in (*MEASURE_COLOURS.values(), EARLIER_COLOUR):
        assert 1.05 / (luminance(colour) + 0.05) >= 3, colour  # WCAG 2.1, success criterion 1.4.11


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_sheets_have_the_names_they_are_given_and_charts_follow():
    [worksheet] = opened(small(charts=CHARTS), {"summary/2022": "Bob's (2)"}).worksheets
    assert worksheet.title == "Bob's (2)"
    assert worksheet._charts[0].ser[0].val.numRef.f == "'Bob''s (2)'!$C$9:$C$10"


def test_pages_are_a4_landscape_with_the_sheets_name_and_page_numbers():
    worksheet = opened(small()).worksheets[0]
    assert (worksheet.page_setup.paperSize, worksheet.page_setup.orientation) == (9, "landscape")
    assert worksheet.oddFooter.left.text == "&A"
    assert worksheet.oddFooter.right.text == "Page &P of &N"


def test_lists_keep_their_headers_in_view_and_on_every_page_and_can_be_filtered():
    worksheet = opened(report(sheet(table(rows=ROWS * 40), table("out_b"), long=True))).worksheets[0]
    first, second = worksheet.tables.values()
    header = int(re.findall(r"\d+", first.ref)[0])
    assert worksheet.freeze_panes == f"A{header + 1}"
    assert worksheet.print_title_rows == f"${header}:${header}"
    assert first.autoFilter is not None
    assert [one.id for one in worksheet.col_breaks.brk] == [4]
    assert second.ref.startswith(f"E{header}:")


def test_the_cells_written_are_exactly_those_reported():
    made = small(*ROWS, ("Europe", None, 2.0), charts=CHARTS, notes=["A note.", "Another."])
    areas = written(layout(made.sheets[0], made.moment_line))
    reported = {
        (row + 1, column + 1)
        for area in areas
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
    }
    worksheet = opened(made).worksheets[0]
    assert {(cell.row, cell.column) for row in worksheet for cell in row if cell.has_style} == reported


def test_the_moment_of_refresh_stands_on_the_sheet():
    moment = dt.datetime(2026, 11, 23, 22, 14, tzinfo=dt.UTC)
    built, refreshed = (opened(report(sheet(table()), moment=at)).worksheets[0] for at in (None, moment))
    assert [built["A3"].value, refreshed["A3"].value] == [
        "As built, not refreshed since.",
        "Refreshed 2026-11-23 22:14 UTC",
    ]


def test_the_same_report_gives_the_same_bytes():
    assert rendered(small(charts=CHARTS)) == rendered(small(charts=CHARTS))


def test_the_bytes_do_not_depend_on_the_process_its_time_zone_or_its_hash_seed():
    code = "import sys; sys.path.insert(0, 'tests'); from hosts.test_rendering import *; "
    code += "import hashlib; print(hashlib.sha256(rendered(small(charts=CHARTS))).hexdigest())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64


def test_a_name_that_xlsxwriter_refuses_is_an_error_and_no_silent_gap():
    with (
        pytest.raises(ValueError, match="cannot write the table 1 2"),
        pytest.warns(UserWarning, match="cannot contain spaces"),
    ):
        rendered(report(sheet(table("1 2"))))


def test_outside_judges_find_nothing_wrong(validation_errors, tmp_path):
    rows = [*ROWS, *((text, 1, 0.4) for text in NASTY), ("a\x01b", float("nan"), float("inf"))]
    made = report(
        sheet(table(rows=rows, charts=CHARTS, notes=["A note."]), table("out_empty", rows=())),
        sheet(
            table("out_list", rows=rows), table("out_other", rows=rows), key="list/2022", name="List 2022", long=True
        ),
    )
    path = tmp_path / "report.xlsx"
    path.write_bytes(rendered(made))
    assert validation_errors(path) == []
