"""A zip file written again holds every untouched member as it was, byte for byte."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.zip_files import opened, raw, written, zipped

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
    assert b"".join(pieces) == b"".join(archive.proven_chunks("a.bin")) == data
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
