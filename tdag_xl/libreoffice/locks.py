"""The lock files by which LibreOffices tell one another that a workbook is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice.errors import FileRefusedError

if TYPE_CHECKING:
    from pathlib import Path


def refuse_locked(path: Path) -> None:
    """Raises FileRefusedError where a workbook is open in another LibreOffice, which is named."""
    lock = path.with_name(f".~lock.{path.name}#")
    try:
        holder = lock.read_text(encoding="utf-8", errors="replace").split(",")
    except OSError:
        return
    who = ", ".join(part.strip() for part in holder[:3] if part.strip()) or "somebody"
    raise FileRefusedError(
        f"{path}: it is open in another LibreOffice ({who}), or that one was ended without closing it. Close it there, "
        f"delete {lock.name} where it is left over, or open it with read_only=True."
    )
