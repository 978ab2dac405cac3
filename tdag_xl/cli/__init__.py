"""The command line: data on stdout, progress and sentences on stderr.

Exit codes of every verb: 0 done; 1 refused or failed, nothing changed; 2 usage; 3 done, with error findings, or for
`doctor` with a problem.
"""

from tdag_xl.cli import documents, libreoffice, rates, registers, setup, summaries, upgrade, vba
from tdag_xl.cli.program import app, main

__all__ = ["app", "documents", "libreoffice", "main", "rates", "registers", "setup", "summaries", "upgrade", "vba"]
