"""Several new files that come to stand in a folder all together, or not at all."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

from tdag_xl.documents.new_file import not_written
from tdag_xl.errors import DocumentError
from tdag_xl.ooxml.durable_files import is_there, second_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def refuse_present(files: Sequence[Path]) -> None:
    """Raise DocumentError for the first of the files that is there already."""
    for file in files:
        try:
            there = is_there(file)
        except OSError as error:
            raise not_written(file, error) from error
        if there:
            raise DocumentError(
                file,
                "there is a document of this name, which somebody may have edited. Name another folder with --output, "
                "or replace it with --force. Nothing was written.",
            )


@contextmanager
def documents_in(folder: Path, names: Sequence[str], *, replace: bool) -> Iterator[Path]:
    """A folder to write the files `names` into; when the block ends they move to `folder`, which is made if missing.

    Where the block or a move fails, `folder` is as it was. Files of these names are replaced only if `replace`.
    Raises DocumentError.
    """
    with _new_folder(folder) as (made, parents):
        with _named_in(folder, made):
            yield made
        try:
            with ExitStack() as back:
                for name in names:
                    _put(made / name, folder / name, back, replace=replace)
                back.pop_all()
        except OSError as error:
            raise not_written(folder / name, error) from error
        parents.pop_all()


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to write into; when the block ends it is called `target`. Where the block fails, nothing is left.

    Raises DocumentError.
    """
    with _new_folder(target.parent) as (made, parents):
        with _named_in(target, made):
            yield made
        try:
            made.rename(target)
        except OSError as error:
            raise not_written(target, error) from error
        parents.pop_all()


def free_name(parent: Path, name: str) -> Path:
    """`name` in the folder `parent`, or `name (2)` and so on where that is taken. Raises DocumentError."""
    for number in count(1):
        path = parent / (name if number == 1 else f"{name} ({number})")
        try:
            if not is_there(path):
                return path
        except OSError as error:
            raise not_written(path, error) from error
    raise AssertionError


@contextmanager
def _new_folder(parent: Path) -> Iterator[tuple[Path, ExitStack]]:
    """A hidden folder in `parent`, gone when the block ends; and what takes `parent` away that was made for it."""
    made = parent / f".tdag-xl-{uuid4().hex}.new"
    with ExitStack() as parents:
        try:
            for missing in reversed([folder for folder in (parent, *parent.parents) if not folder.exists()]):
                missing.mkdir()
                parents.callback(_leave_out, missing)
            made.mkdir()
        except OSError as error:
            raise not_written(parent, error) from error
        try:
            yield made, parents
        finally:
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _named_in(folder: Path, made: Path) -> Iterator[None]:
    """Let an error name the document where it would have come to stand."""
    try:
        yield
    except DocumentError as error:
        if error.path.parent != made:
            raise
        raise type(error)(folder / error.path.name, error.sentence) from error


def _leave_out(folder: Path) -> None:
    with suppress(OSError):  # somebody put something into it meanwhile
        folder.rmdir()


def _put(new: Path, target: Path, back: ExitStack, *, replace: bool) -> None:
    """Let `new` stand at `target`; `back` undoes it. The old file never lacks a name."""
    if replace and is_there(target):
        old = new.with_name(f"{new.name}.old")
        second_name(target, old)
        new.replace(target)
        back.callback(old.replace, target)
    else:
        second_name(new, target)
        back.callback(target.unlink)
