"""Run by the Python that LibreOffice's bridge belongs to: opens a workbook with its macros and does what a test asks.

Takes a JSON object on stdin: pipe, workbook, and scenes, which are lists of steps; each scene opens the workbook anew.
Writes on stdout what the steps gave, as lists of lists.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

ALWAYS_EXECUTE = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
SECONDS = 60


def context(pipe):
    """The context of the office that listens on the pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    ends = time.monotonic() + SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def opened(desktop, path):
    """The workbook, its macros allowed."""
    values = {"Hidden": True, "MacroExecutionMode": ALWAYS_EXECUTE}
    properties = tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, properties)
    if document is None:
        raise SystemExit(f"{path} was not opened")
    return document


def library_of(document):
    """The library that holds the macros: it has the name of the VBA project."""
    (name,) = (name for name in document.BasicLibraries.ElementNames if name != "Standard")
    return name


def given(document, step):
    """What a step gives: of module, procedure, arguments the result; of address and formula what the cell shows."""
    if len(step) == 2:
        sheet, _, cell = step[0].partition("!")
        found = document.Sheets.getByName(sheet).getCellRangeByName(cell)
        found.setFormula(step[1])
        return found.String
    module, procedure, arguments = step
    url = f"vnd.sun.star.script:{library_of(document)}.{module}.{procedure}?language=Basic&location=document"
    return document.getScriptProvider().getScript(url).invoke(tuple(arguments), (), ())[0]


def played(desktop, workbook, scene):
    """What the steps of a scene gave, in a workbook opened for it."""
    document = opened(desktop, workbook)
    try:
        return [given(document, step) for step in scene]
    finally:
        document.close(True)


def main():
    """Play the scenes of stdin."""
    asked = json.load(sys.stdin)
    found = context(asked["pipe"])
    desktop = found.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", found)
    json.dump([played(desktop, asked["workbook"], scene) for scene in asked["scenes"]], sys.stdout)


if __name__ == "__main__":
    main()
