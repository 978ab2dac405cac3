"""A web page read back: what a reader of it sees in a language's section."""

from __future__ import annotations

import re

import lxml.html


def language_section(page: str, code: str) -> lxml.html.HtmlElement:
    """The section of the language."""
    return lxml.html.document_fromstring(page).get_element_by_id(code)


def shown_tables(section: lxml.html.HtmlElement) -> dict[str, lxml.html.HtmlElement]:
    """The tables by the names of the workbook's, in order."""
    return {one.get("data-table"): one for one in section.iter("table")}


def shown_rows(section: lxml.html.HtmlElement, table: str) -> list[list[str]]:
    """The texts of a table's body, row by row."""
    return [[cell.text_content() for cell in row] for row in shown_tables(section)[table].find("tbody")]


def text_of(element: lxml.html.HtmlElement) -> str:
    """The text of an element as it is shown, white space as one space."""
    return " ".join(element.text_content().split())


def ids(page: str) -> list[str]:
    """Every id of the page."""
    return re.findall(r'\sid="([^"]*)"', page)
