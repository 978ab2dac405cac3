"""Charts: added beside their figures, of several types, titled, drawn into a file, deleted."""

import tempfile
from pathlib import Path

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [["month", "rain", "sun"], ["Jan", 60, 40], ["Feb", 55, 70], ["Mar", 80, 130]]
    chart = sheet.charts.add(left=sheet["E2"].left, top=sheet["E2"].top, width=360, height=220)
    chart.chart_type = "line_markers"
    chart.set_source_data(sheet["A1"].expand())
    chart.name = "weather"
    chart.title = "Weather"
    chart.legend.position = "bottom"
    chart.value_axis.title = "hours and mm"
    facts = {
        "type": chart.chart_type,
        "title": chart.title,
        "names": [series.name for series in chart.series],
        "size": (round(chart.width), round(chart.height)),
        "by name": sheet.charts["weather"].legend.position,
        "axis": chart.value_axis.title,
    }
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "weather.png"
        chart.to_png(picture)
        facts["drawn"] = picture.read_bytes()[1:4]
    types = ("bar_clustered", "column_stacked", "pie", "area", "xy_scatter")
    for chart_type in types:
        chart.chart_type = chart_type
        facts[chart_type] = chart.chart_type == chart_type
    pie = sheet.charts.add(anchor=sheet["E20"], chart_type="pie", source=sheet["A1:B4"], name="share")
    facts["count"] = len(sheet.charts)
    facts["place"] = abs(pie.top - sheet["E20"].top) < 1
    pie.delete()
    facts["left"] = [one.name for one in sheet.charts]
    return facts


EXPECTED = {
    "type": "line_markers",
    "title": "Weather",
    "names": ["rain", "sun"],
    "size": (360, 220),
    "by name": "bottom",
    "axis": "hours and mm",
    "drawn": b"PNG",
    "bar_clustered": True,
    "column_stacked": True,
    "pie": True,
    "area": True,
    "xy_scatter": True,
    "count": 2,
    "place": True,
    "left": ["weather"],
}
