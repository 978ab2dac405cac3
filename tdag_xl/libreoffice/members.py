"""What every class of the engine has in common: UNO's exceptions leave as sentences, and what is lacking says so."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

from xlwings import base_classes

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import GoneError, LibreOfficeError, NotSupportedError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T", bound=type)

_GONE = ("lang.DisposedException", "beans.UnknownPropertyException")
"""What the bridge says of an object that is gone: the second for a property that the object surely has."""

_PACKAGE = __name__.rpartition(".")[0]
_DEPTH = 5  # a border of borders of cells of a sheet of a workbook

_SPECIAL = ("__call__", "__len__", "__iter__", "__getitem__", "__contains__")


def engine_class(cls: T) -> T:
    """The class, its public members telling failures in sentences, and those it lacks saying that it does.

    The members wanted are those of xlwings' base class of the same name.
    """
    base: type = next(b for b in cls.__mro__ if b.__module__ == "xlwings.base_classes")
    for part in cls.__mro__:
        if part.__module__.startswith("xlwings.") or part is object:
            continue
        for name, member in list(vars(part).items()):
            if (not name.startswith("_") or name in _SPECIAL) and not getattr(member, "is_told", False):
                setattr(part, name, _told_member(name, member))
    for name, member in vars(base).items():
        if _only_declared(member) and getattr(cls, name) is member:
            setattr(cls, name, _lacking(f"{base.__name__}.{name}", member))
    return cls


def lacking(cls: type) -> frozenset[str]:
    """The members of xlwings' base class that an engine class has not got."""
    return frozenset(name for name in dir(cls) if getattr(getattr(cls, name, None), "is_lacking", False))


class _Property(property):
    """A property that can carry marks."""

    is_told = False
    is_lacking = False


def _only_declared(member: Any) -> bool:
    """Whether a member of a base class of xlwings does nothing but raise NotImplementedError."""
    function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
    code = getattr(function, "__code__", None)
    return code is not None and "NotImplementedError" in code.co_names


def _told_member(name: str, member: Any) -> Any:
    if isinstance(member, property):
        made = _Property(member.fget and _told(name, member.fget), member.fset and _told(name, member.fset))
        made.__doc__ = member.__doc__
        made.is_told = True
        return made
    if isinstance(member, staticmethod):
        return member
    if callable(member) and not isinstance(member, type):
        return _told(name, member)
    return member


def _told(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*map(_own, args), **{name: _own(value) for name, value in kwargs.items()})
        except LibreOfficeError:
            raise
        except Exception as error:
            label = f"{type(args[0]).__name__}.{name}"  # classes share members
            sentence = translated(label, error)
            if isinstance(sentence, RefusedError) or isinstance(error, AttributeError | TypeError):  # of None
                sentence = GoneError(f"{label}: the workbook is closed.") if _is_closed(args[0]) else sentence
            if sentence is None:
                raise
        raise sentence

    call.is_told = True  # type: ignore[attr-defined]
    return call


def _own(value: Any) -> Any:
    """The engine's object behind one of xlwings, which hands over now the one and now the other."""
    return value.impl if type(value).__module__ == "xlwings.main" else value


def _is_closed(thing: Any) -> bool:
    """Whether the workbook that an object of the engine belongs to is closed."""
    book = _book_of(thing)
    try:
        return book is not None and book.uno.Sheets is None
    except bridge.exception("uno.Exception"):
        return True


def _book_of(thing: Any, depth: int = _DEPTH) -> Any:
    """The workbook that an object of the engine belongs to, found through what it holds."""
    if isinstance(thing, base_classes.Book):
        return thing
    if not depth:
        return None
    parts = [part for part in getattr(thing, "__dict__", {}).values() if type(part).__module__.startswith(_PACKAGE)]
    return next(filter(None, (_book_of(part, depth - 1) for part in parts)), None)


def translated(label: str, error: BaseException) -> LibreOfficeError | None:
    """The sentence for an exception of UNO met in `label`; None for any other exception."""
    if not isinstance(error, bridge.exception("uno.Exception")):
        return None
    said = " ".join(str(getattr(error, "Message", "") or error).split())
    if isinstance(error, tuple(map(bridge.exception, _GONE))) or said.startswith("illegal object"):
        return GoneError(f"{label}: LibreOffice, or the workbook in it, is gone ({said or 'no more was said'}).")
    kind = type(error).__name__.rpartition(".")[2]
    return RefusedError(f"{label}: LibreOffice refused ({kind}: {said or 'no more was said'}).")


def _lacking(label: str, member: Any) -> Any:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise NotSupportedError(f"{label} is not available in LibreOffice.")

    if isinstance(member, property):
        made = _Property(refuse, refuse)
        made.is_lacking = True
        return made
    refuse.is_lacking = True  # type: ignore[attr-defined]
    return refuse
