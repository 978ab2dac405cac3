"""Error values, blank cells and empty texts: what they read as, and how to see the difference."""

import pandas as pd
import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [["=1/0", "=NA()", '="a"+1', "=nowhere", "=SQRT(-1)", '=""', None, 0, False]]
    row = sheet["A1:I1"]
    sheet["A3"].value = pd.DataFrame({"a": [1.0, None], "b": ["x", None]})
    sheet["A6"].value = [float("nan"), None, "", "after"]
    return {
        "values": row.value,
        "named": row.options(err_to_str=True).value,
        "blank": sheet["G1"].options(empty=0).value,
        "gaps": sheet["A3:C5"].value,
        "frame": sheet["A3:C5"].options(pd.DataFrame).value["b"].isna().tolist(),
        "nan": sheet["A6:D6"].value,
        "used": sheet["A6"].end("right").address,
    }


EXPECTED = {
    "values": [None, None, None, None, None, None, None, 0.0, False],
    "named": ["#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", None, None, 0.0, False],
    "blank": 0,
    "gaps": [[None, "a", "b"], [0.0, 1.0, "x"], [1.0, None, None]],
    "frame": [False, True],
    "nan": [None, None, None, "after"],
    "used": "$D$6",
}
