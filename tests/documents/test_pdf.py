"""Documents printed by LibreOffice, and what is said where it does not print."""

from __future__ import annotations

import os
import re

import pytest
from documents.sample_documents import arabic, english
from judges.office import REQUIRED_VARIABLE
from judges.required import absent

from tdag_xl.documents import pdf
from tdag_xl.documents.pdf import write_pdf, write_pdfs
from tdag_xl.errors import PrintingError


def program(folder, script):
    """A program in the place of LibreOffice's."""
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def pages(data):
    return len(re.findall(rb"/Type\s*/Page\b", data))


@pytest.fixture
def writer(libreoffice):
    """LibreOffice with Writer, which Debian packs by itself."""
    if os.name == "posix" and not libreoffice.program.resolve().with_name("libswlo.so").exists():
        absent("LibreOffice Writer is not installed (libreoffice-writer)", required_by=REQUIRED_VARIABLE)


def test_documents_are_printed_tagged_and_in_their_language(writer, tmp_path):
    paths = [tmp_path / "en.pdf", tmp_path / "ar.pdf"]
    write_pdfs(dict(zip(paths, (english(), arabic()), strict=True)))
    for path, language in zip(paths, ("en-GB", "ar-SA"), strict=True):
        data = path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert pages(data) == 2
        assert b"/MarkInfo<</Marked true>>" in data
        assert f"/Lang({language})".encode() in data
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "program_of_libreoffice", lambda name: None)
    with pytest.raises(PrintingError, match=r"report\.pdf: LibreOffice, .* is not found .* libreoffice-writer"):
        write_pdf(english(), tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("exit 0", "It said: nothing. See that LibreOffice Writer is installed"),
        ("echo 'Error: no export filter' >&2; exit 1", "It said: Error: no export filter. See"),
    ],
)
def test_what_libreoffice_said_is_told(monkeypatch, tmp_path, script, sentence):
    monkeypatch.setattr(pdf, "program_of_libreoffice", lambda name: program(tmp_path, script))
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    with pytest.raises(PrintingError, match=sentence):
        write_pdf(english(), path)
    assert path.read_bytes() == b"old"


def test_one_document_that_is_not_printed_keeps_all_from_being_written(monkeypatch, tmp_path):
    script = 'for one in "$@"; do case "$one" in *0.docx) echo %PDF- > "${one%.docx}.pdf";; esac; done'
    monkeypatch.setattr(pdf, "program_of_libreoffice", lambda name: program(tmp_path, script))
    with pytest.raises(PrintingError, match=r"two\.pdf"):
        write_pdfs({tmp_path / "one.pdf": english(), tmp_path / "two.pdf": english()})
    assert not (tmp_path / "one.pdf").exists()
    write_pdf(english(), tmp_path / "one.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == b"%PDF-\n"


def test_a_program_that_hangs_is_ended_with_its_children(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "program_of_libreoffice", lambda name: program(tmp_path, "sleep 600 & wait"))
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(PrintingError, match="within 1 seconds, and was ended"):
        write_pdf(english(), tmp_path / "report.pdf")


def test_a_program_that_cannot_be_started_is_named(monkeypatch, tmp_path):
    file = program(tmp_path, "")
    file.chmod(0o644)
    monkeypatch.setattr(pdf, "program_of_libreoffice", lambda name: file)
    with pytest.raises(PrintingError, match=r"soffice\) cannot be started: Permission denied"):
        write_pdf(english(), tmp_path / "report.pdf")
