"""Checks of what Excel lets macros do: where the workbook lies, whence it came, and what IT or the user decided."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from tdag_xl.setup.examination import Answer, State
from tdag_xl.setup.interpreter import expanded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tdag_xl.setup.examination import Examination
    from tdag_xl.setup.machine import MacroSettings, TrustedLocation

_INTERNET, _RESTRICTED = 3, 4
_ASK_IT = "Ask IT to make the workbook's folder a trusted location, by policy."


def excel(examination: Examination) -> Answer:
    """Which Excel is installed."""
    found = examination.machine.excel()
    if found is None:
        return Answer(
            State.WARNING,
            "No Excel is registered on this PC.",
            "Without Excel, tdag-xl refresh works on the closed workbook; for buttons and formulas, install Excel.",
        )
    return Answer(State.OK, f"Excel {found.version}, {f'{found.bits} bit' if found.bits else 'bits not known'}.")


def macros_allowed(examination: Examination) -> Answer:
    """Whether macros that are not signed run outside trusted locations."""
    settings = examination.machine.macro_settings()
    decided = "A policy" if settings.by_policy else "The Trust Center"
    if settings.warnings == 1:
        return Answer(
            State.WARNING,
            f"{decided} lets every macro run, of any workbook.",
            "Prefer: Excel asks, and the workbook lies in a trusted location.",
        )
    if settings.warnings == 2:
        return Answer(State.OK, "Excel asks before macros run outside trusted locations: click Enable Content once.")
    which = "only signed macros run" if settings.warnings == 3 else "no macros run"
    return Answer(State.WARNING, f"{decided} says that {which} outside trusted locations.", _ASK_IT)


def trusted_location(examination: Examination, workbook: Path) -> Answer:
    """Whether the workbook lies in a trusted location."""
    settings = examination.machine.macro_settings()
    location = trusting(workbook, settings, examination.machine.environment)
    if location is not None:
        return Answer(State.OK, f"The workbook is in the trusted location {location.path}: its macros run.")
    where = f"{workbook.absolute().parent} is no trusted location"
    if settings.warnings > 2:
        return Answer(State.PROBLEM, f"{where}, so its macros do not run here.", _ASK_IT)
    return Answer(State.WARNING, f"{where}: Excel asks before its macros run.", _ASK_IT)


def mark_of_the_web(examination: Examination, workbook: Path) -> Answer:
    """Whether Windows marked the workbook as one from the internet, whose macros Excel blocks."""
    zone = examination.machine.zone(workbook)
    settings = examination.machine.macro_settings()
    if zone not in (_INTERNET, _RESTRICTED):
        return Answer(State.OK, "Windows has not marked the workbook as one from the internet.")
    found = "Windows marked the workbook as one from the internet"
    if trusting(workbook, settings, examination.machine.environment) is not None:
        return Answer(State.OK, f"{found}; in its trusted location the macros run all the same.")
    fix = "Where you know that the file is right: in its Properties, tick Unblock; or move it to a trusted location."
    if settings.blocks_internet:
        return Answer(State.PROBLEM, f"{found}, and Excel blocks the macros of such files.", fix)
    return Answer(State.WARNING, f"{found}.", fix)


def trusting(workbook: Path, settings: MacroSettings, environment: Mapping[str, str]) -> TrustedLocation | None:
    """The trusted location that holds the workbook; None where none does, or none counts.

    Folders are compared as Windows does: neither case nor the kind of slash counts.
    """
    folder = PureWindowsPath(workbook.absolute().parent)
    if not settings.locations_allowed or (folder.drive.startswith("\\\\") and not settings.network_locations):
        return None
    return next((location for location in settings.locations if _holds(location, folder, environment)), None)


def _holds(location: TrustedLocation, folder: PureWindowsPath, environment: Mapping[str, str]) -> bool:
    trusted = PureWindowsPath(expanded(location.path, environment))
    return folder == trusted or (location.subfolders and trusted in folder.parents)
