"""A workbook whose summaries are out of date."""

from functools import cache

from tdag_xl.commands import summaries
from tdag_xl.ooxml.archive import Archive

PART, AMOUNT = "xl/worksheets/sheet4.xml", "<v>2400000</v>"


@cache
def built(folder):
    """A master workbook, built once."""
    path = folder / "built.xlsm"
    summaries.new(path)
    return path


def amended_workbook(path, amount):
    """A workbook at `path`, built, then its first amount changed as text of the part."""
    with Archive.open(built(path.parent)) as archive:
        text = archive.read(PART).decode()
        assert AMOUNT in text
        with path.open("w+b") as stream:
            archive.write(stream, {PART: text.replace(AMOUNT, f"<v>{amount}</v>").encode()})
    return path
