"""Days, moments and numbers that look like days: written, read, calculated with."""

import datetime as dt

import numpy as np
import pandas as pd
import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = dt.date(2024, 2, 28)
    sheet["A2"].value = dt.datetime(2024, 2, 28, 18, 30, 15)
    sheet["A3"].formula = "=A1+2"
    sheet["A3"].number_format = "yyyy-mm-dd"
    sheet["A4"].value = "2024-12-24"  # a text that looks like a day becomes one, as when it is typed
    sheet["A5"].value = np.datetime64("2023-07-01T00:00:00")
    sheet["A6"].value = pd.Timestamp("2023-07-02 06:00")
    sheet["B1"].formula = "=YEAR(A1)"
    sheet["B2"].formula = "=A2-A1"
    sheet["B2"].number_format = "0.0000"
    sheet["C1"].value = pd.DataFrame({"n": [1, 2]}, index=pd.date_range("2024-01-31", periods=2, freq="D"))
    return {
        "days": sheet["A1:A6"].value,
        "year": sheet["B1"].value,
        "difference": round(sheet["B2"].value, 4),
        "index": sheet["C2:C3"].options(dates=dt.date).value,
        "plain": sheet["A1"].options(numbers=int).value,
        "has format": sheet["A1"].number_format != "General",
    }


EXPECTED = {
    "days": [
        dt.datetime(2024, 2, 28),
        dt.datetime(2024, 2, 28, 18, 30, 15),
        dt.datetime(2024, 3, 1),
        dt.datetime(2024, 12, 24),
        dt.datetime(2023, 7, 1),
        dt.datetime(2023, 7, 2, 6),
    ],
    "year": 2024.0,
    "difference": 0.771,
    "index": [dt.date(2024, 1, 31), dt.date(2024, 2, 1)],
    "plain": dt.datetime(2024, 2, 28),
    "has format": True,
}
