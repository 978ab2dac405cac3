"""What the sheet Read me says, section by section: pairs of a label and a text."""

from __future__ import annotations

Section = tuple[str, tuple[tuple[str, str], ...]]

TITLE = "Partnerships and resource mobilization: master workbook"

ILLUSTRATIVE: Section = (
    "This register is illustrative",
    (
        ("Not a record", "It shows how the workbook works. It is not a record of real agreements."),
        (
            "Published",
            "Taken from the published document TDAG-23/4, for 2022 and for January to April 2023: the numbers of "
            "agreements, of those with a financial contribution and of partners; the totals in USD; the shares of "
            "partners by type and by ITU category; the names and amounts of the six largest funders.",
        ),
        (
            "Invented",
            "All other partners, every date, every split of an amount, title, region, priority and type of agreement, "
            "all other amounts and currencies, the type and category of the six funders, and so all figures of "
            "January to April 2022. The published share of ADMIN RELATED, 8 % of 57 partners, is not attainable; "
            "Checks says so.",
        ),
        (
            "To start",
            "For a register of your own, empty the tables, or build a new workbook from CSV files: "
            "tdag-xl new PATH --register FOLDER",
        ),
    ),
)

PURPOSE: Section = (
    "What this workbook is",
    (
        (
            "Purpose",
            "It holds the register of agreements, partners, contributions and exchange rates. From it, a refresh "
            "computes the figures that are published: counts, totals in USD, shares of partners, the largest funders, "
            "the distribution by region and by priority, each with its chart, and two periods compared.",
        ),
    ),
)

REFRESH: Section = (
    "How to refresh",
    (
        (
            "In Excel",
            "Refresh summaries on the ribbon's tab Partnerships works in the open workbook, says what it is doing "
            "in the status bar and what it did at the end. Macros must be allowed, and each PC is set up once: "
            "tdag-xl install. If something does not work, tdag-xl doctor says what and what to do.",
        ),
        (
            "More buttons",
            "Show agreements lists the rows behind the figure you selected; Undo last refresh brings the generated "
            "sheets back; Check register says what is wrong in the register; Import rates adds rates from a file.",
        ),
        (
            "The report",
            "Report writes the figures as Word documents in the six official languages, with their charts, and as a "
            "web page, into a new folder beside the workbook. What codes are called in each language stands on Lists.",
        ),
        (
            "Without Excel",
            "Save and close the workbook. On the command line, in its folder: tdag-xl refresh TDAG_Partnerships.xlsm "
            "(or the name that you gave it). tdag-xl check lists what is wrong in the register and writes nothing; "
            "tdag-xl undo restores the workbook as it was before the last refresh, unless it was changed since.",
        ),
    ),
)

FORMULAS: Section = (
    "Formulas of your own",
    (
        (
            "TDAG_...",
            "The sheet Formulas shows every custom formula at work, with its explanation. They convert with the rates "
            "of the sheet Rates, and round as the summaries do. On a PC that is not set up they give #N/A.",
        ),
        ("Tables", "Generated tables have names that stay, for formulas of your own, such as out_2022_regions[USD]."),
    ),
)

GENERATED: Section = (
    "What a refresh writes",
    (
        (
            "Sheets",
            "For each period with yes under Sheet a Summary and a List; for each Compare with a comparison; and "
            "Checks, with what is wrong in the register and whether published figures agree. "
            "You may rename and move these sheets. A sheet whose period goes is removed.",
        ),
        (
            "Your notes",
            "What you add to a generated sheet stays: notes, charts, pictures, widths. Only where a table needs the "
            "room of an entry of yours does the refresh refuse, say which cell it is, and write nothing.",
        ),
        (
            "Your sheets",
            "No refresh changes them, except that references to a generated table follow it when it moves or grows.",
        ),
    ),
)

RATES: Section = (
    "Exchange rates",
    (
        (
            "Policy",
            "In the manner of the UN operational rates of exchange: a contribution converts at the newest rate that is "
            "effective on or before its value date; without a value date, on or before the day of signature. "
            "No rate is ever guessed or fetched: without one, the line is an error on Checks.",
        ),
        (
            "Your rates",
            "Paste UN operational rates into the sheet Rates, in units per US dollar, with their first day, or add "
            "them from a file with Import rates.",
        ),
        (
            "USD",
            "The column USD of Contributions is an ordinary formula: blank for In kind, #N/A where there is no rate. "
            "For a line, date or rate that Checks reports, and for codes with spaces around them, it may give an error "
            "or another number than the summaries, which do not read it.",
        ),
    ),
)

SHIPPED_RATES = (
    "These rates",
    "The rates on the sheet Rates are European Central Bank euro reference rates of the previous month-end, as cross "
    "rates: a stand-in for the UN operational rates. Each row names its source.",
)

LIMITS: Section = (
    "Known limits",
    (
        (
            "Names",
            "Names and codes must be the same, case included; spaces at the ends do not matter. "
            "Aliases take care of other spellings.",
        ),
        ("Drop-downs", "An entry that a drop-down does not offer is possible: Excel asks, and Checks names it."),
        ("Long lists", "A List of more than 10,000 rows is left out, unless you refresh with --lists always."),
        (
            "LibreOffice",
            "LibreOffice shows and prints this workbook. Save it in Excel only: LibreOffice writes the whole file "
            "anew, and what it does not know is lost. If that happened, tdag-xl upgrade puts the buttons and the looks "
            "of the tables back. The formulas TDAG_... do not compute there; those that fill cells show an error.",
        ),
    ),
)

SHEETS = {
    "Agreements": "Agreements signed: reference, title, date, partners, region, plan and priority.",
    "Partners": "Partners with their type, ITU category, country and other spellings of their names.",
    "Contributions": "What each partner contributes under an agreement, in cash or in kind, in its own currency.",
    "Rates": "Exchange rates: units of a currency per US dollar, from a day on, with their source.",
    "Periods": "The periods to report on, and which of them to compare.",
    "Published": "Figures as published, to compare with the computed ones. May stay empty.",
    "Lists": "The codes that drop-downs offer. Without codes, a column takes anything. The hidden sheet Choices "
    "gathers them for the drop-downs by formula.",
}
"""What each input sheet holds, by its tab."""


def sections(*, illustrative: bool) -> tuple[Section, ...]:
    """The sections of the sheet in their order, but for the list of sheets, which follows the first."""
    rates = (RATES[0], (RATES[1][0], SHIPPED_RATES, *RATES[1][1:])) if illustrative else RATES
    return (PURPOSE, *((ILLUSTRATIVE,) if illustrative else ()), REFRESH, GENERATED, FORMULAS, rates, LIMITS)
