"""A zip file written again holds every untouched member as it was, byte for byte."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError, WriteFailedError
from tdag_xl.ooxml.archive import Archive


def zipped(members, *, method=zipfile.ZIP_DEFLATED, comment=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as book:
        for name, data in members:
            info = zipfile.ZipInfo(name, date_time=(2022, 3, 4, 5, 6, 8))
            info.compress_type = method
            info.external_attr = 0o644 << 16
            book.writestr(info, data)
        book.comment = comment
    return stream.getvalue()


def opened(data):
    return Archive(io.BytesIO(data), Path("book.xlsx"))


def written(archive, changes):
    stream = io.BytesIO()
    archive.write(stream, changes)
    return stream.getvalue()


def raw(data):
    archive = opened(data)
    return {m.name: (b"".join(archive._raw(m)), m.crc, m.moment, m.external) for m in archive.members.values()}


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
MEMBERS = st.dictionaries(NAMES.map(lambda n: n.replace("/", "_").replace("\\", "_").lower()), st.binary(max_size=300))


@settings(max_examples=60)
@given(MEMBERS, st.data())
def test_members_that_do_not_change_are_copied_raw_and_in_order(members, data):
    source = zipped(members.items())
    changed = data.draw(st.sets(st.sampled_from(sorted(members)))) if members else set()
    changes = dict.fromkeys(changed, b"new") | {"added/part.xml": b"<a/>"}
    target = written(opened(source), changes)
    before, after = raw(source), raw(target)
    assert list(after) == [*before, "added/part.xml"]
    assert all(after[name] == before[name] for name in members if name not in changed)
    assert all(after[name][2:] == before[name][2:] for name in changed), "a changed member keeps its timestamp"
    with zipfile.ZipFile(io.BytesIO(target)) as book:
        assert book.testzip() is None
        assert all(book.read(name) == b"new" for name in changed)


def test_a_member_can_be_removed():
    target = written(opened(zipped([("a", b"1"), ("b", b"2")])), {"a": None})
    assert opened(target).names == ("b",)


def test_writing_twice_gives_the_same_bytes():
    source = opened(zipped([("a", b"1" * 99)], comment=b"kept"))
    assert written(source, {"b": b"2"}) == written(source, {"b": b"2"})
    assert written(source, {}).endswith(b"kept")


class Unseekable(io.RawIOBase):
    """Makes zipfile write data descriptors, as programs do that stream their output."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def test_data_descriptors_are_understood_and_not_needed_afterwards():
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("a.xml", b"<a/>" * 50)
    assert struct.unpack_from("<H", stream.data, 6)[0] & 8
    target = written(opened(stream.data), {})
    assert not struct.unpack_from("<H", target, 6)[0] & 8
    assert raw(target)["a.xml"] == raw(stream.data)["a.xml"]
    assert opened(target).read("a.xml") == b"<a/>" * 50


def test_zip64_sizes_in_a_small_file_are_understood():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book, book.open("a.xml", "w", force_zip64=True) as member:
        member.write(b"<a/>")
    target = written(opened(stream.getvalue()), {"b.xml": b"<b/>"})
    with zipfile.ZipFile(io.BytesIO(target)) as book:
        assert book.read("a.xml") == b"<a/>"
        assert book.testzip() is None


def test_backslashes_and_odd_case_stay_in_member_names():
    source = zipped([("XL\\Workbook.XML", b"1")])
    stored = source.replace(b"XL/Workbook.XML", b"XL\\Workbook.XML")
    assert opened(written(opened(stored), {})).names == ("XL\\Workbook.XML",)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("a.xml", "A.XML")])
def test_two_members_of_one_name_are_refused(names):
    with pytest.raises(UnsupportedWorkbookError) as refusal:
        opened(zipped([(name, b"") for name in names]))
    assert str(refusal.value) == (
        f"book.xlsx: the file holds two members named {names[1]!r}, and programs differ in which they read. Open it in "
        "Excel, save it under another name, and use that file."
    )


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


def test_a_member_of_a_method_that_excel_does_not_use_is_refused():
    archive = opened(zipped([("a.xml", b"1")], method=zipfile.ZIP_BZIP2))
    for read in READERS:
        with pytest.raises(UnsupportedWorkbookError) as refusal:
            read(archive, "a.xml")
        assert str(refusal.value) == "book.xlsx: 'a.xml' is compressed by method 12. Save the workbook in Excel once."


def test_a_large_member_is_copied_piece_by_piece():
    data = bytes(range(251)) * 9000
    source = zipped([("a.bin", data), ("b.bin", data)], method=zipfile.ZIP_STORED)
    target = written(opened(source), {"b.bin": b"small"})
    assert opened(target).read("a.bin") == data
    assert raw(target)["a.bin"] == raw(source)["a.bin"]


@pytest.mark.parametrize(
    ("method", "most"), [(zipfile.ZIP_STORED, 1 << 16), (zipfile.ZIP_DEFLATED, 1 << 20)], ids=["stored", "deflated"]
)
@pytest.mark.parametrize("data", [b"", b"short", bytes(2_500_000)], ids=["empty", "short", "long"])
def test_a_member_is_taken_in_piece_by_piece(method, most, data):
    archive = opened(zipped([("a.bin", data)], method=method))
    pieces = list(archive.chunks("a.bin"))
    assert b"".join(pieces) == data
    assert all(len(piece) <= most for piece in pieces)
    for size in (1, 5, 1_100_000):
        head = archive.head("a.bin", size)
        assert len(head) >= min(size, len(data))
        assert data.startswith(head)


def test_an_archive_may_begin_anywhere_in_a_stream():
    source, stream = opened(zipped([("a", b"1"), ("b", b"2")])), io.BytesIO(b"before")
    stream.seek(0, 2)
    source.write(stream, {"b": b"new", "c": b"3"})
    assert stream.getvalue() == b"before" + written(source, {"b": b"new", "c": b"3"})


def test_a_changed_member_keeps_its_comment_and_attributes_and_drops_what_it_says_of_its_bytes():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        info = zipfile.ZipInfo("a.xml", date_time=(2022, 3, 4, 5, 6, 8))
        info.comment, info.extra, info.external_attr = b"kept", b"\x0a\0\1\0x", 0o600 << 16
        book.writestr(info, b"1")
    target = written(opened(stream.getvalue()), {"a.xml": b"2" * 100, "é": b"3", "b": b"4"})
    with zipfile.ZipFile(io.BytesIO(target)) as book:
        changed, added, plain = book.infolist()
        assert (changed.comment, changed.extra, changed.external_attr) == (b"kept", b"", 0o600 << 16)
        assert (changed.date_time, changed.compress_type) == ((2022, 3, 4, 5, 6, 8), zipfile.ZIP_DEFLATED)
        assert (added.filename, added.flag_bits, added.date_time) == ("é", 0x800, (1980, 1, 1, 0, 0, 0))
        assert plain.flag_bits == 0
        assert (changed.flag_bits, book.read("a.xml"), book.read("é")) == (0, b"2" * 100, b"3")


def test_a_changed_member_of_another_method_is_deflated_as_every_program_can_read():
    target = written(opened(zipped([("a.xml", b"1")], method=zipfile.ZIP_LZMA)), {"a.xml": b"2"})
    with zipfile.ZipFile(io.BytesIO(target)) as book:
        (changed,) = book.infolist()
        assert (changed.compress_type, changed.extract_version, changed.flag_bits) == (zipfile.ZIP_DEFLATED, 20, 0)
    assert struct.unpack_from("<H", target, changed.header_offset + 28) == (0,), "no extra field"


@pytest.mark.parametrize("name", ["absent.xlsx", "folder"])
def test_a_missing_file_is_said_to_be_missing(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotAWorkbookError) as refusal:
        Archive.open(tmp_path / name)
    assert str(refusal.value) == f"{tmp_path / name}: there is no such file."


NOT_AS_MEANT = {
    "raw": "'a.xml' was not written as it should be; the old file stands.",
    "changed": "'b.xml' was not written as it should be; the old file stands.",
    "missing": "the new file does not hold the members it should; the old file stands.",
}


@pytest.mark.parametrize("spoil", NOT_AS_MEANT)
def test_verify_sees_what_was_not_written_as_meant(tmp_path, spoil):
    source = opened(zipped([("a.xml", b"<a/>"), ("b.xml", b"<b/>")]))
    wrong = {"raw": {"a.xml": b"<x/>"}, "changed": {"b.xml": b"<x/>"}, "missing": {"b.xml": None}}[spoil]
    path = tmp_path / "new.xlsx"
    path.write_bytes(written(source, {"b.xml": b"<c/>"} | wrong))
    with pytest.raises(WriteFailedError) as refusal:
        source.verify(path, {"b.xml": b"<c/>"})
    assert str(refusal.value) == f"{path}: {NOT_AS_MEANT[spoil]}"
    changes = {"b.xml": b"<c/>", "new.xml": b"<d/>", "absent.xml": None}
    path.write_bytes(written(source, changes))
    source.verify(path, changes)
