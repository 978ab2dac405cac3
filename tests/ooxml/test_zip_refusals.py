"""A zip file that is broken, or that programs would read differently, is refused in a sentence."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from ooxml.zip_files import opened, written, zipped

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError, WriteFailedError
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.zip_records import Member, central_header, end_records, local_header


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["a/b.xml", "A/B.XML", "a\\b.xml", "/a/b.xml", "\\a/b.xml"])
def test_two_members_of_one_name_are_refused(name):
    names = ("a/b.xml", name)
    with pytest.raises(UnsupportedWorkbookError) as refusal:
        opened(zipped([(name, b"") for name in names]))
    assert str(refusal.value) == (
        f"book.xlsx: the file holds two members named {names[1]!r}, and programs differ in which they read. Open it in "
        "Excel, save it under another name, and use that file."
    )


def test_other_names_are_no_bar():
    names = ("a.xml", "a/a.xml", "Xa.xml", " a.xml", "a.xml/")
    assert opened(zipped([(name, b"") for name in names])).names == names


def test_an_encrypted_member_is_refused():
    source = zipped([("a.xml", b"1")]).replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1")
    source = source.replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1")
    with pytest.raises(UnsupportedWorkbookError) as refusal:
        opened(source)
    assert str(refusal.value) == "book.xlsx: the zip file is encrypted. Save it without a password."


@pytest.mark.parametrize("keep", [0, 10, 60, -1, -23])
def test_a_truncated_file_is_no_workbook(keep):
    words = r"^book\.xlsx: this is not a whole workbook: it .*\. Restore it from a copy; nothing was changed\.$"
    with pytest.raises(NotAWorkbookError, match=words):
        opened(zipped([("a.xml", b"<a/>"), ("b.xml", b"<b/>")])[:keep])


READERS = (Archive.read, lambda archive, name: list(archive.chunks(name)))


DAMAGED = "book.xlsx: the file is damaged at 'a.xml'. Restore it from a copy; nothing was changed."


def test_damaged_bytes_are_seen_when_they_are_read():
    source = bytearray(zipped([("a.xml", b"plain text")], method=zipfile.ZIP_STORED))
    source[source.index(b"plain")] ^= 1
    with pytest.raises(NotAWorkbookError) as refusal:
        opened(bytes(source)).read("a.xml")
    assert str(refusal.value) == DAMAGED


@pytest.mark.parametrize("size", [b"\x09\0\0\0", b"\x0b\0\0\0"])
def test_a_member_that_holds_more_or_less_than_it_says_is_damaged(size):
    source = zipped([("a.xml", b"plain text")])
    lying = source.replace(b"\x0a\0\0\0\x05\0", size + b"\x05\0")
    assert lying.count(size + b"\x05\0") == 2, "in its header and in the directory"
    for read in READERS:
        with pytest.raises(NotAWorkbookError) as refusal:
            read(opened(lying), "a.xml")
        assert str(refusal.value) == DAMAGED


def test_a_member_that_cannot_be_unpacked_is_damaged():
    source = zipped([("a.xml", b"plain text" * 9)])
    at = source.index(b"a.xml") + len("a.xml")
    for read in READERS:
        with pytest.raises(NotAWorkbookError) as refusal:
            read(opened(source[:at] + b"\xff" + source[at + 1 :]), "a.xml")
        assert str(refusal.value) == DAMAGED


def test_a_file_that_changes_while_it_is_open_is_damaged():
    stream = io.BytesIO(zipped([("a.xml", b"plain text")]))
    archive = Archive(stream, Path("book.xlsx"))
    stream.seek(0)
    stream.write(b"another text")
    with pytest.raises(NotAWorkbookError) as refusal:
        written(archive, {})
    assert str(refusal.value) == DAMAGED


def test_a_member_with_bytes_behind_its_content_is_damaged():
    packed = zlib.compress(b"plain text", wbits=-15)
    member = Member("a.xml", b"a.xml", 8, zlib.crc32(b"plain text"), len(packed) + 1, 10)
    data = local_header(member, b"") + packed + b"x"
    archive = opened(data + central_header(member) + end_records(1, len(central_header(member)), len(data), b""))
    with pytest.raises(NotAWorkbookError) as refusal:
        list(archive.chunks("a.xml"))
    assert str(refusal.value) == DAMAGED


def test_a_member_of_a_method_that_excel_does_not_use_is_refused():
    archive = opened(zipped([("a.xml", b"1")], method=zipfile.ZIP_BZIP2))
    for read in READERS:
        with pytest.raises(UnsupportedWorkbookError) as refusal:
            read(archive, "a.xml")
        assert str(refusal.value) == "book.xlsx: 'a.xml' is compressed by method 12. Save the workbook in Excel once."


def claiming(*sizes):
    """An archive of members that say they unpack to so many bytes."""
    data, members = b"", []
    for number, size in enumerate(sizes):
        name = f"m{number}"
        member = Member(name, name.encode(), zipfile.ZIP_DEFLATED, 0, 0, size, offset=len(data))
        data += local_header(member, b"")
        members.append(member)
    headers = b"".join(map(central_header, members))
    return data + headers + end_records(len(members), len(headers), len(data), b"")


@pytest.mark.parametrize(
    ("sizes", "what"),
    [
        ([1 << 30], None),
        ([1, (1 << 30) + 1], "'m1' holds 1,073,741,825 bytes when unpacked, more than 1,073,741,824"),
        ([1 << 30] * 4, None),
        ([1 << 30] * 4 + [1], "its parts hold 4,294,967,297 bytes when unpacked, more than 4,294,967,296"),
    ],
)
def test_a_workbook_that_unpacks_to_too_much_is_refused(sizes, what):
    if what is None:
        assert len(opened(claiming(*sizes)).names) == len(sizes)
        return
    with pytest.raises(UnsupportedWorkbookError) as refusal:
        opened(claiming(*sizes))
    assert str(refusal.value) == (
        f"book.xlsx: the workbook is too large to be read: {what}. Do not use the file unless you know where it comes "
        "from; if you do, move old rows to another workbook. Nothing was changed."
    )


@pytest.mark.parametrize("name", ["absent.xlsx", "folder"])
def test_a_missing_file_is_said_to_be_missing(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotAWorkbookError) as refusal:
        Archive.open(tmp_path / name)
    assert str(refusal.value) == f"{tmp_path / name}: there is no such file."


NOT_AS_MEANT = {
    "attributes": "'a.xml' was not written as it should be; the old file stands.",
    "raw": "'a.xml' was not written as it should be; the old file stands.",
    "changed": "'b.xml' was not written as it should be; the old file stands.",
    "missing": "the new file does not hold the members it should; the old file stands.",
}


@pytest.mark.parametrize("spoil", NOT_AS_MEANT)
def test_verify_sees_what_was_not_written_as_meant(tmp_path, spoil):
    source = opened(zipped([("a.xml", b"<a/>"), ("b.xml", b"<b/>")]))
    wrong = {"raw": {"a.xml": b"<x/>"}, "changed": {"b.xml": b"<x/>"}, "missing": {"b.xml": None}}.get(spoil, {})
    path = tmp_path / "new.xlsx"
    made = written(source, {"b.xml": b"<c/>"} | wrong)
    path.write_bytes(made.replace(b"\0\0\xa4\x01", b"\0\0\xa5\x01", 1) if spoil == "attributes" else made)
    with pytest.raises(WriteFailedError) as refusal:
        source.verify(path, {"b.xml": b"<c/>"})
    assert str(refusal.value) == f"{path}: {NOT_AS_MEANT[spoil]}"
    changes = {"b.xml": b"<c/>", "new.xml": b"<d/>", "absent.xml": None}
    path.write_bytes(written(source, changes))
    source.verify(path, changes)
