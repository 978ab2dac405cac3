"""Walk over a sheet: neighbours, sizes, corners, and the block around a cell."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["B2"].value = [[row * column for column in range(1, 5)] for row in range(1, 4)]
    block = sheet["B2"].current_region
    lone = sheet["H9"]
    lone.value = "alone"
    return {
        "region": block.address,
        "last": block.last_cell.value,
        "size": (block.shape, block.size, block.count, len(block)),
        "below": block.offset(1, 1)[0, 0].value,
        "smaller": block.resize(2, 2).value,
        "one row": block.resize(row_size=1).address,
        "rows": [row.address for row in block.rows],
        "second column": block.columns[1].value,
        "cell": (block[0, -1].address, block(2).address, block(2, 1).address),
        "slice": block[1:, :2].get_address(False, False),
        "ends": [sheet["B2"].end(way).address for way in ("down", "right")],
        "next filled": sheet["H1"].end("down").address,
        "outside": (sheet["H9"].current_region.address, block.row, block.column),
        "two corners": sheet.range("B2", "C3").address,
        "numbers": sheet.range((1, 1), (3, 2)).address,
        "all sums": [sum(row.value) for row in block.rows],
        "with book": sheet["A1"].get_address(False, False, include_sheetname=True),
        "inside": sheet["C3"] in block,
    }


EXPECTED = {
    "region": "$B$2:$E$4",
    "last": 12.0,
    "size": ((3, 4), 12, 12, 12),
    "below": 4.0,
    "smaller": [[1.0, 2.0], [2.0, 4.0]],
    "one row": "$B$2:$E$2",
    "rows": ["$B$2:$E$2", "$B$3:$E$3", "$B$4:$E$4"],
    "second column": [2.0, 4.0, 6.0],
    "cell": ("$E$2", "$C$2", "$B$3"),
    "slice": "B3:C4",
    "ends": ["$B$4", "$E$2"],
    "next filled": "$H$9",
    "outside": ("$H$9", 2, 2),
    "two corners": "$B$2:$C$3",
    "numbers": "$A$1:$B$3",
    "all sums": [10.0, 20.0, 30.0],
    "with book": "Sheet1!A1",
    "inside": True,
}
