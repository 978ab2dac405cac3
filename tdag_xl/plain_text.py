"""Text from files as a terminal or a log may show it: nothing in it acts, hides, or begins a line of its own."""

from __future__ import annotations

import re

# Control characters, line and paragraph separators, what turns the order of letters around, halves of letters.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    r"""`text` with whatever acts on a terminal written as its escape in Python.

    >>> print(one_line("a\x1b[31m\nb"))
    a\x1b[31m\nb
    """
    return _ACTING.sub(lambda acting: acting[0].encode("unicode_escape").decode(), text)


def json_safe(text: str) -> str:
    r"""A JSON text with whatever acts on a terminal escaped; its values stay the same (RFC 8259, section 7).

    >>> print(json_safe('"\x9b31m"'))
    "\u009b31m"
    """
    return _ACTING.sub(lambda acting: acting[0] if acting[0] == "\n" else f"\\u{ord(acting[0]):04x}", text)
