"""An application's own properties."""

import pytest

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError


def test_what_is_set_for_the_application_holds_for_every_workbook(calc):
    first, second = calc.books.add(), calc.books.add()
    for book in (first, second):
        book.sheets[0]["A1"].value = 1
        book.sheets[0]["A2"].formula = "=A1*2"
    with calc.properties(calculation="manual", screen_updating=False, display_alerts=False, enable_events=False):
        third = calc.books.add()
        for book in (first, second):
            book.sheets[0]["A1"].value = 5
            assert book.sheets[0]["A2"].value == 2
        assert all(book.api.hasControllersLocked() for book in (first, second, third))
        calc.calculate()
        assert [book.sheets[0]["A2"].value for book in (first, second)] == [10, 10]
    assert (calc.calculation, calc.screen_updating, calc.display_alerts, calc.enable_events) == (
        "automatic", True, True, True,
    )  # fmt: skip
    assert not any(book.api.hasControllersLocked() for book in (first, second, third))
    for book in (first, second, third):
        book.close()


def test_the_status_bar_shows_a_text_until_it_is_given_back(calc_book):
    app = calc_book.app
    app.status_bar = "Working"
    assert app.status_bar == "Working"
    app.status_bar = False
    assert app.status_bar is False


def test_the_selection_is_cells_and_a_chart_is_none(calc_book):
    sheet = calc_book.sheets[0]
    sheet["B2:C3"].select()
    assert calc_book.app.selection.address == "$B$2:$C$3"
    chart = sheet.charts.add(10, 10, 100, 100)
    calc_book.api.CurrentController.select(chart.api[0])
    assert calc_book.app.selection is None


def test_the_version_and_the_folder_are_those_of_the_program(calc):
    assert calc.version.major >= 7
    assert calc.impl.path.startswith("/")


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("visible", True, NotSupportedError),
        ("calculation", "sometimes", RefusedError),
        ("cut_copy_mode", True, NotSupportedError),
    ],
)
def test_what_cannot_be_set_says_so(calc, name, value, error):
    with pytest.raises(error, match=r"LibreOffice|is one of"):
        setattr(calc.impl, name, value)


def test_a_message_without_a_window_is_refused_not_lost(calc_book):
    with pytest.raises(RefusedError, match="no window to show this in: All is well"):
        calc_book.app.alert("All is well")
