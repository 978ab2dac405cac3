"""A DataFrame into a sheet and back, with its index, without it, and as part of a larger one."""

import pandas as pd
import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    rivers = pd.DataFrame(
        {"km": [1233.0, 2850.0, 820.0], "mouth": ["North Sea", "Black Sea", "Mediterranean"]},
        index=pd.Index(["Rhine", "Danube", "Rhone"], name="river"),
    )
    sheet["A1"].value = rivers
    back = sheet["A1"].options(pd.DataFrame, expand="table").value
    sheet["E1"].options(index=False).value = rivers
    sheet["H1"].options(pd.DataFrame, index=False, header=False).value = rivers
    long = back[back["km"] > 1000]
    sheet["A7"].value = long
    two_levels = pd.DataFrame([[1.0, 2.0]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")]))
    sheet["A12"].value = two_levels
    again = sheet["A12:C14"].options(pd.DataFrame, header=2).value
    return {
        "same": back.equals(rivers) and back.index.name == "river",
        "headings": sheet["A1:C1"].value,
        "no index": sheet["E1:F2"].value,
        "values only": sheet["H1"].expand().shape,
        "long rivers": sheet["A7"].expand().value,
        "levels": list(again.columns),
        "series": sheet["A2:B4"].options(pd.Series, header=False).value.to_dict(),
    }


EXPECTED = {
    "same": True,
    "headings": ["river", "km", "mouth"],
    "no index": [["km", "mouth"], [1233.0, "North Sea"]],
    "values only": (3, 2),
    "long rivers": [["river", "km", "mouth"], ["Rhine", 1233.0, "North Sea"], ["Danube", 2850.0, "Black Sea"]],
    "levels": [("a", "x"), ("a", "y")],
    "series": {"Rhine": 1233.0, "Danube": 2850.0, "Rhone": 820.0},
}
