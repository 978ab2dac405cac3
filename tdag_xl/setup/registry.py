"""The registry of Windows, read only. Everywhere else it is empty."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, COMPUTER = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"


def value(hive: str, key: str, name: str) -> str | int | None:
    """A value of a key (the default one for ""); None where there is no such key or value. Raises OSError."""
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(getattr(winreg, hive), key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            found = winreg.QueryValueEx(opened, name)[0]
    except FileNotFoundError:
        return None
    return found if isinstance(found, (str, int)) else None


def subkeys(hive: str, key: str) -> Iterator[str]:
    """The keys below a key, by their full paths; none where there is no such key. Raises OSError."""
    if sys.platform != "win32":
        return
    import winreg

    try:
        with winreg.OpenKey(getattr(winreg, hive), key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            names = [winreg.EnumKey(opened, number) for number in range(winreg.QueryInfoKey(opened)[0])]
    except FileNotFoundError:
        return
    for name in names:
        yield f"{key}\\{name}"
