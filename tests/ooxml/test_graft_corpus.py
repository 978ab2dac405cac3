"""Workbooks of other programs: graft, the same again, other figures, renamed and moved, retired; theirs stays."""

import io
import warnings

import openpyxl
import pytest
from ooxml.scratch_books import (
    CHECKS,
    MANY,
    REGIONS,
    SUMMARY,
    both,
    grafted,
    problems,
    scratch_book,
    sheet,
    two_sheets,
    workbook_by_hand,
)
from python_calamine import CalamineWorkbook
from raw_members import raw_members

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.markers import generated_sheets
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.workbook import Workbook

REWRITTEN = {"[content_types].xml", "workbook.xml", "workbook.xml.rels", "styles.xml"}
UNREADABLE_BY_CALAMINE = ("minimal_package", "xlmmacro", "strict_iso_paths", "SDK-Comments")
"""It panics where the workbook part stands in no folder, gives up on a macro sheet, and finds no table in Strict."""
ONLY_CHECKS = scratch_book({CHECKS: [("out_checks", 3, MANY)]})


def readable_by_openpyxl(path):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            openpyxl.load_workbook(io.BytesIO(path.read_bytes()))  # a path would stay open when it fails
    except Exception:  # noqa: BLE001 - whatever it is that it cannot read
        return False
    return True


@pytest.fixture
def master(corpus_file):
    """The file, if a refresh takes it: a signed one is refused before the graft."""
    with Archive.open(corpus_file) as archive:
        if any("digital-signature" in edge.type for edge in Package(archive).relationships()):
            pytest.skip("signed")
    return corpus_file


def check_untouched(before, after, changes):
    """Members that are not changed are raw what they were, and of the old ones only four may change."""
    old, new = raw_members(before), raw_members(after)
    assert [name for name in new if name in old] == list(old), "none is gone, and the order stays"
    assert all(new[name] == old[name] for name in old if name not in changes)
    changed = {name.replace("\\", "/").rpartition("/")[2].lower() for name in old if name in changes}
    assert changed <= REWRITTEN


def check_regions(path, rows):
    """Our table holds `rows` when calamine reads it by its name."""
    with Archive.open(path) as archive:
        assert Workbook(Package(archive)).table("OUT_2022_REGIONS").area == Area(4, 1, 4 + len(rows), 3)
    if any(name in path.name for name in UNREADABLE_BY_CALAMINE):
        return
    table = CalamineWorkbook.from_path(str(path), load_tables=True).get_table_by_name("out_2022_regions")
    assert [tuple(row) for row in table.to_python()] == rows


def test_a_graft_and_all_that_may_follow(master, tmp_path):
    one, two, three, four = (tmp_path / f"{n}-{master.name}" for n in range(4))
    sound, readable = problems(master), readable_by_openpyxl(master)

    first = grafted(master, one, two_sheets(), both())
    check_untouched(master, one, first.changes)
    assert first.added == (SUMMARY, CHECKS)
    assert problems(one) == sound
    assert readable_by_openpyxl(one) == readable or "minimal" in master.name
    check_regions(one, REGIONS)

    assert grafted(one, two, two_sheets(), both()).changes == {}
    assert one.read_bytes() == two.read_bytes()

    with workbook_by_hand(two) as root:
        rename_and_move(root)
    result = grafted(two, three, two_sheets(MANY, "Ours & theirs"), both("d2", "Ours & theirs"))
    assert result.updated == ("Ours & theirs", CHECKS)
    check_regions(three, MANY)
    assert problems(three) == sound
    with Archive.open(three) as archive:
        assert generated_sheets(Package(archive))[0].sheet.position == 0

    last = grafted(three, four, ONLY_CHECKS, [sheet(CHECKS, "checks", "d2")])
    assert last.removed == ("Ours & theirs",)
    assert problems(four) == sound
    with Archive.open(four) as archive, Archive.open(master) as original:
        names = [s.name for s in Workbook(Package(archive)).sheets]
        assert names == [*(s.name for s in Workbook(Package(original)).sheets), CHECKS]
        assert set(original.names) <= set(archive.names)


def rename_and_move(root):
    """What Excel does to the workbook part when our summary is renamed and dragged to the front."""
    sheets = root.find(q("sheets"))
    elements = list(sheets)
    position = next(i for i, e in enumerate(elements) if e.get("name") == SUMMARY)
    moved = elements[position]
    moved.set("name", "Ours & theirs")
    sheets.insert(0, moved)
    new = {old: old + 1 for old in range(position)} | {position: 0}
    for name in root.iter(q("definedName")):
        if (local := name.get("localSheetId")) is not None:
            name.set("localSheetId", str(new.get(int(local), int(local))))
        name.text = name.text.replace(f"'{SUMMARY}'", "'Ours & theirs'")
    for view in root.iter(q("workbookView")):
        view.set("activeTab", str(new.get(int(view.get("activeTab", "0")), 0)))


def test_the_active_sheet_stays_and_new_sheets_are_not_selected(master, tmp_path):
    path = tmp_path / f"refreshed{master.suffix}"

    def active(file):
        with Archive.open(file) as archive:
            book = Workbook(Package(archive))
            return [view.get("activeTab") for view in book.root.iter(q("workbookView"))]

    grafted(master, path, two_sheets(), both())
    assert active(path) == active(master)
    with Archive.open(path) as archive:
        package = Package(archive)
        for generated in generated_sheets(package):
            root = package.tree(generated.sheet.part)
            assert not root.xpath("//@tabSelected")
            assert package.related(generated.sheet.part, ns.TABLE)
