"""Part names and the targets that lead to them (ECMA-376 Part 2 §6.2.2, §6.5.3)."""

from __future__ import annotations

import posixpath
from typing import Self
from urllib.parse import unquote


class PartName(str):
    """The absolute name of a part, such as `/xl/workbook.xml`; `/` is the package itself."""

    __slots__ = ()

    @property
    def folder(self) -> str:
        """The folder that relative targets start from, with its slash."""
        return self.rpartition("/")[0] + "/"

    @property
    def relationships(self) -> PartName:
        """The part that holds this part's relationships."""
        return PartName(f"{self.folder}_rels/{self.rpartition('/')[2]}.rels")

    @property
    def extension(self) -> str:
        """What follows the last dot, in lower case."""
        last = self.rpartition("/")[2]
        return last.rpartition(".")[2].lower() if "." in last else ""

    @property
    def member(self) -> str:
        """The name of the zip member of a part that is new."""
        return self.lstrip("/")

    @property
    def folded(self) -> str:
        """The key by which names are compared: case and percent-encoding do not count."""
        return unquote(self.lstrip("/")).lower()

    @classmethod
    def of_member(cls, name: str) -> Self:
        """The part that a zip member holds."""
        return cls("/" + name.replace("\\", "/").lstrip("/"))

    def target(self, text: str) -> PartName:
        """The part that a relationship of this part targets; backslashes and `..` are understood."""
        text = text.replace("\\", "/").partition("#")[0]
        return PartName("/" + posixpath.normpath(posixpath.join(self.folder, text)).lstrip("/"))

    def relative(self, other: PartName) -> str:
        """The target, relative to this part, that leads to `other`."""
        return posixpath.relpath(other, self.folder)


ROOT = PartName("/")
CONTENT_TYPES = PartName("/[Content_Types].xml")
