"""A workbook changed at random, as damage or malice might: its bytes, its members, its XML, its numbers."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Members = dict[str, bytes]

EXTREMES = (
    "", "0", "-1", "1", "4294967295", "4294967296", "99999999999999999999", "1e308", "NaN", "x", " ", "true", "A0",
    "XFD1048576", "XFE1048577", "A1:XFD1048576", "B2:A1", "#REF!", "&amp;", "é\u2028", "_x000D_", "../../../x", "/",
    "rId1", "a" * 3000, "1" * 5000,
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'(?<=\s)([\w:]+)="([^"<]*)"')
_NUMBER = re.compile(rb"(?<=[\">])[0-9]+(?=[\"<])")
_ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
_TAG = re.compile(rb"</?[\w:]+[^<>]*>")
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_BYTES = (b"\0", b"\xff", b"<", b">", b"&", b'"', b"]]>", b"<!--", b"<?x?>", b"<![CDATA[", b"\xed\xa0\x80", b"&#0;")


def mutated(data: bytes, random: Random) -> bytes:
    """The workbook with one to four changes of one kind."""
    if random.random() < 0.15:
        return _bytes_changed(data, random)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        members = random.choice(_MEMBER_CHANGES)(members, random)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _bytes_changed(data: bytes, random: Random) -> bytes:
    """Bits turned, bytes cut out or put in twice, the end gone; most often where the directory is."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(changed)) if random.random() < 0.5 else len(changed) - 1 - random.randrange(4000)
        how, length = random.randrange(5), random.choice((1, 2, 4, 40))
        if how == 0:
            changed[at] ^= 1 << random.randrange(8)
        elif how == 1:
            changed[at : at + length] = random.choice((b"\0", b"\xff")) * length
        elif how == 2:
            del changed[at : at + length]
        elif how == 3:
            changed[at:at] = changed[at : at + length]
        elif random.random() < 0.2:
            del changed[at:]
            break
    return bytes(changed) or b"\0"


def _one(members: Members, random: Random, change: Callable[[bytes], bytes]) -> Members:
    """One XML member changed; each kind of part is as likely, however many there are."""
    kinds: dict[str, list[str]] = {}
    for name in members:
        if name.endswith((".xml", ".rels", ".vml")):
            kinds.setdefault(re.sub(r"\d+", "", name), []).append(name)
    name = random.choice(random.choice(list(kinds.values())))
    return members | {name: change(members[name])}


def _replaced(pattern: re.Pattern[bytes], new: Callable[[re.Match[bytes], Random], bytes]):
    def change(members: Members, random: Random) -> Members:
        def one(data: bytes) -> bytes:
            found = list(pattern.finditer(data))
            if not found:
                return data
            match = random.choice(found)
            return data[: match.start()] + new(match, random) + data[match.end() :]

        return _one(members, random, one)

    return change


def _extreme(random: Random) -> bytes:
    return random.choice(EXTREMES).encode()


def _dropped(members: Members, random: Random) -> Members:
    gone = random.choice(list(members))
    return {name: data for name, data in members.items() if name != gone}


def _swapped(members: Members, random: Random) -> Members:
    one, other = random.choice(list(members)), random.choice(list(members))
    return members | {one: members[other], other: members[one]}


def _renamed(members: Members, random: Random) -> Members:
    old = random.choice(list(members))
    new = random.choice((old.upper(), old.replace("/", "\\"), "/" + old, "../" + old, old + "x", old.replace("1", "2")))
    return {(new if name == old else name): data for name, data in members.items()}


def _cut(members: Members, random: Random) -> Members:
    name = random.choice(list(members))
    return members | {name: members[name][: random.randrange(len(members[name]) + 1)]}


def _moved(data: bytes, random: Random) -> bytes:
    """An element put where another one stands."""
    found = list(_ELEMENT.finditer(data))
    if len(found) < 2:
        return data
    what, where = random.choice(found), random.choice(found)
    return data[: where.start()] + what[0] + data[where.start() :]


_MEMBER_CHANGES = (
    _dropped,
    _swapped,
    _renamed,
    _cut,
    _replaced(_ATTRIBUTE, lambda match, random: match[1] + b'="' + _extreme(random) + b'"'),
    _replaced(_ATTRIBUTE, lambda match, random: match[1] + b'="' + _extreme(random) + b'"'),
    _replaced(_ATTRIBUTE, lambda match, _: b""),
    _replaced(_ATTRIBUTE, lambda match, _: match[0] + b" " + match[0]),
    _replaced(_NUMBER, lambda match, random: _extreme(random)),
    _replaced(_NUMBER, lambda match, random: _extreme(random)),
    _replaced(_TEXT, lambda match, random: _extreme(random)),
    _replaced(_ELEMENT, lambda match, _: b""),
    _replaced(_ELEMENT, lambda match, random: match[0] * random.choice((2, 3, 100))),
    _replaced(_TAG, lambda match, _: b""),
    _replaced(_TAG, lambda match, random: match[0] + random.choice(_BYTES)),
    lambda members, random: _one(members, random, lambda data: _moved(data, random)),
)
