"""`python tests/libreoffice/examples NAME` runs an example on a LibreOffice of its own; without NAME, lists them."""

import pprint
import runpy
import sys
from pathlib import Path

from tdag_xl import libreoffice

FOLDER = Path(__file__).parent


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("[!_]*.py"))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in names():
        sys.exit(f"Which one? {', '.join(names())}")
    with libreoffice.started() as app:
        pprint.pp(runpy.run_path(str(FOLDER / f"{sys.argv[1]}.py"))["main"](app.books.add()))
