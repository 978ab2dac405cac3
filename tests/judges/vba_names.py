"""Names in VBA that nothing declares: with Option Explicit a module that uses one does not compile in Excel.

Knows what our thin modules need of the language, not all of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tdag_xl.vba.identifiers import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tdag_xl.vba.modules import Module

# Words that the grammar takes for themselves though they are no reserved identifiers ([MS-VBAL] 5.4), the functions and
# constants of the library VBA, and what Excel and Office give every module.
_CONTEXT = "error explicit module property step text base compare binary object goto ptrsafe declare alias lib"
_VBA = """err isarray iserror ismissing left$ mid$ chrw$ left mid chrw replace vartype typename instr instrrev msgbox
vbcr vblf vbstring vbexclamation vbinformation win64 mac vba7 curdir chdir chdrive"""
_EXCEL = "application thisworkbook workbook worksheet range xlerrna xlerrvalue iribboncontrol"
KNOWN = frozenset(f"{_CONTEXT} {_VBA} {_EXCEL}".split()) | RESERVED

_BEGINS = re.compile(r"(?:(?:Public|Private) )?(?:Sub|Function) (\w+)\((.*)\)(?: As \w+)?$", re.IGNORECASE)
_ENDS = re.compile(r"End (?:Sub|Function)$", re.IGNORECASE)
_DECLARES = re.compile(r"(?:Public|Private|Dim|Static)(?: Const)? (?!Sub|Function|Declare)(.*)$", re.IGNORECASE)
_NAMED_ARGUMENT = re.compile(r"\b\w+:=")
_LABEL = re.compile(r"(\w+):$")
_WORD = re.compile(r"(?<![\w.&])[A-Za-z]\w*\$?")


@dataclass
class _Names:
    """What a module declares for itself, and for others; each procedure's own names, and the words that it uses."""

    own: set[str] = field(default_factory=set)
    public: set[str] = field(default_factory=set)
    used: list[tuple[str, set[str], list[str]]] = field(default_factory=list)


def undeclared(modules: Sequence[Module], elsewhere: Iterable[str] = ()) -> list[str]:
    """As "module.procedure: name", the names that no module declares, nor VBA nor Excel, nor has `elsewhere`."""
    found = {module.name: _names(module.source) for module in modules}
    shared = KNOWN | {name.lower() for name in elsewhere} | {module.name.lower() for module in modules}
    shared |= {name for names in found.values() for name in names.public}
    return [
        f"{module}.{procedure}: {word}"
        for module, names in found.items()
        for procedure, local, words in names.used
        for word in words
        if word.lower() not in shared | names.own | local
    ]


def _names(source: str) -> _Names:
    names, inside = _Names(), None
    for line in _statements(source):
        if begin := _BEGINS.match(line):
            name, parameters = begin.groups()
            (names.own if line.lower().startswith("private") else names.public).add(name.lower())
            names.own.add(name.lower())
            inside = (name, {word.lower() for word in _declared(parameters)}, [])
            names.used.append(inside)
        elif _ENDS.match(line):
            inside = None
        elif inside is None:
            if declares := _DECLARES.match(line):
                (names.public if line.lower().startswith("public") else names.own).update(
                    word.lower() for word in _declared(declares[1])
                )
        else:
            if declares := _DECLARES.match(line):
                inside[1].update(word.lower() for word in _declared(declares[1]))
            elif label := _LABEL.match(line):
                inside[1].add(label[1].lower())
            inside[2].extend(_WORD.findall(_NAMED_ARGUMENT.sub("", line)))
    return names


def _declared(text: str) -> list[str]:
    """The names in a list of declarations or parameters."""
    parts = (re.sub(r"\b(Optional|ByVal|ByRef|ParamArray|WithEvents)\b", "", part) for part in text.split(","))
    return [word[1] for part in parts if (word := re.match(r"\s*(\w+)", part))]


def _statements(source: str) -> Iterator[str]:
    """The statements: no attributes, directives, comments or texts, continued lines joined, one a line."""
    joined = re.sub(r" _\r?\n\s*", " ", source)
    for line in joined.splitlines():
        bare = re.sub(r'"(?:[^"]|"")*"', '""', line).split("'")[0].strip()
        if bare and not re.match(r"(Attribute|Option|#)", bare, re.IGNORECASE):
            yield bare
