"""Documents printed as PDF by LibreOffice, from their Word files: tagged for readers of screens (ISO 14289, PDF/UA)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.documents.new_file import write_whole
from tdag_xl.documents.word import write_word
from tdag_xl.errors import PrintingError
from tdag_xl.libreoffice.profile import new_profile
from tdag_xl.libreoffice.programs import program_of_libreoffice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.documents.document import Document

SECONDS = 300
"""How long LibreOffice may take for all documents; it needs a few seconds to start, and less than one for each."""

_SAID_CHARACTERS = 300
_YES = {"type": "boolean", "value": "true"}
_OPTIONS = {"PDFUACompliance": _YES, "UseTaggedPDF": _YES, "ExportBookmarks": _YES}
_FILTER = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}"


def write_pdf(document: Document, path: Path, *, template: Path | None = None) -> None:
    """Print the document to `path` (.pdf), in one step, as its Word file with this `template` looks.

    Raises PrintingError where LibreOffice is not there or fails; TemplateError, DocumentError. Then the file at `path`
    is as it was.
    """
    write_pdfs({path: document}, template=template)


def write_pdfs(documents: Mapping[Path, Document], *, template: Path | None = None) -> None:
    """Print each document to its path: LibreOffice is started once. Raises what `write_pdf` raises.

    Nothing is written unless all could be printed.
    """
    first = next(iter(documents))
    program = program_of_libreoffice("soffice")
    if program is None:
        raise PrintingError(
            first,
            "LibreOffice, which prints documents as PDF, is not found on this machine. Install LibreOffice Writer (on "
            "Debian, the package libreoffice-writer), or write the Word document and save it as PDF in Word.",
        )
    with tempfile.TemporaryDirectory(prefix="tdag_xl") as folder:
        words = [Path(folder) / f"{number}.docx" for number in range(len(documents))]
        for word, document in zip(words, documents.values(), strict=True):
            write_word(document, word, template=template)
        said = _said(program, words, first)
        printed = {path: _printed(word, path, said) for path, word in zip(documents, words, strict=True)}
    for path, data in printed.items():
        write_whole(path, data)


def _printed(word: Path, path: Path, said: str) -> bytes:
    try:
        return word.with_suffix(".pdf").read_bytes()
    except FileNotFoundError:
        raise PrintingError(
            path,
            f"LibreOffice did not print the document. It said: {said or 'nothing'}. See that LibreOffice Writer is "
            "installed (on Debian, the package libreoffice-writer). Nothing was written.",
        ) from None


def _said(program: Path, words: list[Path], first: Path) -> str:
    """What LibreOffice said while it put a PDF beside each Word file. Raises PrintingError where it hangs."""
    profile = new_profile()
    command = [
        *(str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
        *("--convert-to", _FILTER, "--outdir", str(words[0].parent), *map(str, words)),
    ]
    try:
        with subprocess.Popen(  # noqa: S603 - LibreOffice's program
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=SECONDS)
            except BaseException as error:
                _end(process)
                if isinstance(error, subprocess.TimeoutExpired):
                    raise PrintingError(
                        first,
                        f"LibreOffice did not print the document within {SECONDS} seconds, and was ended. Nothing was "
                        "written. Try again when the computer is less busy.",
                    ) from None
                raise
    except OSError as error:
        raise PrintingError(first, f"LibreOffice ({program}) cannot be started: {error.strerror}.") from error
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    return " ".join(output.decode("utf-8", "replace").split())[-_SAID_CHARACTERS:].rstrip(".")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with those that it started: the one on the path is a script."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
