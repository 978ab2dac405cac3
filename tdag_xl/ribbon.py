"""The buttons of the ribbon: what its macros call through RunPython, each click in a process of its own."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from tdag_xl.buttons.click import clicked

if TYPE_CHECKING:
    from collections.abc import Callable


def refresh() -> None:
    """Bring the summaries up to date with the register."""
    clicked("Refresh summaries", _work("jobs:refresh_summaries"))


def check() -> None:
    """Say what is wrong in the register."""
    clicked("Check register", _work("jobs:check_register"))


def show_agreements() -> None:
    """Show the agreements behind the figure in the selected cell."""
    clicked("Show agreements", _work("jobs:show_agreements"))


def undo() -> None:
    """Bring the generated sheets back to what they showed before the last refresh."""
    clicked("Undo last refresh", _work("jobs:undo_refresh"))


def report() -> None:
    """Write the figures as documents into a new folder beside the workbook."""
    clicked("Report", _work("jobs:report"))


def import_rates() -> None:
    """Add the new rates of a file that staff choose to the sheet Rates."""
    clicked("Import rates", _work("jobs:import_rates"), ask=_work("jobs:rate_file"))


def about() -> None:
    """Say which versions are at work, and where help and the log are."""
    clicked("About", _work("about:about"), waits_its_turn=False)


def _work(name: str) -> Callable[..., Any]:
    """The function of that name in buttons/, imported when it is called: a broken import is told in a sentence too."""
    return lambda *given: resolve_name(f"tdag_xl.buttons.{name}")(*given)
