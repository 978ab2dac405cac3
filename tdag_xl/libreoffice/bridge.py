"""LibreOffice's bridge to Python (UNO): imported here alone, and only when the first office is started or attached.

`import uno` replaces `builtins.__import__`, so that `from com.sun.star... import` works; this package asks UNO for its
types by name instead, and puts Python's own function back.
"""

from __future__ import annotations

import builtins
import sys
from functools import cache
from typing import Any

from tdag_xl.libreoffice.errors import NotInstalledError

SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"
"""Where distributions keep uno.py, outside of virtual environments."""


@cache
def uno() -> Any:
    """The module `uno`. Raises NotInstalledError where this Python has no bridge."""
    original = builtins.__import__
    sys.path.append(SYSTEM_PACKAGES)  # only for this import: the other packages there are not ours to see
    try:
        import uno as module  # type: ignore[import-not-found,unused-ignore]
    except ImportError as error:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise NotInstalledError(
            f"LibreOffice's bridge to Python {version} is not installed: {error}. On Debian, install python3-uno, and "
            "use the Python of the same version."
        ) from error
    finally:
        sys.path.remove(SYSTEM_PACKAGES)
        builtins.__import__ = original
    return module


@cache
def _type(name: str) -> Any:
    return uno().getClass(f"com.sun.star.{name}")


def struct(name: str, **fields: Any) -> Any:
    """A new struct of UNO, such as `struct("table.CellAddress", Sheet=0, Row=1, Column=1)`."""
    made = _type(name)()
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def constant(name: str) -> Any:
    """The value of a constant, such as `constant("sheet.CellFlags.VALUE")`."""
    return uno().getConstantByName(f"com.sun.star.{name}")


def enum(name: str, value: str) -> Any:
    """A member of an enumeration, such as `enum("sheet.CellInsertMode", "DOWN")`."""
    return uno().Enum(f"com.sun.star.{name}", value)


def properties(**values: Any) -> tuple[Any, ...]:
    """Values by name as UNO takes them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def exception(name: str) -> Any:
    """An exception of UNO as a class, such as `exception("lang.DisposedException")`."""
    return _type(name)


def sequence(kind: str, value: Any) -> Any:
    """A value with its UNO type said, such as `sequence("[][]any", rows)`, for `uno.invoke`."""
    return uno().Any(kind, value)


def file_url(path: str) -> str:
    """The URL of a file of this machine."""
    return str(uno().systemPathToFileUrl(path))


def file_path(url: str) -> str:
    """The path that a `file:` URL names."""
    return str(uno().fileUrlToSystemPath(url))
