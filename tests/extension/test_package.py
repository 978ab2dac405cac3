"""The extension as a file: the same bytes always, all of it listed, and the formulas' modules whole."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile

import pytest
from lxml import etree
from tdag_udfs.catalogue import FORMULAS

from tdag_xl import __version__
from tdag_xl.extension import formulas
from tdag_xl.extension.inside.tdag_names import identifier, is_range
from tdag_xl.extension.modules import module_files
from tdag_xl.extension.package import extension

IMPORT = "import tdag_udfs.catalogue, sys; print(len(tdag_udfs.catalogue.FORMULAS))"


@pytest.fixture(scope="module")
def parts():
    with zipfile.ZipFile(io.BytesIO(extension())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_sources_give_the_same_bytes():
    assert extension() == extension()


def test_the_manifest_lists_what_libreoffice_must_read_types_before_the_component(parts):
    entries = [dict(one.attrib) for one in etree.fromstring(parts["META-INF/manifest.xml"])]
    paths = [path for entry in entries for key, path in entry.items() if key.endswith("full-path")]
    assert set(paths) <= set(parts)
    read = {path for path in parts if path.endswith((".xcu", ".idl")) or re.fullmatch(r"\w+/tdag_\w+\.py", path)}
    assert set(paths) == read
    assert paths.index(formulas.TYPES) < paths.index(formulas.COMPONENT)


def test_the_description_tells_version_name_and_the_oldest_libreoffice(parts):
    root = etree.fromstring(parts["description.xml"])
    assert root.find("{*}version").get("value") == __version__
    assert root.find("{*}dependencies/{*}LibreOffice-minimal-version").get("value") == "25.2"
    assert root.findtext("{*}display-name/{*}name") == "Partnerships"


def test_the_licence_goes_along(parts):
    assert parts["LICENSE"].startswith(b"BSD 3-Clause License")


def test_the_modules_import_with_the_standard_library_alone(parts, tmp_path):
    for path, data in parts.items():
        if path.startswith("formulas/modules/"):
            file = tmp_path / path.removeprefix("formulas/modules/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {IMPORT}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == (str(len(FORMULAS)), "")


# LibreOffice's modules as far as the component uses them, and another program's package under one of our names.
BESIDE_ANOTHER = """
import importlib.util, pathlib, sys, types
folder = pathlib.Path(sys.argv[1]) / "formulas"
sys.path.insert(0, str(folder / "pythonpath"))
helper = types.SimpleNamespace(addImplementation=lambda *given: None)
made = {
    "uno": {"getClass": lambda name: type("XFormulas", (), {})},
    "unohelper": {"Base": type("Base", (), {}), "ImplementationHelper": lambda: helper},
    "com": {}, "com.sun": {}, "com.sun.star": {}, "com.sun.star.lang": {"XServiceInfo": type("XServiceInfo", (), {})},
    "tdag_xl": {"whose": "another's"},
}
for name, members in made.items():
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(members)
spec = importlib.util.spec_from_file_location("component", folder / "tdag_formulas.py")
component = importlib.util.module_from_spec(spec)
spec.loader.exec_module(component)
print(sys.modules["tdag_xl"].whose, [name for name in sys.modules if name.startswith(("tdag_udfs", "tdag_xl."))])
print(component.Formulas(None).tdagAttainable(0.42, 57.0, None))
"""


def test_the_component_takes_its_own_modules_and_leaves_another_s_alone(parts, tmp_path):
    for path, data in parts.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    command = [sys.executable, "-I", "-S", "-c", BESIDE_ANOTHER, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.splitlines(), done.stderr) == (["another's []", "((24.0,),)"], "")


def test_only_what_the_formulas_need_is_brought():
    assert not {path for path in module_files() if "xlwings" in path or path.endswith(("excel.py", "errors.py"))} - {
        "tdag_udfs/excel_errors.py"
    }


def test_the_interface_has_a_method_for_each_formula_with_its_arguments(parts):
    methods = re.findall(r"> (\w+)\((.*?)\);", parts[formulas.TYPES].decode())
    assert [
        (name, [(one.split()[-1], "XCellRange" in one) for one in arguments.split(", ")]) for name, arguments in methods
    ] == [
        (identifier(formula.name), [(identifier(one.name), is_range(one.name)) for one in formula.arguments])
        for formula in FORMULAS
    ]


def test_no_argument_that_may_be_left_out_is_a_range():
    assert not [one.name for formula in FORMULAS for one in formula.arguments if one.optional and is_range(one.name)]
