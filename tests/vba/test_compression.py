"""Compressed text is as the specification has it, and always comes back."""

import random
import warnings
from pathlib import Path

import hypothesis.strategies as st
import pytest
import xlwings
from hypothesis import given, settings

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.compression import compressed, decompressed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from oletools.olevba import decompress_stream

# The worked examples of [MS-OVBA] 3.2.
EXAMPLES = {
    b"abcdefghijklmnopqrstuv.": "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E",
    b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa": (
        "012FB00023616161626364658266007061676869 6A013808616B6C00306D6E6F700671027004107273747576107778797A003C"
    ),
    b"a" * 73: "0103B002614500",
}

TEXTS = st.one_of(
    st.binary(max_size=300),
    st.text("ab", max_size=300).map(str.encode),
    st.builds(lambda text, times: text * times, st.binary(min_size=1, max_size=40), st.integers(0, 1000)),
)


def noise(length, seed=1):
    return random.Random(seed).randbytes(length)


@pytest.mark.parametrize(("text", "container"), EXAMPLES.items())
def test_the_examples_of_the_specification_are_read(text, container):
    assert decompressed(bytes.fromhex(container)) == text


@pytest.mark.parametrize("text", [b"abcdefghijklmnopqrstuv.", b"a" * 73])
def test_the_examples_with_one_way_to_write_them_are_written_so(text):
    assert compressed(text) == bytes.fromhex(EXAMPLES[text])


@settings(deadline=None)
@given(TEXTS)
def test_text_comes_back_also_through_olevba(text):
    container = compressed(text)
    assert decompressed(container) == text
    assert bytes(decompress_stream(bytearray(container))) == text


@settings(deadline=None)
@given(st.text("ab c", max_size=2000).map(str.encode))
def test_every_copy_is_the_longest_and_the_nearest(text):
    assert compressed(text) == by_the_letter(text)


def by_the_letter(text):
    """The compression of [MS-OVBA] 2.4.1.3, every candidate looked at, for text that takes one chunk."""
    packed, at, count, flags_at = bytearray(), 0, 0, 0
    while at < len(text):
        if count % 8 == 0:
            flags_at = len(packed)
            packed.append(0)
        offset_bits = max((at - 1).bit_length(), 4)
        best, source = 0, 0
        for candidate in range(at - 1, -1, -1):
            length = 0
            while at + length < len(text) and text[candidate + length] == text[at + length]:
                length += 1
            if length > best:
                best, source = length, candidate
        best = min(best, (0xFFFF >> offset_bits) + 3)
        if best >= 3:
            packed[flags_at] |= 1 << count % 8
            packed += (at - source - 1 << 16 - offset_bits | best - 3).to_bytes(2, "little")
            at += best
        else:
            packed.append(text[at])
            at += 1
        count += 1
    return b"\1" + ((0xB000 | len(packed) - 1).to_bytes(2, "little") + packed if text else b"")


@pytest.mark.parametrize("length", [4094, 4095, 4096, 4097, 8191, 8192, 8193, 46_514])
def test_source_of_any_length_comes_back_and_is_shorter(length):
    text = (b"    Application.StatusBar = Empty ' and so on\r\n" * 1000)[:length]
    container = compressed(text)
    assert decompressed(container) == bytes(decompress_stream(bytearray(container))) == text
    assert len(container) < length / 10


@pytest.mark.parametrize("length", [4096, 8192, 3640, 4096 + 3640])
def test_text_that_does_not_compress_is_stored_as_it_is(length):
    container = compressed(noise(length))
    assert decompressed(container) == bytes(decompress_stream(bytearray(container))) == noise(length)


def test_a_last_chunk_that_the_format_cannot_hold_is_a_sentence():
    with pytest.raises(VbaProjectError, match="The last 4,095 bytes of the module 'Noise' do not compress"):
        compressed(noise(4095), "the module 'Noise'")


def test_xlwings_own_module_halves():
    text = (Path(xlwings.__file__).parent / "xlwings.bas").read_bytes()
    container = compressed(text)
    assert decompressed(container) == bytes(decompress_stream(bytearray(container))) == text
    assert len(container) < len(text) / 2


@pytest.mark.parametrize(
    "container",
    [
        b"",
        b"\0",
        b"\2\3\xb0\2a\x45\0",
        b"\1\3",
        b"\1\3\xb0\2a\x45",  # cut short
        b"\1\3\xf0\2a\x45\0",  # a header with another signature
        b"\1\2\xb0\1\0\0",  # a copy of nothing
        b"\1\2\xb0\2a\x45",  # half a token
        b"\1\3\x30\2a\x45\0",  # stored as it is, but not 4096 bytes
        b"\1\x09\xb0\2a\xff\x0f\2a\xff\xff\0b",  # more than 4096 bytes from one chunk
    ],
)
def test_other_bytes_are_a_sentence(container):
    with pytest.raises(VbaProjectError, match="The VBA project is damaged: "):
        decompressed(container)


def test_a_few_bytes_that_claim_to_be_gigabytes_are_refused():
    chunk = bytes.fromhex("03B00261FC0F")
    assert decompressed(b"\1" + chunk * 10) == b"a" * 40_960
    with pytest.raises(VbaProjectError, match="longer than any that Excel can hold"):
        decompressed(b"\1" + chunk * 200_000)
