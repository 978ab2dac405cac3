"""Every call to the fake application is counted; one may fail, and staff or the end of Python may come between two."""

from __future__ import annotations

import functools
from collections import Counter

FREE = {"api", "app", "book", "engine", "parent", "max_cells_per_read", "max_cells_per_write"}
"""Members that a real engine answers without asking the application."""


class ApplicationError(Exception):
    """The application refuses, as Excel does by a COM error without much of a sentence."""


class EndedError(BaseException):
    """Python was ended, so that no call is made any more."""


class Calls:
    """What was called since the last `start`; the call with the number `fail_at` fails.

    Just before the call `at`, staff do what `edit` does; from the call `ends_at` on, no call is made any more.
    """

    def __init__(self):
        self.start()

    def start(self, fail_at=None, *, after=False, at=None, edit=None, ends_at=None):
        self.made, self.fail_at, self.after = Counter(), fail_at, after
        self.at, self.edit, self.ends_at = at, edit, ends_at
        self.count, self.is_edited = 0, False

    def run(self, label, function, args, kwargs):
        if self.is_edited:
            return function(*args, **kwargs)
        self.count += 1
        self.made[label] += 1
        if self.ends_at is not None and self.count >= self.ends_at:
            raise EndedError
        if self.count == self.at:
            self.is_edited = True
            try:
                self.edit()
            finally:
                self.is_edited = False
        fails = self.count == self.fail_at
        if fails and not self.after:
            raise ApplicationError(f"call {self.count}, {label}, was made to fail")
        result = function(*args, **kwargs)
        if fails:
            raise ApplicationError(f"call {self.count}, {label}, was made to fail after it was done")
        return result


CALLS = Calls()


def counted(cls):
    """The class with its public members counted."""
    for name, member in list(vars(cls).items()):
        if (name.startswith("_") and name not in ("__len__", "__iter__", "__call__", "__contains__")) or name in FREE:
            continue
        label = f"{cls.__name__}.{name}"
        if isinstance(member, property):
            setter = member.fset and _counted(f"{label}=", member.fset)
            setattr(cls, name, property(_counted(label, member.fget), setter))
        elif callable(member) and not isinstance(member, type):
            setattr(cls, name, _counted(label, member))
    return cls


def _counted(label, function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        return CALLS.run(label, function, args, kwargs)

    return call
