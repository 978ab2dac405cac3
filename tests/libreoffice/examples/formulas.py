"""Formulas: one, a column of them that fills itself, array formulas, and results that follow their cells."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [["price", "pieces"], [2.5, 4], [1.25, 8], [10, 1]]
    sheet["C1"].value = "sum"
    sheet["C2:C4"].formula = "=A2*B2"  # relative: each row gets its own
    sheet["C5"].value = "=SUM(C2:C4)"
    first = sheet["C5"].value
    sheet["B4"].value = 3
    sheet["E1:E3"].formula_array = "=A2:A4*2"
    sheet["F1"].formula = '=IF(C5>50,"much","little")'
    sheet["F2"].formula = [['=A2&" each"', "=ROUND(A3,1)"]]
    return {
        "formulas": sheet["C2:C4"].formula,
        "sums": sheet["C2:C4"].value,
        "total": (first, sheet["C5"].value),
        "array": (sheet["E1:E3"].formula_array, sheet["E1"].has_array, sheet["E1:E3"].value),
        "word": (sheet["F1"].formula, sheet["F1"].value),
        "several": sheet["F2:G2"].value,
        "of a value": sheet["A2"].formula,
        "of a text": sheet["A1"].formula,
        "of a blank": sheet["Z1"].formula,
    }


EXPECTED = {
    "formulas": (("=A2*B2",), ("=A3*B3",), ("=A4*B4",)),
    "sums": [10.0, 10.0, 30.0],
    "total": (30.0, 50.0),
    "array": ("=A2:A4*2", True, [5.0, 2.5, 20.0]),
    "word": ('=IF(C5>50,"much","little")', "little"),
    "several": ["2.5 each", 1.3],
    "of a value": "2.5",
    "of a text": "price",
    "of a blank": "",
}
