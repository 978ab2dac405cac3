"""The web page as it is written: what it says, what it never does, and how it looks to the formula of contrast."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re

import lxml.html
import pytest
from documents.sample_documents import AWKWARD, arabic, english
from documents.web_reading import ids, language_section, shown_rows, shown_tables, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.documents.document import Cell, Column, Document, Heading, Paragraph, Points, Role, Table
from tdag_xl.documents.web import web_page, write_web
from tdag_xl.documents.web.inline_text import inline, readable
from tdag_xl.errors import DocumentError

BOTH = web_page([english(), arabic()])
ANYTHING = st.text(st.characters(exclude_characters="\u2068\u2069"), max_size=30) | st.sampled_from(
    (*AWKWARD, "</script><script>alert(1)</script>", "<!--", "]]>", "'\"`><img src=x onerror=alert(1)>", "{{ 7 * 7 }}")
)


def page_of(*blocks, title="Title") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(web_page([dataclasses.replace(english(), title=title, blocks=blocks)]))


@pytest.mark.parametrize("document", [english(), arabic()], ids=["en", "ar"])
def test_every_figure_of_every_table_is_read_back(document: Document):
    section = language_section(BOTH, document.language.code)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert list(shown_tables(section)) == [table.name for table in tables]
    for table in tables:
        assert shown_rows(section, table.name) == [[readable(cell.text) for cell in row] for row in table.rows]


@pytest.mark.parametrize(("document", "direction"), [(english(), "ltr"), (arabic(), "rtl")], ids=["en", "ar"])
def test_language_and_direction_are_those_of_the_document(document: Document, direction: str):
    page = lxml.html.document_fromstring(web_page([document]))
    assert (page.get("lang"), page.get("dir")) == (document.language.tag, direction)
    section = page.get_element_by_id(document.language.code)
    assert (section.get("lang"), section.get("dir")) == (document.language.tag, direction)
    assert page.findtext(".//title") == document.title


def test_a_page_in_one_language_offers_no_choice():
    assert not lxml.html.document_fromstring(web_page([english()])).xpath("//nav[@class='languages']")


def test_a_page_in_two_languages_names_each_in_its_own_words():
    links = lxml.html.document_fromstring(BOTH).xpath("//nav[@class='languages']//a")
    assert [(a.get("href"), a.get("lang"), a.text) for a in links] == [
        ("#en", "en-GB", "English"),
        ("#ar", "ar-SA", "العربية"),
    ]


def test_captions_are_numbered_and_charts_named():
    section = language_section(BOTH, "en")
    assert [text_of(one) for one in section.iter("caption")] == ["Table 1 Partner type", "Table 2 Partners"]
    assert [text_of(one) for one in section.iter("figcaption")] == ["Figure 1 Partner type", "Figure 2 Partners"]
    assert section.xpath(".//svg[@role='img']/title/text()") == [
        "Partner type",
        "Partners",
    ]


def test_headings_are_in_order_and_in_the_contents():
    section = language_section(BOTH, "en")
    levels = [int(one.tag[1]) for one in section.iter("h1", "h2", "h3", "h4") if one.get("id") != "en-contents"]
    assert levels == [1, 2, 3, 2]
    assert [(a.get("href"), a.text) for a in section.xpath(".//nav[@class='contents']//a")] == [
        ("#en-period-2022", "Results: 2022"),
        ("#en-period-2022-partner-types", "Partner type"),
        ("#en-annex", "Partners"),
    ]


def test_names_between_isolates_keep_their_own_direction():
    paragraph = page_of(Paragraph("with \u2068وزارة & <b>\u2069, and \u2068more", Role.LEAD)).find(
        ".//p[@class='lead']"
    )
    assert [bdi.text for bdi in paragraph.iter("bdi")] == ["وزارة & <b>", "more"]
    assert text_of(paragraph) == "with وزارة & <b>, and more"


def test_a_figure_keeps_its_sign_on_its_side_after_arabic_letters():
    texts = ("حكومية (%42)، +7 و 31.", "ومجموعها %101.", "Government (42%), +7", "\u2068وزارة -1\u2069")
    assert [str(inline(text)) for text in texts] == [
        "حكومية (\u200e%42\u200e)، \u200e+7\u200e و 31.",
        "ومجموعها \u200e%101\u200e.",
        "Government (42%), +7",
        "<bdi>وزارة -1</bdi>",
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(ANYTHING, max_size=5))
def test_ids_are_one_of_a_kind_and_every_link_leads_to_one(anchors: list[str]):
    blocks = tuple(Heading("Title", 1, anchor) for anchor in (*anchors, "content", "table-1", *anchors))
    page = web_page([dataclasses.replace(one, blocks=(*blocks, *one.blocks)) for one in (english(), arabic())])
    found = ids(page)
    assert len(found) == len(set(found))
    assert {href.removeprefix("#") for href in re.findall(r'href="(#[^"]*)"', page)} <= set(found)


@settings(max_examples=40, deadline=None)
@given(ANYTHING, ANYTHING, ANYTHING)
def test_text_is_never_markup(title: str, text: str, name: str):
    table = Table(
        name, text, (Column(text, False, 1), Column(name, True, 1)), ((Cell(name, name), Cell(text, 1)),), (text,)
    )
    shown = page_of(Heading(title, 1, name), Paragraph(text), Points((name,)), table, title=title)
    plain = page_of(
        Heading("a", 1, "a"),
        Paragraph("a"),
        Points(("a",)),
        dataclasses.replace(table, name="a", rows=((Cell("a" * bool(name), "a"), Cell("a", 1)),)),
        title="a",
    )
    assert [one.tag for one in shown.iter()] == [one.tag for one in plain.iter()]
    assert [one.text_content() for one in shown.xpath("//tbody//tr/*")] == [readable(name), readable(text)]
    assert shown.xpath("string(//p[@class='body'])").replace("\u200e", "") == readable(text).replace("\u200e", "")
    assert not [name for one in shown.iter() for name in one.attrib if name.startswith("on")]


def test_the_same_documents_give_the_same_page():
    assert web_page([english(), arabic()]) == BOTH


def test_nothing_is_loaded_from_outside():
    page = lxml.html.document_fromstring(BOTH)
    leading = {value for name in ("src", "href", "srcset", "data", "action") for value in page.xpath(f"//@{name}")}
    assert {value for value in leading if not value.startswith("#")} == {"data:,"}
    assert re.findall(r"url\([^)]*\)|@import", BOTH) == ["url(#earlier)"]
    assert not re.search(r"https?://|\bfetch\b|XMLHttpRequest|\bimport\(", BOTH)


def test_the_policy_allows_this_script_alone():
    page = lxml.html.document_fromstring(BOTH)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (script,) = re.findall(r"<script>(.*?)</script>", BOTH, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'")


def test_a_page_is_written_whole(tmp_path):
    write_web([english(), arabic()], tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == BOTH.encode("utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_cannot_be_written_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(DocumentError, match="there is no folder"):
        write_web([english()], tmp_path / "gone" / "page.html")
