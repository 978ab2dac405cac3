"""Styles are appended to the master's, never changed; what is there already is found again."""

import io
from pathlib import Path

import pytest
import xlsxwriter
from case_files import CASES
from lxml import etree
from ooxml.scratch_books import M, summary
from ooxml.small_packages import RELATIONSHIPS, edge, small

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.schema_order import STYLE_SHEET
from tdag_xl.ooxml.scratch import scratch_package
from tdag_xl.ooxml.styles import merged_styles


def master(*, default_font="Arial"):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.formats[0].set_font_name(default_font)
        book.formats[0].set_font_scheme(None)
        page = book.add_worksheet("Staff")
        page.write("A1", 1, book.add_format({"num_format": "0.0000", "font_color": "red", "font_name": default_font}))
    return Package(Archive(stream, Path("master.xlsx")))


def styles(package):
    return package.tree(package.related(package.workbook_part, ns.STYLES)[0])


def items(root, name):
    return [etree.tostring(e, method="c14n") for e in root.xpath(f"m:{name}/*", namespaces=M)]


def test_what_the_master_has_stays_and_new_styles_follow():
    package = master()
    before = styles(package)
    merged_styles(package, scratch_package(summary()))
    after = styles(package)
    for name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
        old, new = items(before, name), items(after, name)
        assert new[: len(old)] == old
        assert after.xpath(f"string(m:{name}/@count)", namespaces=M) in ("", str(len(new)))
    assert len(items(after, "cellXfs")) > len(items(before, "cellXfs"))


def test_a_second_merge_finds_everything():
    package = master()
    scratch = scratch_package(summary())
    first = merged_styles(package, scratch)
    data = dict(package.changes)
    assert merged_styles(package, scratch) == first
    assert package.changes == data


def test_an_unformatted_cell_takes_the_default_of_the_master():
    assert merged_styles(master(), scratch_package(summary())).formats[0] == 0


def test_a_bold_title_takes_the_face_of_the_master():
    package = master(default_font="Verdana")
    maps = merged_styles(package, scratch_package(summary()))
    root = styles(package)
    title = root.xpath("m:cellXfs/m:xf", namespaces=M)[maps.formats[1]]
    font = root.xpath("m:fonts/m:font", namespaces=M)[int(title.get("fontId"))]
    assert font.xpath("string(m:name/@val)", namespaces=M) == "Verdana"
    assert font.xpath("boolean(m:b) and m:sz/@val = 14", namespaces=M)


def test_number_formats_are_matched_by_their_code_and_never_by_number():
    package = master()
    maps = merged_styles(package, scratch_package(summary()))
    root = styles(package)
    codes = {n.get("numFmtId"): n.get("formatCode") for n in root.xpath("m:numFmts/m:numFmt", namespaces=M)}
    formats = [root.xpath("m:cellXfs/m:xf", namespaces=M)[i].get("numFmtId") for i in maps.formats]
    assert codes["164"] == "0.0000", "the master's own"
    assert "9" in formats, "0% is built in"
    assert [codes[n] for n in formats if n in codes] == ["0.000000"]


def test_a_workbook_that_names_no_style_sheet_gets_one():
    package = small()
    maps = merged_styles(package, scratch_package(summary()))
    assert package.related(package.workbook_part, ns.STYLES) == ("/xl/styles.xml",)
    assert len(items(styles(package), "cellXfs")) == len(set(maps.formats))


def test_a_style_sheet_that_lacks_nothing_stays_as_it_is_written():
    package = with_styles((CASES / "styles" / "merged.xml").read_bytes().replace(b"/>", b"   />"))
    merged_styles(package, with_styles((CASES / "styles" / "scratch.xml").read_bytes()))
    assert package.changes == {}


@pytest.mark.parametrize("content", [b"", f'<styleSheet xmlns="{ns.MAIN}"/>'.encode(), None])
def test_a_master_with_an_empty_or_no_style_sheet_gets_one(content):
    package = master()
    part = package.related(package.workbook_part, ns.STYLES)[0]
    if content is None:
        package.remove_part(part)
    else:
        package.write_part(part, content)
    maps = merged_styles(package, scratch_package(summary()))
    root = styles(package)
    assert len(items(root, "cellXfs")) == len(set(maps.formats))
    assert [len(items(root, n)) > 0 for n in ("fonts", "fills", "borders", "cellStyleXfs")] == [True] * 4
    order = [etree.QName(element).localname for element in root]
    assert order == [name for name in STYLE_SHEET.split() if name in order]


def with_styles(data):
    """A workbook with that style sheet."""
    types = f'<Override PartName="/xl/styles.xml" ContentType="{ns.CONTENT}spreadsheetml.styles+xml"/>'
    edges = RELATIONSHIPS % edge("rId1", ns.STYLES, "styles.xml")
    return small(types=types, members={"xl/_rels/workbook.xml.rels": edges, "xl/styles.xml": data})


def canonical(data):
    return etree.tostring(etree.fromstring(data, etree.XMLParser(remove_blank_text=True)), method="c14n")


def test_styles_of_every_kind_are_found_again_or_appended():
    master, scratch, merged = (
        (CASES / "styles" / f"{name}.xml").read_bytes() for name in ("master", "scratch", "merged")
    )
    package = with_styles(master)
    maps = merged_styles(package, with_styles(scratch))
    assert (maps.formats, maps.differential) == ((0, 3, 4, 2, 3, 0), (0, 1, 2, 3))
    assert canonical(etree.tostring(styles(package))) == canonical(merged)


@pytest.mark.parametrize("fonts", ["", "<fonts/>"])
def test_a_master_with_few_lists_gets_the_defaults_of_the_scratch(fonts):
    scratch = (CASES / "styles" / "scratch.xml").read_bytes()
    package = with_styles(f'<styleSheet xmlns="{ns.MAIN}">{fonts}</styleSheet>')
    maps = merged_styles(package, with_styles(scratch))
    assert (maps.formats, maps.differential) == ((0, 1, 2, 3, 1, 0), (0, 1, 2, 3))
    root = styles(package)
    names = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs")
    assert [len(items(root, name)) for name in names] == [3, 3, 3, 2, 1, 4, 4]
    assert [root.find(f"m:{name}", M).get("count") for name in names] == ["3", "3", "3", "2", "1", "4", "4"]
    assert [n.get("numFmtId") for n in root.find("m:numFmts", M)] == ["164", "165", "166"]


def test_only_the_default_of_a_list_that_is_missing_is_taken_as_it_is():
    formats = '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts>'
    package = with_styles(f'<styleSheet xmlns="{ns.MAIN}">{formats}</styleSheet>')
    merged_styles(package, with_styles((CASES / "styles" / "scratch.xml").read_bytes()))
    assert [cell.get("numFmtId") for cell in styles(package).find("m:cellXfs", M)] == ["0", "165", "166", "9"]
