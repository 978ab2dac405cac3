"""A report that looks good: fonts, colours, number formats, lines, alignment, widths."""

import datetime as dt

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [
        ["Expenses", None, None],
        ["day", "what", "amount"],
        [dt.date(2024, 1, 5), "Train to the meeting in Lausanne", 84.5],
        [dt.date(2024, 1, 9), "Paper", 1250],
    ]
    title, headings, amounts = sheet["A1"], sheet["A2:C2"], sheet["C3:C4"]
    title.font.size = 16
    title.font.bold = True
    title.font.color = "#1F4E79"
    headings.color = (31, 78, 121)
    headings.font.color = (255, 255, 255)
    headings.font.italic = True
    headings.horizontal_alignment = "center"
    amounts.number_format = "#,##0.00"
    sheet["A3:A4"].number_format = "yyyy-mm-dd"
    headings.borders["edge_bottom"].weight = "medium"
    sheet["A5:C5"].borders["edge_top"].line_style = "continuous"
    sheet["B3"].wrap_text = False
    sheet["A:C"].autofit()
    sheet["A:A"].column_width = 14
    sheet["2:2"].row_height = 24
    return {
        "title": (title.font.size, title.font.bold, title.font.color),
        "headings": (headings.color, headings.font.color, headings.font.italic, headings.horizontal_alignment),
        "mixed": (sheet["A1:A2"].font.bold, sheet["A1:A2"].font.size),
        "formats": (amounts.number_format, sheet["A3"].number_format, sheet["B3"].number_format),
        "lines": (headings.borders["edge_bottom"].weight, sheet["A5"].borders["edge_top"].line_style),
        "no line": sheet["F9"].borders["edge_left"].line_style,
        "sizes": (round(sheet["A1"].column_width, 1), sheet["A2"].row_height),
        "fits": sheet["B1"].column_width > 25,
        "none": sheet["F9"].color,
        "still dates": sheet["A3"].value,
    }


EXPECTED = {
    "title": (16.0, True, (31, 78, 121)),
    "headings": ((31, 78, 121), (255, 255, 255), True, "center"),
    "mixed": (None, None),
    "formats": ("#,##0.00", "yyyy-mm-dd", "General"),
    "lines": ("medium", "continuous"),
    "no line": "none",
    "sizes": (14.0, 24.0),
    "fits": True,
    "none": None,
    "still dates": dt.datetime(2024, 1, 5),
}
