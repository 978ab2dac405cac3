"""The settings file of xlwings, `xlwings.conf`, as the VBA of a workbook reads it.

VBA writes it with `Write #` and reads it with `Input #`, pair by pair, up to the first pair with the wanted key, whose
case does not count (`GetConfigFromFile` in xlwings.bas). `Input #` reads fields, not lines: after a line of any other
form than `"KEY","value"`, ended by carriage return and line feed, what is key and what is value is not sure any more
([MS-VBAL] §5.4.5.8 and its own documentation differ on blank lines). So only the lines before the first odd one count
as read, and a setting that would not be among them is put on top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

KEY = "INTERPRETER_WIN"

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_PAIR = re.compile(rb'"([^"\x00-\x1f]*)","([^"\x00-\x1f]*)"(\r\n)?')
_END = b"\r\n"


@dataclass(frozen=True)
class Setting:
    """The setting that VBA finds: its line's number, from 0, the line without its end, and the value."""

    line: int
    text: bytes
    value: bytes


def setting(data: bytes, key: str = KEY) -> Setting | None:
    """What VBA surely finds under `key` in the file's bytes; None where it finds nothing, or nothing sure."""
    for number, line in enumerate(_LINE.findall(data)):
        pair = _PAIR.fullmatch(line)
        if pair is None:
            return None
        if pair[1].lower() == key.lower().encode():
            return Setting(number, line.removesuffix(_END), pair[2])
    return None


def odd_line(data: bytes) -> int | None:
    """The number, from 1, of the first line that is not of the form "KEY","value"; None where all are."""
    lines = enumerate(_LINE.findall(data), 1)
    return next((number for number, line in lines if not _PAIR.fullmatch(line)), None)


def with_value(data: bytes, value: bytes, key: str = KEY) -> bytes:
    r"""The file with `value` under `key`, in the place of the setting that is read now, else on top; no other change.

    >>> with_value(b'"LICENSE_KEY","x"\r\n', rb"C:\Python\python.exe")
    b'"INTERPRETER_WIN","C:\\Python\\python.exe"\r\n"LICENSE_KEY","x"\r\n'
    """
    ours = b'"%s","%s"' % (key.encode(), value)
    there = setting(data, key)
    if there is None:
        return ours + _END + data
    return data if there.value == value else _with_line(data, there.line, ours)


def with_line_back(data: bytes, line: int, text: bytes | None) -> bytes:
    """The file with `text` in the place of a line, or without that line: the inverse of `with_value`."""
    return _with_line(data, line, text)


def _with_line(data: bytes, number: int, text: bytes | None) -> bytes:
    lines = _LINE.findall(data)
    end = _END if lines[number].endswith(_END) else b""
    lines[number] = b"" if text is None else text + end
    return b"".join(lines)
