"""A simulation: settings in cells, many paths of numpy, percentiles and a chart in the sheet."""

import numpy as np
import xlwings as xw


def main(book: xw.Book) -> dict:
    app, sheet = book.app, book.sheets[0]
    sheet["A1"].value = [["start", 100], ["drift", 0.05], ["volatility", 0.2], ["steps", 50], ["paths", 2000]]
    start, drift, volatility, steps, paths = sheet["B1:B5"].value
    random = np.random.default_rng(7)
    step = 1 / steps
    moves = random.normal((drift - volatility**2 / 2) * step, volatility * step**0.5, (int(steps), int(paths)))
    values = start * np.exp(np.vstack([np.zeros(int(paths)), moves.cumsum(axis=0)]))
    with app.properties(screen_updating=False):
        sheet["D1"].value = ["step", "low", "middle", "high"]
        sheet["D2"].options(transpose=True).value = np.arange(int(steps) + 1)
        sheet["E2"].value = np.percentile(values, [5, 50, 95], axis=1).T
        chart = sheet.charts.add(sheet["I2"].left, sheet["I2"].top)
        chart.chart_type = "line"
        chart.set_source_data(sheet["E1"].expand())
    low, middle, high = sheet["E52:G52"].value
    return {
        "size": sheet["D1"].expand().address,
        "begin": sheet["E2:G2"].value,
        "in order": low < middle < high,
        "plausible": 95 < middle < 112,
        "lines": len(chart.series),
        "updating": app.screen_updating,
    }


EXPECTED = {
    "size": "$D$1:$G$52",
    "begin": [100.0, 100.0, 100.0],
    "in order": True,
    "plausible": True,
    "lines": 3,
    "updating": True,
}
