"""The package alone: what importing it imports, and that it has every member that xlwings asks for."""

import ast
import inspect
import subprocess
import sys

import pytest
from xlwings import main

from tdag_xl.libreoffice.member_table import engine_classes

BLOCKED = """
import sys
sys.modules.update(dict.fromkeys(["uno", "pandas", "numpy", "lxml", "pyarrow"]))  # importing one of them fails
import tdag_xl.libreoffice
print(sorted(name for name in sys.modules if name.partition(".")[0] == "tdag_xl" and ".libreoffice" not in name))
"""
CLASSES = engine_classes()


def test_importing_it_needs_neither_uno_nor_a_library_of_frames():
    ran = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False)
    assert (ran.stderr, ran.stdout) == ("", "['tdag_xl']\n")


def asked_of(public: ast.ClassDef) -> set[str]:
    """The members that xlwings' public class asks of the engine's object behind it, as `self.impl.member`."""
    functions = [part for part in public.body if isinstance(part, ast.FunctionDef)]
    nodes = [node for function in functions for node in ast.walk(function)]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self.impl"}


@pytest.mark.parametrize(
    "public",
    [part for part in ast.parse(inspect.getsource(main)).body if getattr(part, "name", None) in CLASSES],
    ids=lambda public: public.name,
)
def test_a_class_has_all_that_xlwings_asks_of_it(public):
    cls = CLASSES[public.name]
    set_at_start = set(inspect.getattr_static(cls, "__init__").__code__.co_names)
    assert {name for name in asked_of(public) if not hasattr(cls, name)} - set_at_start == set()
