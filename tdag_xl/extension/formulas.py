"""The custom formulas as an add-in of Calc: its interface, its help, and the modules that it runs.

All is made from the catalogue of formulas. Calc finds a function by the interface's types, its names and help by the
configuration. A whole column or table arrives as a range, so that errors and blanks in it stay what they are; a cell
as its value, so that it may also be typed into the formula or be computed there.
"""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

from tdag_udfs.catalogue import FORMULAS

from tdag_xl.extension.inside.tdag_names import INTERFACE, SERVICE, identifier, is_range
from tdag_xl.extension.modules import module_files
from tdag_xl.extension.registry import Members, Node, Value, component, localized

if TYPE_CHECKING:
    from tdag_udfs.registry import Argument, Formula

COMPONENT = "formulas/tdag_formulas.py"
TYPES = "XFormulas.idl"
CONFIGURATION = ("CalcAddIns.xcu",)

_INSIDE = ("tdag_formulas.py", "pythonpath/tdag_cells.py", "pythonpath/tdag_names.py")
_ADD_IN = Value("Add-In")
_RANGE, _VALUE, _RESULT = "com::sun::star::table::XCellRange", "any", "sequence< sequence<any> >"


def files() -> dict[str, bytes]:
    """The files of the extension that make the formulas, by path.

    Of these, COMPONENT is a component in Python, TYPES the type library and CONFIGURATION configuration data.
    """
    ours = importlib.resources.files("tdag_xl.extension.inside")
    return {
        TYPES: _interface().encode("ascii"),
        "CalcAddIns.xcu": component("org.openoffice.Office", "CalcAddIns", _descriptions()),
        **{f"formulas/{path}": (ours / path.rpartition("/")[2]).read_bytes() for path in _INSIDE},
        **{f"formulas/modules/{path}": data for path, data in module_files().items()},
    }


def _interface() -> str:
    """The types of all formulas, as the office reads them."""
    module, name = INTERFACE.split(".")
    methods = "".join(f"  {_method(formula)};\n" for formula in FORMULAS)
    return f"module {module} {{\ninterface {name} {{\n{methods}}};\n}};\n"


def _method(formula: Formula) -> str:
    arguments = ", ".join(
        f"[in] {_RANGE if is_range(argument.name) else _VALUE} {identifier(argument.name)}"
        for argument in formula.arguments
    )
    return f"{_RESULT} {identifier(formula.name)}({arguments})"


def _descriptions() -> Node:
    functions = Members({identifier(formula.name): _description(formula) for formula in FORMULAS})
    return {"AddInInfo": Members({SERVICE: {"AddInFunctions": functions}})}


def _description(formula: Formula) -> Node:
    return {
        "DisplayName": localized(formula.name),
        "Description": localized(formula.description),
        "Category": _ADD_IN,
        "CompatibilityName": localized(formula.name),
        "Parameters": Members({identifier(argument.name): _argument(argument) for argument in formula.arguments}),
    }


def _argument(argument: Argument) -> Node:
    return {"DisplayName": localized(argument.name), "Description": localized(argument.help)}
