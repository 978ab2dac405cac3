"""Settings of the application for a while only: calculation by hand, no drawing, no questions, a word to the user."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    app, sheet = book.app, book.sheets[0]
    sheet["A1"].value = [1, "=A1*2"]
    facts = {}
    with app.properties(calculation="manual", screen_updating=False, display_alerts=False):
        sheet["A1"].value = 5
        facts["old"] = sheet["B1"].value
        facts["inside"] = (app.calculation, app.screen_updating, app.display_alerts)
        app.calculate()
        facts["new"] = sheet["B1"].value
    facts["after"] = (app.calculation, app.screen_updating, app.display_alerts)
    sheet["A1"].value = 6
    facts["automatic"] = sheet["B1"].value
    app.status_bar = "Working…"
    facts["status"] = app.status_bar
    app.status_bar = False
    facts["own status"] = app.status_bar
    facts["version"] = app.version.major >= 7
    facts["known"] = app.pid in xw.apps.keys()  # noqa: SIM118 - not a dictionary
    return facts


EXPECTED = {
    "old": 2.0,
    "inside": ("manual", False, False),
    "new": 10.0,
    "after": ("automatic", True, True),
    "automatic": 12.0,
    "status": "Working…",
    "own status": False,
    "version": True,
    "known": True,
}
