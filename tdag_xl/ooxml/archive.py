"""The zip container of a workbook, written again with every untouched member copied as it is."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Self

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError, WriteFailedError
from tdag_xl.ooxml import limits
from tdag_xl.ooxml import zip_records as zr
from tdag_xl.ooxml.content import pieces_of, same_bytes
from tdag_xl.ooxml.disk_errors import disk_errors_told
from tdag_xl.ooxml.zip_layout import refuse_odd_layout
from tdag_xl.ooxml.zip_records import BrokenZipError, Member

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tdag_xl.ooxml.content import Content

_CHUNK = 1 << 20
_SMALL_CHUNK = 1 << 16
"""Bytes of a member that is taken in piece by piece: what it unpacks to stays in the processor's cache."""


class Archive:
    """A zip file, opened for reading; a context manager.

    Members keep the names they have in the file, also with backslashes or odd case. Raises NotAWorkbookError for
    bytes that are no whole zip file, or one in which programs differ in what they read; UnsupportedWorkbookError where
    two members have equivalent names (OPC, ECMA-376 Part 2 §6.2.2.3), a member is encrypted, or one is too large.
    """

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self.path, self._stream = path, stream
        try:
            members, self._comment, directory_at = zr.directory(stream)
            refuse_odd_layout(stream, members, directory_at)
        except BrokenZipError as broken:
            raise NotAWorkbookError(
                path, f"this is not a whole workbook: {broken}. Restore it from a copy; nothing was changed."
            ) from broken
        self.members: dict[str, Member] = {}
        folded: set[str] = set()
        for member in members:
            key = folded_name(member.name)
            if key in folded:
                raise UnsupportedWorkbookError(
                    path,
                    f"the file holds two members named {member.name!r}, and programs differ in which they read. "
                    "Open it in Excel, save it under another name, and use that file.",
                )
            if member.flags & zr.ENCRYPTED:
                raise UnsupportedWorkbookError(path, "the zip file is encrypted. Save it without a password.")
            folded.add(key)
            self.members[member.name] = member
        self._refuse_too_large()

    def _refuse_too_large(self) -> None:
        for member in self.members.values():
            if member.size > limits.PART_BYTES:
                raise self._too_large(f"{member.name!r} holds {member.size:,}", limits.PART_BYTES)
        together = sum(member.size for member in self.members.values())
        if together > limits.PACKAGE_BYTES:
            raise self._too_large(f"its parts hold {together:,}", limits.PACKAGE_BYTES)

    def _too_large(self, what: str, limit: int) -> UnsupportedWorkbookError:
        return UnsupportedWorkbookError(
            self.path,
            f"the workbook is too large to be read: {what} bytes when unpacked, more than {limit:,}. Do not use the "
            "file unless you know where it comes from; if you do, move old rows to another workbook. Nothing was "
            "changed.",
        )

    @classmethod
    def open(cls, path: Path) -> Self:
        """The archive at `path`. Raises NotAWorkbookError where there is no such file."""
        try:
            stream = path.open("rb")
        except (FileNotFoundError, IsADirectoryError) as missing:
            raise NotAWorkbookError(path, "there is no such file.") from missing
        try:
            return cls(stream, path)
        except BaseException:
            stream.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names, in the order of the directory."""
        return tuple(self.members)

    def read(self, name: str) -> bytes:
        """The content of a member, its length and CRC checked. Raises KeyError for a name that is not there."""
        member = self.members[name]
        packed = b"".join(self._raw(member))
        if member.method == zr.STORED:
            data = packed
        elif member.method == zr.DEFLATED:
            data = self._inflated(member, packed)
        else:
            raise self._unknown_method(member)
        if len(data) != member.size or zlib.crc32(data) != member.crc:
            raise self._damaged(name)
        return data

    def head(self, name: str, size: int) -> bytes:
        """The first `size` bytes of a member, or a few more. Raises KeyError for a name that is not there."""
        head = b""
        for chunk in self.chunks(name):
            head += chunk
            if len(head) >= size:
                break
        return head

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a member, piece by piece, never more than the directory says. Raises KeyError."""
        member = self.members[name]
        if member.method == zr.STORED:
            yield from self._raw(member, _SMALL_CHUNK)
            return
        if member.method != zr.DEFLATED:
            raise self._unknown_method(member)
        squeezed, left = zlib.decompressobj(-zlib.MAX_WBITS), member.size
        for packed in self._raw(member, _SMALL_CHUNK):
            while packed:
                try:
                    data = squeezed.decompress(packed, _CHUNK)
                except zlib.error as broken:
                    raise self._damaged(name) from broken
                left -= len(data)
                if left < 0 or squeezed.unused_data:
                    raise self._damaged(name)
                yield data
                packed = squeezed.unconsumed_tail
        if left:
            raise self._damaged(name)

    def proven_chunks(self, name: str) -> Iterator[bytes]:
        """The content of a member as `chunks` gives it, with its CRC checked at the end."""
        crc = 0
        for chunk in self.chunks(name):
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if crc != self.members[name].crc:
            raise self._damaged(name)

    def holds(self, name: str, content: Content) -> bool:
        """Whether the archive has a member of that name with that content."""
        member = self.members.get(name)
        if member is None or member.size != len(content):
            return False
        return same_bytes(self.proven_chunks(name), pieces_of(content))

    def write(self, stream: BinaryIO, changes: Mapping[str, Content | None]) -> None:
        """Write the archive to the seekable `stream`: members not in `changes` raw, None removed, new names last."""
        start = stream.tell()
        written: list[Member] = []
        for member in self.members.values():
            offset = stream.tell() - start
            if member.name not in changes:
                local_extra, _ = self._local(member)
                stream.write(zr.local_header(member, local_extra))
                for chunk in self._raw(member):
                    stream.write(chunk)
                written.append(replace(member, offset=offset))
            elif (data := changes[member.name]) is not None:
                written.append(_put(stream, offset, replace(member, extra=b""), data))
        for name, data in changes.items():
            if name not in self.members and data is not None:
                written.append(_put(stream, stream.tell() - start, _new_member(name), data))
        directory_at = stream.tell() - start
        for member in written:
            stream.write(zr.central_header(member))
        stream.write(zr.end_records(len(written), stream.tell() - start - directory_at, directory_at, self._comment))

    def verify(self, path: Path, changes: Mapping[str, Content | None]) -> None:
        """Check the archive at `path`, written from this one with `changes`. Raises WriteFailedError."""
        kept = [name for name in self.members if name not in changes or changes[name] is not None]
        added = [name for name, data in changes.items() if name not in self.members and data is not None]
        with Archive.open(path) as other:
            if list(other.members) != kept + added:
                raise WriteFailedError(path, "the new file does not hold the members it should; the old file stands.")
            for name in other.members:
                change = changes.get(name)
                if not (self._same_raw(other, name) if change is None else other.holds(name, change)):
                    raise WriteFailedError(path, f"{name!r} was not written as it should be; the old file stands.")

    def _same_raw(self, other: Archive, name: str) -> bool:
        mine, theirs = self.members[name], other.members[name]
        facts = [(m.crc, m.size, m.compressed_size, m.method, m.moment, m.external) for m in (mine, theirs)]
        return facts[0] == facts[1] and all(a == b for a, b in zip(self._raw(mine), other._raw(theirs), strict=True))

    def _local(self, member: Member) -> tuple[bytes, int]:
        """The extra field of the member's local header, and where its bytes begin."""
        head = self._read_at(member.offset, zr.LOCAL.size)
        if len(head) < zr.LOCAL.size or not head.startswith(b"PK\3\4"):
            raise self._damaged(member.name)
        name_length, extra_length = zr.LOCAL.unpack(head)[-2:]
        extra_at = member.offset + zr.LOCAL.size + name_length
        return self._read_at(extra_at, extra_length), extra_at + extra_length

    def _raw(self, member: Member, size: int = _CHUNK) -> Iterator[bytes]:
        _, at = self._local(member)
        left = member.compressed_size
        while left:
            chunk = self._read_at(at, min(left, size))
            if not chunk:
                raise self._damaged(member.name)
            at, left = at + len(chunk), left - len(chunk)
            yield chunk

    def _read_at(self, at: int, size: int) -> bytes:
        with disk_errors_told(self.path):
            self._stream.seek(at)
            return self._stream.read(size)

    def _inflated(self, member: Member, packed: bytes) -> bytes:
        try:
            # One byte more than promised is enough to see that a member lies about its size.
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
        except zlib.error as broken:
            raise self._damaged(member.name) from broken

    def _unknown_method(self, member: Member) -> UnsupportedWorkbookError:
        return UnsupportedWorkbookError(
            self.path, f"{member.name!r} is compressed by method {member.method}. Save the workbook in Excel once."
        )

    def _damaged(self, name: str) -> NotAWorkbookError:
        return NotAWorkbookError(
            self.path, f"the file is damaged at {name!r}. Restore it from a copy; nothing was changed."
        )


def folded_name(name: str) -> str:
    """`name` as the package format compares names: forward slashes, none at the front, case ignored."""
    return name.replace("\\", "/").lstrip("/").lower()


def _new_member(name: str) -> Member:
    flags = 0 if name.isascii() else zr.UTF8
    return Member(name, name.encode(), zr.DEFLATED, flags=flags)


def _put(stream: BinaryIO, offset: int, member: Member, content: Content) -> Member:
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, crc = [], 0
    for piece in pieces_of(content):
        packed.append(squeezer.compress(piece))
        crc = zlib.crc32(piece, crc)
    packed.append(squeezer.flush())
    member = replace(
        member,
        method=zr.DEFLATED,
        flags=member.flags & zr.UTF8,
        needed=20,
        crc=crc,
        size=len(content),
        compressed_size=sum(map(len, packed)),
        offset=offset,
    )
    stream.write(zr.local_header(member, b""))
    stream.writelines(packed)
    return member
