"""An application's own properties."""

import pytest
import xlsxwriter

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError


@pytest.fixture
def manual_file(tmp_path):
    """A workbook that Excel saved in manual calculation."""
    with xlsxwriter.Workbook(tmp_path / "manual.xlsx") as book:
        book.set_calc_mode("manual")
        book.add_worksheet().write_row("A1", [1, "=A1*2"])
    return tmp_path / "manual.xlsx"


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


def test_the_status_bar_keeps_its_text_while_workbooks_come_and_go(calc):
    calc.status_bar = "Working"
    try:
        first, second = calc.books.add(), calc.books.add()
        first.close()
        calc.status_bar = "Still working"
        second.close()
        assert calc.status_bar == "Still working"
    finally:
        calc.status_bar = None
    assert calc.status_bar is False


def test_the_lock_of_another_on_the_screen_stays(calc_book):
    calc_book.api.lockControllers()
    for value in (False, False, True, True):
        calc_book.app.screen_updating = value
    assert calc_book.api.hasControllersLocked()
    calc_book.api.unlockControllers()
    assert not calc_book.api.hasControllersLocked()


def test_a_workbook_that_is_opened_calculates_as_those_that_are_open(calc, calc_book, manual_file):
    book = calc.books.open(manual_file)
    assert calc.calculation == "automatic"
    book.sheets[0]["A1"].value = 5
    assert book.sheets[0]["B1"].value == 10
    book.close()


def test_the_calculation_is_what_the_workbook_in_front_does(calc_book):
    app = calc_book.app
    calc_book.api.enableAutomaticCalculation(False)
    assert app.calculation == "manual"
    app.calculation = "semiautomatic"
    assert (app.calculation, calc_book.api.isAutomaticCalculationEnabled()) == ("semiautomatic", True)
    app.calculation = "automatic"
    assert app.calculation == "automatic"


def test_calculating_brings_new_random_numbers(calc_book):
    cell = calc_book.sheets[0]["A1"]
    cell.formula = "=RAND()"
    before = cell.value
    calc_book.app.calculate()
    assert cell.value != before


def test_a_window_that_takes_no_keys_is_one_of_a_later_workbook_too(calc, calc_book):
    with calc.properties(interactive=False):
        later = calc.books.add()
        assert not any(book.impl.window.isEnabled() for book in (calc_book, later))
    assert all(book.impl.window.isEnabled() for book in (calc_book, later))
    later.close()


def test_no_cells_stay_marked(calc):
    calc.cut_copy_mode = False
    assert calc.cut_copy_mode is None


def test_an_application_without_a_workbook_has_no_active_one(calc):
    assert len(calc.books) == 0
    with pytest.raises(RefusedError, match="no workbook is open"):
        calc.books.active  # noqa: B018 - reading is what fails
    assert calc.selection is None
    assert len(calc.books) == 0


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
