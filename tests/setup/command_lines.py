"""The command lines that xlwings' VBA makes of an interpreter's path, by its own source, read as cmd.exe reads them."""

from __future__ import annotations

import re
from importlib.resources import files

SOURCE = (files("xlwings") / "xlwings.bas").read_text(encoding="utf-8").replace(" _\n", " ")
_TERM = re.compile(r'"((?:[^"]|"")*)"|Chr\((\d+)\)|Left\$\((\w+), (\d+)\)|([\w.]+)')


def assigned(name, marker, **known):
    """What the VBA source assigns to `name` on the one line that also holds `marker`; other names are blank."""
    pattern = rf"^ *{re.escape(name)} = (.*{re.escape(marker)}.*)$"
    [expression] = re.findall(pattern, SOURCE, re.MULTILINE)
    return _text(expression, known)


def _text(concatenation, known):
    parts = []
    for quoted, number, cut, length, name in _TERM.findall(concatenation):
        if number:
            parts.append(chr(int(number)))
        elif cut:
            parts.append(known[cut][: int(length)])
        else:
            parts.append(known.get(name, "") if name else quoted.replace('""', '"'))
    return "".join(parts)


def of_a_button(python, python_path):
    """What `ExecuteWindows` runs."""
    folder = python.rpartition("\\")[0]
    change = assigned("DriveCommand", "cd" if python[1] == ":" else "pushd", PYTHON_WIN=python, PythonDir=folder)
    run = assigned(
        "RunCommand",
        "CondaCmd",
        PythonInterpreter=assigned("PythonInterpreter", "PYTHON_WIN", PYTHON_WIN=python),
        PYTHONPATH=python_path.replace("&", "^&").replace("\\", "\\\\"),
        PythonCommand="from tdag_xl import ribbon; ribbon.refresh()",
    )
    return assigned("ExitCode", "WScript.Run", DriveCommand=change, RunCommand=run)


def of_formulas(python, python_path):
    """What `XLPyCommand` gives to xlwings' DLL, which starts it."""
    path = python_path.replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
    start = assigned("PYTHON_WIN", "Chr(34) & PYTHON_WIN", PYTHON_WIN=python)
    return assigned("XLPyCommand", "tail", PYTHON_WIN=start, tail=assigned("tail", "serve", PYTHONPATH=path))


def commands(line):
    """The commands in a line for cmd.exe /C or /K, as `cmd /?` says.

    A line that begins with a quotation mark loses it and its last one. Outside quotation marks `&` separates and `^`
    makes the next letter plain; inside, both are plain. A backslash before a quotation mark means nothing to cmd.exe.
    """
    rest = re.split(r" /[CK] ", line, maxsplit=1)[1].strip()
    if rest.startswith('"'):
        before, _, after = rest[1:].rpartition('"')
        rest = before + after
    found, quoted, plain = [""], False, False
    for letter in rest:
        if letter == "&" and not quoted and not plain:
            found.append("")
        elif letter == "^" and not quoted and not plain:
            plain = True
            continue
        else:
            quoted ^= letter == '"' and not plain
            found[-1] += letter
        plain = False
    return [command.strip() for command in found]
