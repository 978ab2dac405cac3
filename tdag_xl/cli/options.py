"""Arguments, options and exit codes that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ERROR_FINDINGS = 3
"""Exit code: done, with error findings."""

# Here and in the verbs, `readable=False` leaves it to the verb to say what keeps a file from being read.
Workbook = Annotated[Path, typer.Argument(help="The workbook, .xlsm or .xlsx.", show_default=False, readable=False)]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="On an error, show where in the program it came from.")]
IgnoreLocks = Annotated[
    bool,
    typer.Option("--ignore-locks", help="Go on although an owner file says the workbook is open (after a crash)."),
]
