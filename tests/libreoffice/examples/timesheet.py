"""A time sheet: starts and ends as times of day, hours by formula, sums for each project."""

import datetime as dt

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet.name = "Times"
    sheet["A1"].value = ["day", "project", "from", "to", "hours"]
    sheet["A2"].value = [
        [dt.date(2024, 5, 6), "report", dt.datetime(2024, 5, 6, 9, 0), dt.datetime(2024, 5, 6, 12, 30)],
        [dt.date(2024, 5, 6), "survey", dt.datetime(2024, 5, 6, 13, 0), dt.datetime(2024, 5, 6, 17, 15)],
        [dt.date(2024, 5, 7), "report", dt.datetime(2024, 5, 7, 8, 45), dt.datetime(2024, 5, 7, 10, 0)],
    ]
    last = sheet["A1"].end("down").row
    sheet[f"C2:D{last}"].number_format = "hh:mm"
    sheet[f"E2:E{last}"].formula = "=ROUND((D2-C2)*24,2)"
    sheet["G1"].value = ["project", "hours"]
    projects = sorted(set(sheet[f"B2:B{last}"].value))
    sheet["G2"].options(transpose=True).value = projects
    sheet["H2"].resize(len(projects)).formula = f"=SUMIF($B$2:$B${last},G2,$E$2:$E${last})"
    return {
        "hours": sheet[f"E2:E{last}"].value,
        "sums": dict(sheet["G2"].expand().value),
        "day": sheet["A2"].options(dates=dt.date).value,
        "from": sheet["C4"].value,
        "weekday": sheet["A2"].value.strftime("%A"),
        "format": sheet["D2"].number_format,
    }


EXPECTED = {
    "hours": [3.5, 4.25, 1.25],
    "sums": {"report": 4.75, "survey": 4.25},
    "day": dt.date(2024, 5, 6),
    "from": dt.datetime(2024, 5, 7, 8, 45),
    "weekday": "Monday",
    "format": "hh:mm",
}
