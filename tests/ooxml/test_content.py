"""Large content is held compressed, and is the same bytes however it was given and is taken."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ooxml.zip_files import opened, written, zipped

from tdag_xl.errors import WriteFailedError
from tdag_xl.ooxml.content import LARGE, Packed, pieces_of, same_bytes, whole

PIECES = st.lists(st.binary(max_size=20), max_size=6)
ROWS = [f'<row r="{number}"><c r="A{number}"/></row>'.encode() for number in range(60_000)]


@given(PIECES)
def test_packed_content_is_the_bytes_it_was_made_of(pieces):
    packed = Packed(pieces)
    assert whole(packed) == b"".join(pieces_of(packed)) == b"".join(pieces)
    assert len(packed) == len(b"".join(pieces))


@given(PIECES, st.binary(max_size=9), st.binary(max_size=9))
def test_little_content_between_other_is_plain_bytes(pieces, before, behind):
    assert Packed(pieces).between(before, behind) == before + b"".join(pieces) + behind


def test_much_content_between_other_stays_compressed():
    rows = b"".join(ROWS)
    content = Packed(ROWS).between(b"<sheetData>", b"</sheetData>")
    assert isinstance(content, Packed)
    assert len(content) == len(rows) + 23 > LARGE
    assert whole(content) == b"<sheetData>" + rows + b"</sheetData>"
    assert sum(len(packed) for _, packed in content._packed) < len(rows) / 5


@given(PIECES, PIECES)
def test_two_contents_are_the_same_just_when_their_bytes_are(one, other):
    assert same_bytes(one, other) == (b"".join(one) == b"".join(other))
    assert same_bytes(one, [b"".join(one)])


def test_packed_content_is_written_as_its_bytes_are():
    source = opened(zipped([("a", b"1"), ("b", b"2")]))
    target = written(source, {"b": Packed(ROWS), "c": Packed(ROWS)})
    assert target == written(source, {"b": b"".join(ROWS), "c": b"".join(ROWS)})
    with zipfile.ZipFile(io.BytesIO(target)) as book:
        assert (book.testzip(), book.read("c")) == (None, b"".join(ROWS))


@pytest.mark.parametrize("wrong", [b"".join(ROWS)[:-1], b"".join(ROWS)[:-1] + b"?", b""])
def test_a_file_that_holds_other_bytes_than_the_content_is_told(tmp_path, wrong):
    source, path = opened(zipped([("a", b"1")])), Path(tmp_path / "book.xlsx")
    path.write_bytes(written(source, {"b": Packed(ROWS)}))
    source.verify(path, {"b": Packed(ROWS)})
    path.write_bytes(written(source, {"b": wrong}))
    with pytest.raises(WriteFailedError, match="'b' was not written as it should be"):
        source.verify(path, {"b": Packed(ROWS)})


def test_a_member_is_proven_undamaged_when_all_of_it_was_taken():
    data = zipped([("a", b"x" * 300)], method=zipfile.ZIP_STORED)
    damaged = data.replace(b"x" * 300, b"x" * 299 + b"y")
    assert list(opened(data).proven_chunks("a")) == [b"x" * 300]
    with pytest.raises(Exception, match="the file is damaged at 'a'"):
        list(opened(damaged).proven_chunks("a"))
