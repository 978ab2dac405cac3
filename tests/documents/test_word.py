"""The Word file of a document: all its text under named styles, in its direction, the same bytes every time."""

from __future__ import annotations

import dataclasses
import re

import pytest
from documents.sample_documents import AWKWARD, arabic, english
from documents.word_reading import found, members, opened, paragraphs, runs, tables, tree
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.documents.document import Cell, Column, Heading, Paragraph, Points, Table
from tdag_xl.documents.word import write_word
from tdag_xl.documents.word.package import word_file
from tdag_xl.errors import DocumentError
from tdag_xl.hosts.cell_text import writable
from tdag_xl.languages.language import CHINESE

BOTH = pytest.mark.parametrize("document", [english(), arabic()], ids=["english", "arabic"])
DROPPED = re.compile("[\u2068\u2069\u200e\u200f]")


def with_blocks(document, *blocks):
    return dataclasses.replace(document, blocks=blocks)


def shown(text):
    """A text of a document as a reader gets it, without what only directs it."""
    return DROPPED.sub("", writable(text))


@BOTH
def test_every_block_stands_under_its_style(document):
    lead, heading, text, points, sub, table, figure, column, annex, names = document.blocks
    labels = document.labels
    assert paragraphs(word_file(document)) == [
        ("Title", document.title),
        ("Lead", shown(lead.text)),
        ("Heading 1", heading.text),
        ("Normal", shown(text.text)),
        *(("List Bullet", shown(item)) for item in points.items),
        ("Heading 2", sub.text),
        ("Caption", f"{labels.table} 1. {table.caption}"),
        *(("Note", shown(note)) for note in table.notes),
        ("Caption", f"{labels.figure} 1. {figure.caption}"),
        ("Caption", f"{labels.figure} 2. {column.caption}"),
        ("Heading 1", annex.text),
        ("Caption", f"{labels.table} 2. {names.caption}"),
    ]


@BOTH
def test_tables_hold_the_texts_of_their_cells(document):
    held = [one for one in document.blocks if isinstance(one, Table)]
    for table, read in zip(held, tables(word_file(document)), strict=True):
        assert read == [
            [column.heading for column in table.columns],
            *([shown(cell.text) for cell in row] for row in table.rows),
        ]


def test_names_of_any_kind_come_out_as_they_are():
    texts = [row[0] for row in tables(word_file(english()))[1][1:]]
    assert texts == [name.replace("\x01", "␁").replace("\u200f", "") for name in AWKWARD]


@given(st.lists(st.text(max_size=30), min_size=4, max_size=4), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_text_a_document_holds_comes_out_again(texts, is_arabic):
    document = arabic() if is_arabic else english()
    heading, text, item, cell = texts
    table = Table("out", "", (Column(heading, False, 1),), ((Cell(cell, cell),),), notes=(text,))
    written = with_blocks(document, Heading(heading, 2, ""), Paragraph(text), Points((item,)), table)
    data = word_file(dataclasses.replace(written, title=f"x{text}"))
    read = [DROPPED.sub("", one.text) for one in opened(data).paragraphs]
    assert read[:4] == [shown(f"x{text}"), shown(heading), shown(text), shown(item)]
    assert read[5] == shown(text)
    assert [[DROPPED.sub("", one) for one in row] for row in tables(data)[0]] == [[shown(heading)], [shown(cell)]]


@BOTH
def test_isolates_are_gone_and_a_name_is_a_run_of_its_own(document):
    data = word_file(document)
    body = tree(data)
    assert not re.search("[\u2066-\u2069]", "".join(body.itertext()))
    lead = document.blocks[0].text
    name = lead[lead.index("\u2068") + 1 : lead.index("\u2069")]
    assert name in [text for text, _ in runs(found(body, "//w:p")[1])]


def test_only_text_from_right_to_left_is_marked_so():
    paragraph = found(tree(word_file(arabic())), "//w:p")[1]
    assert [(text, right) for text, right in runs(paragraph) if text.strip("\u200e\u200f")] == [
        ("وقّع مكتب تنمية الاتصالات ", True),
        ("71", False),
        (" اتفاقاً، منها اتفاق مع ", True),
        ("European Commission (EC)", False),
        (" وغيرها.", True),
    ]


def test_an_arabic_document_goes_right_to_left_everywhere():
    body = tree(word_file(arabic()))
    outside = found(body, "/w:document/w:body/w:p")
    assert all(found(one, "w:pPr/w:bidi") for one in outside if runs(one))
    assert len(found(body, "//w:tblPr/w:bidiVisual")) == len(found(body, "//w:tbl")) == 2
    assert all(found(one, "w:bidi") for one in found(body, "//w:sectPr"))


def test_an_english_document_has_no_direction_but_that_of_names():
    body = tree(word_file(english()))
    assert not found(body, "//w:bidiVisual | //w:sectPr/w:bidi | /w:document/w:body/w:p/w:pPr/w:bidi")
    assert len(found(body, "//w:tc/w:p/w:pPr/w:bidi")) == 1


@BOTH
def test_numbers_are_set_to_the_end_and_names_to_the_start(document):
    """Word turns `right` around in a paragraph from right to left."""
    is_arabic = document.language.is_right_to_left
    body = tree(word_file(document))
    names, numbers, _ = zip(*(found(row, "w:tc/w:p") for row in found(body, "//w:tbl")[1][3:]), strict=True)
    for cell in numbers:
        assert found(cell, "w:pPr/w:jc/@w:val") == ["right"]
    for cell in names:
        turned = bool(found(cell, "w:pPr/w:bidi")) != is_arabic
        assert found(cell, "w:pPr/w:jc/@w:val") == (["right"] if turned else [])


@BOTH
def test_the_heading_row_repeats_and_no_row_breaks(document):
    for table in found(tree(word_file(document)), "//w:tbl"):
        rows = found(table, "w:tr")
        assert [bool(found(row, "w:trPr/w:tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(found(row, "w:trPr/w:cantSplit") for row in rows)


def test_a_table_stays_with_its_note_and_a_list_may_break():
    short, long = found(tree(word_file(english())), "//w:tbl")
    assert all(found(one, "w:pPr/w:keepNext") for one in found(short, ".//w:p"))
    assert not found(long, "w:tr[position() > 1]//w:keepNext")


def test_captions_are_counted_by_fields_that_hold_the_right_number():
    body = tree(word_file(english()))
    fields = found(body, "//w:instrText/text()")
    assert [field.split()[1] for field in fields] == ["Table", "Figure", "Figure", "Table"]
    assert found(body, "//w:r[w:fldChar/@w:fldCharType='separate']/following-sibling::w:r[1]/w:t/text()") == [
        *("1", "1", "2", "2")
    ]


def test_a_table_is_found_by_the_name_it_has_in_the_workbook():
    names = found(tree(word_file(english())), "//w:bookmarkStart/@w:name")
    assert names == ["out_2022_partner_types", "out_2022_agreements"]


def test_long_names_of_tables_stay_apart():
    tables_ = [Table(f"out_{'period_' * 6}{block}", "", (Column("a", False, 1),), ()) for block in ("one", "two")]
    names = found(tree(word_file(with_blocks(english(), *tables_))), "//w:bookmarkStart/@w:name")
    assert len(set(names)) == 2
    assert max(map(len, names)) <= 40


def test_tables_have_texts_for_those_who_do_not_see_them():
    properties = found(tree(word_file(english())), "//w:tblPr")[0]
    assert found(properties, "w:tblCaption/@w:val") == ["Partner type"]
    assert found(properties, "w:tblDescription/@w:val") == ["Partner type, Partners, Share"]


@pytest.mark.parametrize(
    ("document", "languages"),
    [
        (english(), ("en-GB", "zh-CN", "ar-SA")),
        (arabic(), ("en-GB", "zh-CN", "ar-SA")),
        (dataclasses.replace(english(), language=CHINESE), ("en-GB", "zh-CN", "ar-SA")),
    ],
)
def test_the_language_of_each_script_is_told(document, languages):
    data = word_file(document)
    told = [
        *found(tree(data, "word/styles.xml"), "//w:lang"),
        *found(tree(data, "word/settings.xml"), "//w:themeFontLang"),
    ]
    assert [tuple(found(one, f"@w:{kind}")[0] for kind in ("val", "eastAsia", "bidi")) for one in told] == [
        languages
    ] * 2
    assert opened(data).core_properties.language == document.language.tag


def test_quotation_marks_are_wide_in_chinese_text_alone():
    document = dataclasses.replace(english(), language=CHINESE)
    text = with_blocks(document, Paragraph("“国际电联”"), Paragraph("“ITU”"))
    hints = [found(one, ".//w:rFonts/@w:hint") for one in found(tree(word_file(text)), "//w:p")[1:3]]
    assert hints == [["eastAsia"], []]


def test_a_table_of_many_columns_lies_with_its_headings():
    wide = Table("out", "All", tuple(Column(str(n), False, 1) for n in range(10)), ())
    narrow = Table("out2", "Few", wide.columns[:3], ())
    blocks = (Paragraph("a"), Heading("Annex", 1, ""), Heading("2022", 2, ""), wide, Heading("End", 1, ""), narrow)
    body = tree(word_file(with_blocks(english(), *blocks)))
    sizes = [(page.get(page.keys()[0]), found(page, "@w:orient")) for page in found(body, "//w:sectPr/w:pgSz")]
    assert sizes == [("11906", []), ("16838", ["landscape"]), ("11906", [])]
    ends = [["".join(found(one, ".//w:t/text()")) for one in found(body, "//w:p[w:pPr/w:sectPr]")]]
    assert ends == [["a", ""]]
    widths = [sum(map(int, found(grid, "w:gridCol/@w:w"))) for grid in found(body, "//w:tblGrid")]
    assert widths == [16838 - 2 * 1304, 11906 - 2 * 1304]


def test_columns_are_as_wide_as_their_words():
    rows = ((Cell("Telecommunication", ""), Cell("1", 1)),)
    table = Table("out", "", (Column("a", False, 1), Column("b", True, 20)), rows)
    widths = found(tree(word_file(with_blocks(english(), table))), "//w:gridCol/@w:w")
    assert int(widths[0]) > 1800
    assert sum(map(int, widths)) == 11906 - 2 * 1304


def test_the_footer_counts_pages_and_the_file_tells_no_moment():
    data = word_file(english())
    assert found(tree(data, "word/footer1.xml"), "//w:instrText/text()") == [" PAGE "]
    properties = opened(data).core_properties
    assert (properties.title, properties.subject) == (english().title, shown(english().subject))
    assert (properties.created, properties.modified) == (None, None)
    assert (properties.author, properties.last_modified_by) == ("", "")


@BOTH
def test_the_same_document_gives_the_same_bytes(document):
    assert word_file(document) == word_file(document)


def test_nothing_of_another_file_is_in_it():
    assert not [name for name in members(word_file(english())) if "customXml" in name or "thumbnail" in name]


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(b"old")
    write_word(english(), path)
    assert path.read_bytes() == word_file(english())
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path):
    (tmp_path / "report.docx").mkdir()
    with pytest.raises(DocumentError, match=r"report\.docx: the document could not be written: a folder has this name"):
        write_word(english(), tmp_path / "report.docx")
    with pytest.raises(DocumentError, match=r"there is no folder .*missing\. Create it"):
        write_word(english(), tmp_path / "missing" / "report.docx")
    assert [one.name for one in tmp_path.iterdir()] == ["report.docx"]


@BOTH
def test_the_open_xml_sdk_finds_no_error(document, tmp_path, validation_errors):
    write_word(document, tmp_path / "report.docx")
    assert validation_errors(tmp_path / "report.docx") == []
