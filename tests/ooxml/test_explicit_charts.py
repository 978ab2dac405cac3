"""A generated chart says of every part that it could have, and has not, that it has not."""

import io
import zipfile

import pytest
import xlsxwriter
from lxml import etree

from tdag_xl.ooxml.explicit_charts import explicit_chart
from tdag_xl.ooxml.namespaces import CHART

SAID = [
    ("chartSpace", "roundedCorners", "0"),
    ("chart", "autoTitleDeleted", "0"),
    ("title", "overlay", "0"),
    ("legend", "overlay", "0"),
    ("barChart", "varyColors", "0"),
    ("ser", "invertIfNegative", "0"),
    ("catAx", "delete", "1"),
    ("catAx", "noMultiLvlLbl", "0"),
    ("valAx", "delete", "0"),
    ("dLbls", "showLegendKey", "0"),
    ("dLbls", "showVal", "1"),
    ("dLbls", "showCatName", "0"),
    ("dLbls", "showSerName", "0"),
    ("dLbls", "showPercent", "0"),
    ("dLbls", "showBubbleSize", "0"),
]


@pytest.fixture(scope="module")
def chart():
    """A chart as XlsxWriter writes it, with a title, a legend, labels, and an axis that is not shown."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        made = book.add_chart({"type": "bar"})
        made.add_series({"values": "=Sheet1!$A$1:$A$3", "data_labels": {"value": True, "num_format": "0%"}})
        made.set_title({"name": "Shares"})
        made.set_y_axis({"visible": False})
        book.add_worksheet().insert_chart("B1", made)
    with zipfile.ZipFile(stream) as archive:
        return archive.read("xl/charts/chart1.xml")


@pytest.mark.parametrize(("parent", "child", "value"), SAID)
def test_what_a_chart_has_and_has_not_is_said(chart, parent, child, value):
    parents = list(etree.fromstring(explicit_chart(chart)).iter(f"{{{CHART}}}{parent}"))
    said = [[element.get("val") for element in each.iterfind(f"{{{CHART}}}{child}")] for each in parents]
    assert said == [[value]] * len(parents) != []


def test_a_chart_that_says_all_stays_as_it_is(chart):
    once = explicit_chart(chart)
    assert explicit_chart(once) == once != chart
