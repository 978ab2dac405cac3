"""The settings file keeps every line that is not ours, and names our Python where VBA surely reads it."""

from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.setup.conf_file import odd_line, setting, with_line_back, with_value

VALUE = rb"C:\Users\Ana\tdag\Scripts\python.exe"
KEYS = st.sampled_from([b"INTERPRETER_WIN", b"interpreter_win", b"LICENSE_KEY", b"PYTHONPATH", b"CONDA PATH", b""])
TEXTS = st.binary(max_size=12).filter(lambda text: not set(text) & {*range(0x20), 0x22})
PAIRS = st.builds(lambda key, text: b'"%s","%s"' % (key, text), KEYS, TEXTS)
ENDS = st.sampled_from([b"\r\n", b"\r\n", b"\n", b"\r"])
LINES = st.builds(bytes.__add__, st.one_of(PAIRS, st.binary(max_size=12)), ENDS)
FILES = st.builds(
    lambda lines, last: b"".join(lines) + last, st.lists(LINES, max_size=5), st.one_of(PAIRS, st.just(b""))
)


def vba_reads(data, key):
    """GetConfigFromFile of xlwings.bas over `Input #`, for what both readings of its documentation agree on."""
    at = 0
    while at < len(data):
        fields = []
        for end in (b",", b"\r\n"):
            if data[at : at + 1] != b'"' or (close := data.find(b'"', at + 1)) < 0:
                return None
            fields.append(data[at + 1 : close])
            at = close + 1
            if at == len(data):
                break
            if not data.startswith(end, at):
                return None
            at += len(end)
        if len(fields) == 2 and fields[0].lower() == key.lower():
            return fields[1]
    return None


@given(FILES)
def test_the_python_is_read_whatever_else_the_file_holds(data):
    assert vba_reads(with_value(data, VALUE), b"INTERPRETER_WIN") == VALUE
    assert setting(with_value(data, VALUE)).value == VALUE


@given(FILES)
def test_every_other_line_stays_byte_for_byte(data):
    there, written = setting(data), with_value(data, VALUE)
    if there is None:
        assert written == b'"INTERPRETER_WIN","%s"\r\n' % VALUE + data
    else:
        before, after = data.split(b"\n"), written.split(b"\n")
        assert len(before) == len(after)
        differing = [number for number, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        assert differing in ([], [there.line])


@given(FILES)
def test_writing_twice_is_writing_once(data):
    once = with_value(data, VALUE)
    assert with_value(once, VALUE) == once


@given(FILES)
def test_putting_the_old_line_back_gives_the_very_file(data):
    there, written = setting(data), with_value(data, VALUE)
    line = setting(written).line
    assert with_line_back(written, line, None if there is None else there.text) == data


def test_the_key_is_found_in_any_case_and_the_first_one_counts():
    data = b'"A","1"\r\n"Interpreter_Win","first"\r\n"INTERPRETER_WIN","second"\r\n'
    assert setting(data).value == b"first"
    assert with_value(data, VALUE) == b'"A","1"\r\n"INTERPRETER_WIN","%s"\r\n"INTERPRETER_WIN","second"\r\n' % VALUE


def test_after_a_blank_line_nothing_is_sure():
    data = b'"A","1"\r\n\r\n"INTERPRETER_WIN","old"\r\n'
    assert (setting(data), odd_line(data)) == (None, 2)
    assert with_value(data, VALUE).endswith(data)


def test_a_line_that_ends_as_on_linux_is_odd():
    assert odd_line(b'"A","1"\n') == 1
    assert odd_line(b'"A","1"\r\n"B","2"') is None
