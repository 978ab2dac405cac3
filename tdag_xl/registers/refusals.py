"""What to say of a file of a register that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.errors import RegisterFileError

if TYPE_CHECKING:
    from pathlib import Path


def unreadable(path: Path, failed: OSError) -> RegisterFileError:
    """The disk or the network share did not give the file."""
    return RegisterFileError(f"{path}: the file cannot be read ({failed.strerror or failed}). Check it and try again.")


def damaged(path: Path, kind: str, failed: Exception) -> RegisterFileError:
    """The file is not what its name says, or broken."""
    reason = str(failed).strip().splitlines()[0:1] or [type(failed).__name__]
    return RegisterFileError(
        f"{path}: this is no readable {kind} ({reason[0].rstrip('.')}). Put a whole one in its place. "
        "Nothing was changed."
    )
