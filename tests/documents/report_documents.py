"""The master workbook's report as documents, in all languages."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from tdag_xl.commands.refreshing import calculated
from tdag_xl.documents.document import Document, Table
from tdag_xl.documents.section import report_document
from tdag_xl.domain.code_names import CODE_NAMES, code_names
from tdag_xl.hosts.package import PackageHost
from tdag_xl.languages.language import LANGUAGES
from tdag_xl.languages.wording import Wording
from tdag_xl.sheets import report

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"


def report_documents(*periods: str) -> list[Document]:
    """The documents on `periods`, one in each language."""
    with PackageHost.open_to_read(MASTER) as host:
        names = code_names(host.read_tables([CODE_NAMES]).get(CODE_NAMES.name))
        whole = report(calculated(host, "half-up"), moment=None)
    return [report_document(whole, Wording(language, names), periods) for language in LANGUAGES.values()]


def in_short(document: Document) -> Document:
    """The document with three rows in each table: every kind of block that a report has, in a page of a few hundred."""
    blocks = (
        dataclasses.replace(block, rows=block.rows[:3]) if isinstance(block, Table) else block
        for block in document.blocks
    )
    return dataclasses.replace(document, blocks=tuple(blocks))
