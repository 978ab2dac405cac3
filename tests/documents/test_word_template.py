"""A Word file of the team's as the template: its look stays, its text goes, and what cannot serve is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from documents.sample_documents import arabic, english
from documents.word_reading import found, members, opened, paragraphs, tree
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE
from docx.shared import Mm, Pt, RGBColor

from tdag_xl.documents.word import write_word
from tdag_xl.documents.word.package import word_file
from tdag_xl.errors import TemplateError

if TYPE_CHECKING:
    from pathlib import Path

PURL = b"http://purl.oclc.org/ooxml/"
SCHEMAS = b"http://schemas.openxmlformats.org/"
RIGHT = b"/package/2006/relationships/metadata/core-properties"
MISSPELT = b"/officedocument/2006/relationships/metadata/core-properties"
NOTES = (
    '<w:{0}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:id="1"><w:p><w:r><w:t>last year</w:t></w:r></w:p></w:{0}></w:{0}s>'
)


@pytest.fixture
def restyled(tmp_path):
    """A document as the product writes it, in which somebody has set the headings in green and added a letterhead."""
    path = tmp_path / "restyled.docx"
    write_word(english(), path)
    document = docx.Document(path)
    document.styles["Heading 1"].font.color.rgb = RGBColor(0, 128, 0)
    document.sections[0].header.paragraphs[0].text = "Letterhead"
    document.sections[0].page_width, document.sections[0].page_height = Mm(200), Mm(300)
    document.core_properties.author = "Somebody"
    document.save(path)
    return path


def rewritten(source: Path, target: Path, changes):
    """The package with each part's bytes changed, and parts added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, changes(name, old.read(name)))
    return target


def test_styles_headers_and_pages_are_those_of_the_template(restyled, tmp_path, validation_errors):
    data = word_file(arabic(), restyled)
    document = opened(data)
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(0, 128, 0)
    assert document.sections[0].header.paragraphs[0].text == "Letterhead"
    assert abs(document.sections[0].page_width - Mm(200)) < Mm(1)
    (tmp_path / "new.docx").write_bytes(data)
    assert validation_errors(tmp_path / "new.docx") == []


def test_the_text_of_the_template_is_gone_with_its_charts(restyled):
    data = word_file(arabic(), restyled)
    assert paragraphs(data) == paragraphs(word_file(arabic()))
    assert [name for name in members(data) if name.startswith("word/charts/chart")] == [
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
    ]


def test_the_language_and_the_properties_are_those_of_the_document(restyled):
    data = word_file(arabic(), restyled)
    assert opened(data).core_properties.language == "ar-SA"
    assert opened(data).core_properties.author == ""
    assert len(found(tree(data, "word/styles.xml"), "//w:lang")) == 1


def test_a_template_of_our_own_adds_no_style_and_no_list(restyled):
    for part in ("word/styles.xml", "word/numbering.xml"):
        before, after = (len(tree(data, part)) for data in (word_file(english()), word_file(english(), restyled)))
        assert before == after


def test_a_template_that_libreoffice_saved_has_its_properties_once(restyled, tmp_path):
    """LibreOffice spells the type of their relationship without a capital D."""
    misspelt = rewritten(restyled, tmp_path / "saved.docx", lambda name, data: data.replace(RIGHT, MISSPELT))
    data = word_file(arabic(), misspelt)
    assert [name for name in members(data) if "core" in name] == ["docProps/core.xml"]
    assert opened(data).core_properties.title == arabic().title


def test_styles_that_a_template_lacks_are_added(tmp_path, validation_errors):
    plain = docx.Document()
    plain.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(7)
    plain.add_paragraph("old text")
    plain.save(tmp_path / "plain.docx")
    data = word_file(english(), tmp_path / "plain.docx")
    assert paragraphs(data) == paragraphs(word_file(english()))
    styles = opened(data).styles
    assert styles["Note"].font.size == Pt(7)
    assert styles["TDAG Table Text"].base_style.name == "Normal"
    (tmp_path / "new.docx").write_bytes(data)
    judged = validation_errors.new_errors(tmp_path / "new.docx", tmp_path / "plain.docx")
    assert judged == set()


def test_a_template_without_lists_gets_bullets(tmp_path):
    document = docx.Document()
    identifier = next(key for key, edge in document.part.rels.items() if edge.reltype.endswith("/numbering"))
    del document.part.rels[identifier]
    list_bullet = document.styles["List Bullet"].element
    list_bullet.getparent().remove(list_bullet)
    document.save(tmp_path / "bare.docx")
    data = word_file(english(), tmp_path / "bare.docx")
    style = next(one for one in opened(data).styles if one.name == "List Bullet")
    number = style.element.pPr.numPr.numId.val
    assert found(tree(data, "word/numbering.xml"), f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val") == ["1"]


def test_ids_of_styles_are_never_taken_twice(tmp_path):
    document = docx.Document()
    document.styles.add_style("Anmerkung", WD_STYLE_TYPE.PARAGRAPH).element.styleId = "Note"
    document.save(tmp_path / "german.docx")
    data = word_file(english(), tmp_path / "german.docx")
    ids = found(tree(data, "word/styles.xml"), "//w:style/@w:styleId")
    assert len(ids) == len(set(ids))
    assert [style for style, _ in paragraphs(data)].count("Note") == 1


def test_notes_and_comments_of_the_old_text_are_gone(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("old text")
    document.add_comment(paragraph.runs, "to be checked", "Somebody")
    part, package = document.part, document.part.package
    for kind in ("footnote", "endnote"):
        uri = docx.opc.packuri.PackURI(f"/word/{kind}s.xml")
        content_type = getattr(CONTENT_TYPE, f"WML_{kind.upper()}S")
        notes = docx.opc.part.Part(uri, content_type, NOTES.format(kind).encode(), package)
        part.relate_to(notes, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s")
    document.save(tmp_path / "noted.docx")
    data = word_file(english(), tmp_path / "noted.docx")
    assert "word/comments.xml" not in members(data)
    for kind in ("footnote", "endnote"):
        assert found(tree(data, f"word/{kind}s.xml"), f"//w:{kind}/@w:type") == ["separator"]
        assert "last year" not in "".join(tree(data, f"word/{kind}s.xml").itertext())


def test_a_lying_template_stays_so(tmp_path):
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    document.save(tmp_path / "lying.docx")
    sizes = found(tree(word_file(english(), tmp_path / "lying.docx")), "//w:pgSz")
    assert all(int(found(one, "@w:w")[0]) > int(found(one, "@w:h")[0]) for one in sizes)


def of_kind(kind):
    """What makes the main part one of another kind."""
    main = CONTENT_TYPE.WML_DOCUMENT_MAIN.encode()
    return lambda name, data: data.replace(main, kind) if name == "[Content_Types].xml" else data


def strict(name, data):
    return data.replace(SCHEMAS, PURL)


def without_body(name, data):
    return b"<x/>" if name == "word/document.xml" else data


def broken_xml(name, data):
    return data[:-30] if name == "word/styles.xml" else data


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (of_kind(b"application/vnd.ms-word.document.macroEnabled.main+xml"), r"it is a document with macros \(.docm\)"),
        (of_kind(b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "it is a template with macros"),
        (
            of_kind(b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
            r"it is a template \(\.dotx\)",
        ),
        (strict, "no Word document .* not as Strict Open XML"),
        (without_body, "no Word document"),
        (broken_xml, "no Word document"),
    ],
)
def test_what_is_no_plain_word_document_is_refused(restyled, tmp_path, changes, sentence):
    refused = rewritten(restyled, tmp_path / "refused.docx", changes)
    with pytest.raises(TemplateError, match=sentence) as told:
        word_file(english(), refused)
    assert str(refused) in str(told.value)


def test_macros_are_refused_whatever_the_file_is_called(tmp_path):
    document = docx.Document()
    part = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/vbaProject.bin"), "application/vnd.ms-office.vbaProject", b"x"
    )
    document.part.relate_to(part, "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    document.save(tmp_path / "hidden.docx")
    with pytest.raises(TemplateError, match="with macros"):
        word_file(english(), tmp_path / "hidden.docx")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no Word document"),
        (b"hello", "no Word document"),
        (b"PK\x03\x04 broken", "no Word document"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "protected by a password, or in Word's old format"),
    ],
)
def test_bytes_that_are_no_package_are_refused(tmp_path, content, sentence):
    (tmp_path / "odd.docx").write_bytes(content)
    with pytest.raises(TemplateError, match=sentence):
        word_file(english(), tmp_path / "odd.docx")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TemplateError, match="cannot be read: No such file"):
        word_file(english(), tmp_path / "missing.docx")
    with pytest.raises(TemplateError, match="cannot be read: it is a folder"):
        word_file(english(), tmp_path)


def test_a_template_that_would_fill_the_memory_is_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", bytes(600 << 20))
    (tmp_path / "bomb.docx").write_bytes(stream.getvalue())
    with pytest.raises(TemplateError, match="unpacks to 600 MB"):
        word_file(english(), tmp_path / "bomb.docx")


def test_a_refused_template_leaves_the_document_as_it_was(tmp_path):
    (tmp_path / "report.docx").write_bytes(b"old")
    with pytest.raises(TemplateError):
        write_word(english(), tmp_path / "report.docx", template=tmp_path / "missing.docx")
    assert (tmp_path / "report.docx").read_bytes() == b"old"
