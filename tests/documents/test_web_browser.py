"""The web page in a browser: it sorts, switches its language, prints, asks for nothing, and everyone can use it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from documents.report_documents import in_short, report_documents
from documents.sample_documents import arabic, english
from judges.browser import NARROW, Reader, axe_violations, running_browser

from tdag_xl.documents.document import Cell, Column, Heading, Table
from tdag_xl.documents.web import write_web
from tdag_xl.languages.language import LANGUAGES

PARTNERS = Table(
    "out_2022_partners",
    "Partners",
    (Column("Partner", False, 4), Column("Amount", True, 2), Column("Signed", False, 2)),
    tuple(
        (Cell(name, name), Cell(shown, amount), Cell(signed, signed and dt.date.fromisoformat(signed)))
        for name, shown, amount, signed in (
            ("Zebra", "10.0", 10.0, "2022-12-01"),
            ("Écoles", "9.7", 9.7, "2022-02-11"),
            ("", "", None, ""),
            ("academy 10", "100", 100, "2021-01-01"),
            ("academy 9", "<0.1", 0.04, "2022-02-02"),
        )
    ),
)
"""A table whose texts sort otherwise than their bytes, and its numbers otherwise than their texts."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A browser for the tests of this module."""
    yield from running_browser()


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The file of a page in English and Arabic, with a table to sort under each beginning."""
    file = tmp_path_factory.mktemp("web") / "both.html"
    documents = [dataclasses.replace(one, blocks=(PARTNERS, *one.blocks)) for one in (english(), arabic())]
    write_web(documents, file)
    return file


@pytest.fixture(scope="module")
def report_pages(tmp_path_factory):
    """The files of the master workbook's report on one period, in short, each in one language, by its code."""
    folder = tmp_path_factory.mktemp("report")
    documents = {one.language.code: in_short(one) for one in report_documents("Jan–Apr 2023")}
    for code, document in documents.items():
        write_web([document], folder / f"{code}.html")
    return {code: folder / f"{code}.html" for code in documents}


def column(page, place: int, code: str = "en") -> list[str]:
    """The texts of a column of the table to sort, from the top."""
    return page.locator(f"#{code}-table-1 tbody tr > :nth-child({place})").all_inner_texts()


def orders(page) -> list[str | None]:
    return [one.get_attribute("aria-sort") for one in page.locator("#en-table-1 thead th").all()]


def test_numbers_sort_as_numbers_and_blanks_stay_last(reader, both):
    with reader.reading(both) as page:
        amount = page.get_by_role("button", name="Amount")
        amount.click()
        assert column(page, 2) == ["<0.1", "9.7", "10.0", "100", ""]
        assert orders(page) == [None, "ascending", None]
        amount.click()
        assert column(page, 2) == ["100", "10.0", "9.7", "<0.1", ""]
        assert orders(page) == [None, "descending", None]


def test_text_sorts_as_its_readers_sort_it(reader, both):
    with reader.reading(both) as page:
        partner = page.get_by_role("button", name="Partner", exact=True)
        partner.click()
        assert column(page, 1) == ["academy 9", "academy 10", "Écoles", "Zebra", ""]
        partner.click()
        assert column(page, 1) == ["Zebra", "Écoles", "academy 10", "academy 9", ""]


def test_days_sort_by_the_calendar_and_rows_stay_whole(reader, both):
    with reader.reading(both) as page:
        page.get_by_role("button", name="Signed").click()
        assert column(page, 3) == ["2021-01-01", "2022-02-02", "2022-02-11", "2022-12-01", ""]
        assert column(page, 1) == ["academy 10", "academy 9", "Écoles", "Zebra", ""]


def test_a_sort_is_said_aloud_in_the_language_of_the_page(reader, both):
    with reader.reading(both, "#ar") as page:
        button = page.locator("#ar-table-1 button").first
        assert button.get_attribute("title") == "الترتيب حسب Partner"
        button.click()
        assert page.locator("#ar-status").inner_text() == "Partner: مرتب تصاعدياً"


def test_another_language_takes_the_whole_page_along(reader, both):
    with reader.reading(both) as page:
        assert shown(page) == ("en-GB", "ltr", "Partnerships and resource mobilization", ["en"])
        page.get_by_role("link", name="العربية").click()
        assert shown(page) == ("ar-SA", "rtl", "الشراكات وتعبئة الموارد", ["ar"])
        assert page.url.endswith("#ar")
        assert page.locator("nav.languages [aria-current]").all_inner_texts() == ["العربية"]
        assert page.locator("nav.languages").get_attribute("aria-label") == "اللغة"
        page.go_back()
        assert shown(page)[0] == "en-GB"


def shown(page) -> tuple[str, str, str, list[str]]:
    """Language, direction and title of the page, and the ids of the sections in sight."""
    sections = [one.get_attribute("id") for one in page.locator("article.document").all() if one.is_visible()]
    root = page.locator("html")
    return root.get_attribute("lang"), root.get_attribute("dir"), page.title(), sections


def wait_until_seen(page, place):
    """Wait for the browser to have scrolled to the element: it does so a frame after it has shown the page."""
    page.wait_for_function(
        f"""() => {{ const box = document.getElementById('{place}').getBoundingClientRect();
                     return box.height > 0 && box.top >= 0 && box.top < innerHeight; }}""",
        timeout=10_000,
    )


def test_the_address_names_language_and_place(reader, both):
    with reader.reading(both, "#ar-annex", reduced_motion="reduce") as page:  # a smooth scroll would be under way
        assert shown(page)[0] == "ar-SA"
        wait_until_seen(page, "ar-annex")
        page.get_by_role("link", name="English").click()
        assert page.url.endswith("#en-annex")
        wait_until_seen(page, "en-annex")


def test_an_address_of_nothing_shows_the_first_language(reader, both):
    with reader.reading(both, "#gone%20%E0") as page:
        assert shown(page)[0] == "en-GB"


def test_without_scripts_every_language_is_there(reader, both):
    with reader.reading(both, java_script_enabled=False) as page:
        assert [one.is_visible() for one in page.locator("article.document").all()] == [True, True]
        page.get_by_role("link", name="العربية").click()
        assert page.url.endswith("#ar")
        assert page.get_by_role("button").count() == 0


def test_the_keyboard_reaches_everything(reader, both):
    with reader.reading(both) as page:
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the content"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert focused(page) == "العربية"
        page.keyboard.press("Enter")
        assert shown(page)[0] == "ar-SA"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        assert focused(page) == "الانتقال إلى المحتوى"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert focused(page) == "Partner"
        page.keyboard.press("Space")
        assert column(page, 1, "ar")[0] == "academy 9"


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText")


def test_print_has_the_content_and_no_controls(reader, both):
    with reader.reading(both, "#ar") as page:
        page.emulate_media(media="print")
        assert not page.locator("nav").first.is_visible()
        assert page.locator("#ar-annex").is_visible()
        arrows = "getComputedStyle(document.querySelector('#ar th button'), '::after').content"
        assert page.evaluate(arrows) == "none"
        printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 2


def test_lists_with_many_columns_print_on_the_long_side(reader, tmp_path):
    columns = tuple(Column(f"Column {place}", False, 1) for place in range(10))
    rows = tuple(tuple(Cell(f"{row}/{place}", None) for place in range(10)) for row in range(60))
    blocks = (*english().blocks, Heading("Annex", 1, "list"), Table("out_list", "List", columns, rows, long=True))
    write_web([dataclasses.replace(english(), blocks=blocks)], tmp_path / "list.html")
    with reader.reading(tmp_path / "list.html") as page:
        printed = page.pdf(prefer_css_page_size=True)
    boxes = [tuple(map(float, box.split()[2:])) for box in re.findall(rb"/MediaBox \[([^\]]*)\]", printed)]
    assert {wide > high for wide, high in boxes} == {True, False}


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_narrow_page_scrolls_in_its_tables_alone(reader, both, code):
    with reader.reading(both, f"#{code}", viewport=NARROW) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_axe_finds_nothing_in_awkward_text(reader, both):
    with reader.reading(both, "#ar") as page:
        page.locator("#ar-table-1 button").first.click()
        assert axe_violations(page) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_axe_finds_nothing_in_any_language(reader, report_pages, code):
    with reader.reading(report_pages[code]) as page:
        assert page.title() == page.locator(f"#{code} h1").inner_text()
        assert axe_violations(page) == []
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(NARROW)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_charts_are_drawn_within_their_place(reader, both):
    with reader.reading(both, "#ar", viewport=NARROW) as page:
        outside = page.evaluate(
            """() => [...document.querySelectorAll('#ar svg.chart')].flatMap((chart) => {
                const box = chart.getBoundingClientRect();
                return [...chart.querySelectorAll('rect, text')]
                    .map((shape) => shape.getBoundingClientRect())
                    .filter((one) => one.left < box.left - 1 || one.right > box.right + 1);
            }).length"""
        )
        assert outside == 0
