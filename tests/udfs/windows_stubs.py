"""xlwings' server for Excel, run on any system: its own Python, over stand-ins for pywin32 and Windows' libraries.

The stand-ins exist in a process of its own, so that xlwings stays as it is everywhere else. What they cannot show is
how COM itself carries the values; a range gives them as pywin32 does: one cell alone, several as a tuple of rows.

    with ExcelServer() as excel:
        excel.call("TDAG_USD", Cells([[100.0], [200.0]]), "CHF", Cells([[day]]), Cells(rates))
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import datetime as dt
import importlib
import importlib.machinery
import io
import pickle
import subprocess
import sys
import time
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MODULE = "tdag_udfs.excel"
MISSING = -2147352572
"""What VBA passes for an optional argument that is left out (DISP_E_PARAMNOTFOUND)."""

SCODES = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
"""What the error of a cell is over COM."""


@dataclass(frozen=True)
class Cells:
    """A range of a sheet, as an argument."""

    rows: Sequence[Sequence[Any]]


class ExcelServer:
    """xlwings' server in a process of its own, with the formulas loaded; a context."""

    def __enter__(self) -> ExcelServer:
        self._process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)

    def call(self, name: str, *arguments: Any) -> Any:
        """What XLPython.CallUDF gives for the formula `name`; raises what it raises."""
        return self._asked("call", name, _sent(arguments))

    def seconds(self, name: str, *arguments: Any, calls: int = 1) -> float:
        """How long one such call takes, the best of `calls`."""
        return self._asked("seconds", name, _sent(arguments), calls)

    def wrappers(self) -> str:
        """The VBA that xlwings' own generate_vba_wrapper writes for the formulas, without the module's header."""
        return self._asked("wrappers")

    def registered(self) -> dict[str, dict[str, Any]]:
        """What import_udfs tells Excel of each formula: its category, its description, and each argument's help."""
        return self._asked("registered")

    def _asked(self, *question: Any) -> Any:
        pickle.dump(question, self._process.stdin)
        self._process.stdin.flush()
        outcome, value = pickle.load(self._process.stdout)
        if outcome == "raised":
            raise RuntimeError(value)
        return value


def _sent(arguments: Sequence[Any]) -> list[tuple[bool, Any]]:
    """The arguments as the process takes them: whether it is a range, and what it holds."""
    return [(True, one.rows) if isinstance(one, Cells) else (False, one) for one in arguments]


def generated_wrappers() -> str:
    """`ExcelServer.wrappers` of a server started for it."""
    with ExcelServer() as excel:
        return excel.wrappers()


class _TypeInfo:
    def GetTypeAttr(self) -> types.SimpleNamespace:  # noqa: N802 - COM's name
        return types.SimpleNamespace(iid="{00020846-0000-0000-C000-000000000046}")


class _ComRange:
    """Excel's Range as far as xlwings reads it."""

    _oleobj_ = types.SimpleNamespace(GetTypeInfo=_TypeInfo)

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        cells = tuple(tuple(map(_over_com, row)) for row in rows)
        self.Value = cells[0][0] if len(cells) == len(cells[0]) == 1 else cells
        self.Worksheet, self.Row, self.Column = _Anything("Worksheet"), 1, 1
        self.Rows, self.Columns = types.SimpleNamespace(Count=len(cells)), types.SimpleNamespace(Count=len(cells[0]))


class _Time(dt.datetime):
    """pywintypes.TimeType: a moment with a time zone, UTC whatever the sheet means."""


def _over_com(cell: Any) -> Any:
    """The cell as pywin32 hands it over: whole numbers are floats, dates moments, errors whole numbers."""
    if isinstance(cell, dt.date):
        moment = cell if isinstance(cell, dt.datetime) else dt.datetime(cell.year, cell.month, cell.day)
        return _Time(*moment.timetuple()[:6], tzinfo=dt.UTC)
    if isinstance(cell, str):
        return SCODES.get(cell, cell)
    return float(cell) if type(cell) is int else cell


class _Anything(types.ModuleType):
    """A module or object that has whatever is asked of it and gives itself."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Anything(name)

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self

    def __getitem__(self, _: Any) -> Any:
        return self


class _Nothing:
    """A class to inherit from and to catch."""


class _ComError(Exception):
    pass


_PYWIN32 = (
    "pywintypes",
    "pythoncom",
    *(f"win32{name}" for name in ("api", "con", "event", "gui", "process", "timezone")),
    "win32com",
    "win32com.client",
    "win32com.server",
    *(f"win32com.server.{name}" for name in ("dispatcher", "policy", "util", "exception")),
)


def _stand_ins() -> dict[str, types.ModuleType]:
    modules = {name: _Anything(name) for name in _PYWIN32}
    for name, module in modules.items():
        module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(modules[parent], child, module)
    modules["pywintypes"].TimeType, modules["pywintypes"].IID = _Time, str
    modules["pywintypes"].com_error = modules["pywintypes"].error = _ComError
    modules["pythoncom"].__file__ = "pythoncom.dll"
    modules["pythoncom"].IID_IDispatch = "IDispatch"
    modules["pythoncom"].TypeIIDs = {"IDispatch": _Nothing}
    client = modules["win32com.client"]
    client.CDispatch = client.CoClassBaseClass = client.DispatchBaseClass = _Nothing
    client.Dispatch = client.DispatchEx = lambda obj, **_: obj
    modules["win32com.server.util"].unwrap = _not_ours
    return modules


def _not_ours(_: Any) -> None:
    raise _ComError("not an object of the server")


def installed() -> types.ModuleType:
    """xlwings' com_server, loaded as on Windows. Changes the process for good."""
    for name in ("asyncio", "pandas"):  # which must not take this for Windows
        importlib.import_module(name)
    sys.modules.update(_stand_ins())
    real = sys.platform, ctypes.PyDLL
    ctypes.windll = ctypes.oledll = _Anything("dll")
    sys.platform, ctypes.PyDLL = "win32", _Anything("dll")
    try:
        importlib.import_module("xlwings")
    finally:
        sys.platform, ctypes.PyDLL = real
    atexit.unregister(sys.modules["xlwings._xlwindows"].cleanup)  # it asks Windows for its processes
    return sys.modules["xlwings.com_server"]


class _Server:
    def __init__(self) -> None:
        self._com_server = installed()
        self._server = self._com_server.XLPython()
        self._workbook = types.SimpleNamespace(Name="TDAG.xlsm", Worksheets=())
        self._udfs = sys.modules["xlwings.udfs"]

    def call(self, name: str, arguments: Sequence[Any]) -> Any:
        return self._server.CallUDF(MODULE, name, _variants(arguments), self._workbook, _ComRange([[None]]))

    def seconds(self, name: str, arguments: Sequence[Any], calls: int) -> float:
        variants, caller = _variants(arguments), _ComRange([[None]])
        best = float("inf")
        for _ in range(calls):
            started = time.perf_counter()
            self._server.CallUDF(MODULE, name, variants, self._workbook, caller)
            best = min(best, time.perf_counter() - started)
        return best

    def wrappers(self) -> str:
        written = io.StringIO()
        module = self._udfs.get_udf_module(MODULE, self._workbook)
        self._udfs.generate_vba_wrapper(MODULE, module, written, self._workbook)
        return written.getvalue()

    def registered(self) -> dict[str, dict[str, Any]]:
        module = self._udfs.get_udf_module(MODULE, self._workbook)
        told = [value.__xlfunc__ for value in vars(module).values() if hasattr(value, "__xlfunc__")]
        return {
            one["name"]: {
                "category": one["category"],
                "description": one["ret"]["doc"],
                "arguments": {argument["name"]: argument["doc"] for argument in one["args"]},
                "optional": [argument["name"] for argument in one["args"] if "optional" in argument],
            }
            for one in told
        }


def _variants(arguments: Sequence[tuple[bool, Any]]) -> list[Any]:
    return [_ComRange(held) if is_range else held for is_range, held in arguments]


def _serve() -> None:
    """Answers questions from standard input until it ends."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    server = _Server()
    with contextlib.suppress(EOFError):
        while True:
            verb, *question = pickle.load(sys.stdin.buffer)
            try:
                answer = "gave", getattr(server, verb)(*question)
            except Exception as raised:  # noqa: BLE001 - as COM hands it on
                answer = "raised", f"{type(raised).__name__}: {raised}"
            pickle.dump(answer, answers)
            answers.flush()


if __name__ == "__main__":
    _serve()
