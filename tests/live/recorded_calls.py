"""Calls of xlwings' public interface: those the code names, those a piece of work makes, and what happens at one."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from pathlib import Path

from xlwings import main

import tdag_xl

_PACKAGE = Path(tdag_xl.__file__).parent
LIVE_CODE = (*sorted((_PACKAGE / "hosts/live").glob("*.py")), *sorted((_PACKAGE / "buttons").glob("*.py")))

_CLASSES = [one for one in vars(main).values() if isinstance(one, type) and one.__module__ == main.__name__]


class RefusedCallError(Exception):
    """A call that was made to fail."""


def refused():
    """What happens at a call that is to fail."""
    raise RefusedCallError


class Calls:
    """The members that were called, as `name`, or `name=` where one was set.

    `at` says by the number of a call, from 1, what happens just before it.
    """

    def __init__(self, at=None):
        self.made, self.count, self.at = set(), 0, dict(at or {})

    def note(self, name):
        self.made.add(name)
        self.count += 1
        if (act := self.at.get(self.count)) is not None:
            act()


def public_members() -> set[str]:
    """The names of all that xlwings' classes offer; of what can be set, also with a trailing `=`."""
    found = set()
    for one in _CLASSES:
        for name, member in vars(one).items():
            if not name.startswith("_"):
                found.add(name)
                if isinstance(member, property) and member.fset:
                    found.add(f"{name}=")
    return found


def members_named(files=LIVE_CODE) -> set[str]:
    """The members that the code of `files` names, in the same notation."""
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                found.add(node.attr + "=" * isinstance(node.ctx, ast.Store))
    return found & public_members()


@contextmanager
def watched(monkeypatch, at=None):
    """The Calls that are made meanwhile."""
    calls = Calls(at)
    with monkeypatch.context() as patch:
        for one in _CLASSES:
            for name, member in list(vars(one).items()):
                if not name.startswith("_") and (noted := _noted(calls, name, member)) is not None:
                    patch.setattr(one, name, noted)
        yield calls


def _noted(calls, name, member):
    if isinstance(member, property):
        return property(
            member.fget and _call(calls, name, member.fget), member.fset and _call(calls, f"{name}=", member.fset)
        )
    if callable(member) and not isinstance(member, type):
        return _call(calls, name, member)
    return None


def _call(calls, name, function):
    def call(*args, **kwargs):
        calls.note(name)
        return function(*args, **kwargs)

    return call
