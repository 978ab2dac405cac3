"""A workbook whose summaries are out of date."""

import io
import tempfile
from functools import cache
from pathlib import Path

from tdag_xl.commands import summaries
from tdag_xl.ooxml.archive import Archive

PART, AMOUNT = "xl/worksheets/sheet4.xml", "<v>2400000</v>"


@cache
def built():
    """The bytes of a master workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "built.xlsm"
        summaries.new(path)
        return path.read_bytes()


def amended_workbook(path, amount):
    """A workbook at `path`, built, then its first amount changed as text of the part."""
    with Archive(io.BytesIO(built()), path) as archive:
        text = archive.read(PART).decode()
        assert AMOUNT in text
        with path.open("w+b") as stream:
            archive.write(stream, {PART: text.replace(AMOUNT, f"<v>{amount}</v>").encode()})
    return path
