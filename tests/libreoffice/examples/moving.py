"""Cells that move: copied, inserted, deleted; formulas follow."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [[1, "=A1*10"], [2, "=A2*10"], [3, "=A3*10"]]
    sheet["A1:B1"].color = (255, 230, 153)
    sheet["A1:B3"].copy(sheet["D1"])
    facts = {"copied": (sheet["D1:E3"].value, sheet["E2"].formula, sheet["D1"].color)}
    sheet["2:2"].insert("down")
    facts["inserted"] = (sheet["A2"].value, sheet["B3"].formula)
    sheet["2:2"].delete()
    facts["deleted"] = sheet["B2"].formula
    sheet["A1"].insert(shift="right")
    facts["shifted"] = (sheet["A1"].value, sheet["B1"].value, sheet["C1"].formula)
    sheet["A1"].delete(shift="left")
    sheet["F5"].formula = "=SUM(A1:A3)"
    sheet["A1:A3"].clear_contents()
    facts["cleared"] = (sheet["F5"].value, sheet["A1"].color)
    sheet["A1"].clear()
    facts["bare"] = sheet["A1"].color
    return facts


EXPECTED = {
    "copied": ([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], "=D2*10", (255, 230, 153)),
    "inserted": (None, "=A3*10"),
    "deleted": "=A2*10",
    "shifted": (None, 1.0, "=B1*10"),
    "cleared": (0.0, (255, 230, 153)),
    "bare": None,
}
