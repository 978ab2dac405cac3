"""Small documents in two directions, with every kind of block and awkward text, for the tests of the writers."""

from tdag_xl.documents.document import (
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Labels,
    Paragraph,
    Points,
    Role,
    Series,
    Table,
)
from tdag_xl.languages.language import ARABIC, ENGLISH, Language
from tdag_xl.report import ChartKind, Measure

ENGLISH_LABELS = Labels(
    table="Table",
    figure="Figure",
    contents="Contents",
    language="Language",
    skip_to_content="Skip to the content",
    sort_by="Sort by {column}",
    sorted_ascending="Sorted in ascending order",
    sorted_descending="Sorted in descending order",
    page="Page",
)
ARABIC_LABELS = Labels(
    table="الجدول",
    figure="الشكل",
    contents="المحتويات",
    language="اللغة",
    skip_to_content="الانتقال إلى المحتوى",
    sort_by="الترتيب حسب {column}",
    sorted_ascending="مرتب تصاعدياً",
    sorted_descending="مرتب تنازلياً",
    page="الصفحة",
)

AWKWARD = ("=HYPERLINK(1)", "Tom & <b>Jerry</b>", "‏وزارة الاتصالات", "国际电联", "-1 Ltd.", 'a "quoted" x\u0001y')
"""Names as registers hold them."""


def english() -> Document:
    """A document in English."""
    return _document(
        ENGLISH,
        ENGLISH_LABELS,
        "Partnerships and resource mobilization",
        ("Results: 2022", "BDT signed 71 agreements, one with \u2068وزارة الاتصالات\u2069 & others."),
        ("Partner type", "Partners", "Share"),
        (("Government entities", "42%", 24), ("Academia", "7%", 4)),
    )


def arabic() -> Document:
    """A document in Arabic, with names in Latin script."""
    return _document(
        ARABIC,
        ARABIC_LABELS,
        "الشراكات وتعبئة الموارد",
        (
            "النتائج: 2022",
            "وقّع مكتب تنمية الاتصالات 71 اتفاقاً، منها اتفاق مع \u2068European Commission (EC)\u2069 وغيرها.",
        ),
        ("نوع الشريك", "الشركاء", "النسبة"),
        (("كيانات حكومية", "%42", 24), ("مؤسسات أكاديمية", "%7", 4)),
    )


def _document(
    language: Language,
    labels: Labels,
    title: str,
    texts: tuple[str, str],
    headings: tuple[str, str, str],
    rows: tuple[tuple[str, str, int], ...],
) -> Document:
    heading, text = texts
    columns = (Column(headings[0], False, 3), Column(headings[1], True, 1), Column(headings[2], True, 1))
    shares = tuple((Cell(name, name), Cell(str(count), count), Cell(share, count / 57)) for name, share, count in rows)
    names = tuple((Cell(name, name), Cell("1", 1), Cell("", None)) for name in AWKWARD)
    categories = tuple(name for name, _, _ in rows)
    return Document(
        language,
        title,
        (
            Paragraph(text, Role.LEAD),
            Heading(heading, 1, "period-2022"),
            Paragraph(text),
            Points((text, heading)),
            Heading(headings[0], 2, "period-2022-partner-types"),
            Table("out_2022_partner_types", headings[0], columns, shares, notes=(text,)),
            Figure(
                "out_2022_partner_types 1",
                ChartKind.BAR,
                Measure.COUNT,
                headings[0],
                f"{heading}. {headings[0]}",
                categories,
                (Series(headings[2], tuple(count / 57 for _, _, count in rows), tuple(share for _, share, _ in rows)),),
            ),
            Figure(
                "out_compare 2",
                ChartKind.COLUMN,
                Measure.MONEY,
                headings[1],
                f"{heading}. {headings[1]}",
                categories,
                (Series("2022", (1.5e6, 2e6), ("1.5", "2.0")), Series("2023", (2.5e6, None), ("2.5", ""))),
            ),
            Heading(headings[1], 1, "annex"),
            Table("out_2022_agreements", headings[1], columns, names, long=True),
        ),
        labels,
        subject=text,
    )
