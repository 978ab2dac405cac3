"""What is wrong with the bytes of a VBA project, as a sentence."""

from __future__ import annotations

from tdag_xl.errors import VbaProjectError


def damaged(what: str) -> VbaProjectError:
    """The error that says which part of a project is not as the specifications have it."""
    return VbaProjectError(
        f"The VBA project is damaged: {what}. Open the workbook in Excel, let it be repaired and save it, or take a "
        "copy that opens."
    )
