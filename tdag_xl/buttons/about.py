"""What the About button says: versions, where the log is, where help is."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl import __version__
from tdag_xl.buttons.message import Message, paragraphs

if TYPE_CHECKING:
    from tdag_xl.buttons.click import Click

_HELP = (
    "Help: the sheet Read me of this workbook. On the command line, tdag-xl --help lists what else there is, and "
    "tdag-xl doctor examines the set-up of this PC."
)
_LICENCE = "Licence: BSD-3-Clause. Not an official publication of ITU."


def about(click: Click) -> Message:
    """The versions at work; the register is not read."""
    from tdag_xl.commands.about import addin_in

    bits = "64" if sys.maxsize > 2**32 else "32"
    return Message(
        paragraphs(
            f"tdag_xl {__version__}",
            [
                f"Python {platform.python_version()}, {bits} bits, {sys.executable}",
                f"xlwings {version('xlwings')}",
                f"Add-in in this workbook: {addin_in(Path(click.workbook))}",
                f"Log: {click.log.file or click.log.why_not}",
            ],
            _HELP,
            _LICENCE,
        )
    )
