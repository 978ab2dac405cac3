"""A fake of Excel behind xlwings' public API: strict where Excel is strict, counting calls, failing on demand."""

from .adapter import FakeAdapter, RefusingAdapter
from .calls import CALLS, ApplicationError, EndedError
from .engine import ENGINE, registered

__all__ = ["CALLS", "ENGINE", "ApplicationError", "EndedError", "FakeAdapter", "RefusingAdapter", "registered"]
