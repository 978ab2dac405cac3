"""Input tables from CSV text, as a host would read them from a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from dataclasses import replace
from pathlib import Path

import narwhals as nw
import pyarrow as pa

import tdag_xl
from tdag_xl.cells import CellError
from tdag_xl.commands import summaries
from tdag_xl.domain.columns import SPECS
from tdag_xl.tables import input_table, places_of

SHIPPED = Path(tdag_xl.__file__).parents[1] / "workbook" / "register"
FIRST_ROW = 2


def cell(text):
    """What Excel would make of the text: number, ISO date, error or text; `'` in front keeps text."""
    if text.startswith("'"):
        return text[1:]
    if text in ("#N/A", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?"):
        return CellError(text)
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    for parse in (int, _finite, dt.date.fromisoformat):
        try:
            return parse(text)
        except ValueError:
            continue
    return text or None


def _finite(text):
    if text.strip("+-").lower() in ("inf", "infinity", "nan") or "_" in text:
        raise ValueError(text)
    return float(text)


def table(spec, text):
    """The table in CSV `text`; its header stands on row 1 of a sheet named like it without `tbl`."""
    heading, *rows = [[field.strip() for field in row] for row in csv.reader(io.StringIO(text)) if row] or [[]]
    places, doubled = places_of(heading)
    columns = {name: [cell(row[place]) for row in rows] for name, place in places.items()}
    made = input_table(spec, spec.name.removeprefix("tbl"), FIRST_ROW - 1, columns, FIRST_ROW)
    return replace(made, doubled=doubled)


def tables(**texts):
    """The seven tables by name from CSV texts by file name (agreements=…); one that is not given has no rows."""
    return {
        spec.name: table(spec, texts.get(stem, ",".join(spec.columns)))
        for spec in SPECS
        if (stem := spec.name.removeprefix("tbl").lower())
    }


def folder_tables(folder=SHIPPED):
    """The seven tables of a register folder."""
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        raise FileNotFoundError(folder)
    return tables(**{path.stem: path.read_text("utf-8-sig") for path in paths})


def register_folder(folder, *, headings=None, without=(), **rows):
    """A register folder with these rows by file name (rates=[[…], …]), tables not named empty.

    `headings` are other ones by file name; files named in `without` are left out.
    """
    folder.mkdir(exist_ok=True)
    for spec in SPECS:
        stem = spec.name.removeprefix("tbl").lower()
        if stem not in without:
            header = (headings or {}).get(stem, list(spec.columns))
            with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([header, *rows.get(stem, [])])
    return folder


def registers_with_another_figure(folder):
    """Two workbooks with the illustrative register, the second with a doubled amount and a region more."""
    changed = Path(shutil.copytree(SHIPPED, folder / "csv"))
    _amend(changed / "contributions.csv", "A22-001", "Amount", "4800000")
    _amend(changed / "agreements.csv", "A22-005", "Region", "Antarctica")
    registers = [folder / "first.xlsm", folder / "second.xlsm"]
    summaries.new(registers[0])
    summaries.new(registers[1], register=changed)
    return registers


def _amend(path, ref, column, value):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    next(row for row in rows if row["Ref"] == ref)[column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def in_arrow(given):
    """The same tables as Arrow frames: another engine, and the quicker one where frames are small."""
    return {name: replace(each, frame=_in_arrow(each.frame)) for name, each in given.items()}


def _in_arrow(frame):
    arrow = frame.to_arrow().select(frame.columns)
    # pandas hands out large strings, which Arrow does not join with strings
    fields = [field.with_type(pa.string()) if pa.types.is_large_string(field.type) else field for field in arrow.schema]
    return nw.from_native(arrow.cast(pa.schema(fields)), eager_only=True)
