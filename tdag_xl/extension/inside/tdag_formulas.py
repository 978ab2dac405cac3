"""The custom formulas, as Calc calls them: one method for each, made from their catalogue."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uno
import unohelper
from com.sun.star.lang import XServiceInfo
from tdag_cells import Cells, has_errors, with_blanks
from tdag_names import IMPLEMENTATION, INTERFACE, SERVICE, identifier, is_range

if TYPE_CHECKING:
    from collections.abc import Callable

_ADD_IN = "com.sun.star.sheet.AddIn"
_OURS = ("tdag_udfs", "tdag_xl")


def _own(*names: str) -> list[Any]:
    """The extension's own modules of these names, whatever else in this office has such a name and before it."""
    folder = str(Path(__file__).parent / "modules")
    others = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] in _OURS}
    sys.path.insert(0, folder)
    try:
        return [import_module(name) for name in names]
    finally:
        sys.path.remove(folder)
        for name in [name for name in sys.modules if name.split(".")[0] in _OURS]:
            del sys.modules[name]
        sys.modules.update(others)


_catalogue, _cells, _rate_grid = _own("tdag_udfs.catalogue", "tdag_xl.cells", "tdag_udfs.rate_grid")
CELLS = Cells(_cells.CellError)


class _Rates:
    """The rates as read last, until other cells come.

    The cells are compared on every call: Calc tells of changes only after it has computed what depends on them. Of
    errors they do not tell which, so that rates with errors are not kept here.
    """

    def __init__(self) -> None:
        self._data: Any = None
        self._read: Any = None

    def of(self, cells: Any) -> Any:
        data = cells.getDataArray()
        if data == self._data:
            return self._read
        if has_errors(data):
            return _rate_grid.rates_of(CELLS.with_errors(cells, data))
        self._data, self._read = data, _rate_grid.rates_of(data)
        return self._read


RATES = _Rates()


def _method(formula: Any) -> Callable[..., Any]:
    """The method of a formula."""
    function = formula.function
    names = [argument.name for argument in formula.arguments]
    readers = [
        (place, RATES.of if name == "rates" else CELLS.of_range) for place, name in enumerate(names) if is_range(name)
    ]

    def method(_self: Any, *arguments: Any) -> Any:
        values = [*arguments]
        for place, read in readers:
            values[place] = read(values[place])
        result = function(*with_blanks(names, values))
        return CELLS.given(result) if type(result) is list else ((CELLS.sent(result),),)

    method.__name__ = identifier(formula.name)
    return method


class _Component(unohelper.Base, XServiceInfo):
    """What every component of LibreOffice is."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def getImplementationName(self) -> Any:
        """The name of the component."""
        return IMPLEMENTATION

    def supportsService(self, name: str) -> Any:
        """Whether it is an add-in, or this one."""
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[Any, ...]:
        """What it is to Calc."""
        return SERVICE, _ADD_IN


_METHODS = {identifier(one.name): _method(one) for one in _catalogue.FORMULAS}
Formulas = type("Formulas", (_Component, uno.getClass(INTERFACE)), _METHODS)

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Formulas, IMPLEMENTATION, (SERVICE, _ADD_IN))
