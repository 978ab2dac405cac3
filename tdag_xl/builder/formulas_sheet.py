"""The sheet Formulas: every custom formula live on the register, and TDAG_USD reconciled with the column USD.

What stands in the cells before anybody calculates them is computed by the formulas' own functions. Where the register
has no row to show a formula on, a line says so.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tdag_udfs.conversion import rate, rate_source, usd, usd_why
from tdag_udfs.figures import figure
from tdag_udfs.grids import serial
from tdag_udfs.labels import distinct, share_count, top
from tdag_udfs.shares_of import attainable, shares

from tdag_xl.builder.formulas_page import RESULT, TEXT, Page, as_rows
from tdag_xl.builder.input_columns import DATE_FORMAT, NUMBER_FORMATS
from tdag_xl.builder.input_sheets import print_set_up
from tdag_xl.builder.register_cells import cash_amounts, column, headline, rate_days, whole_table
from tdag_xl.cells import CellError
from tdag_xl.domain.columns import AGREEMENTS, CONTRIBUTIONS, PARTNERS, RATES

if TYPE_CHECKING:
    from tdag_udfs.grids import Grid
    from xlsxwriter.worksheet import Worksheet

    from tdag_xl.builder.cell_styles import Formats
    from tdag_xl.builder.register import Register
    from tdag_xl.cells import CellValue

SHEET = "Formulas"

_AMOUNT, _SHARE, _WHOLE = NUMBER_FORMATS["Amount"], "0.0%", "#,##0"
_LINES, _ALL_RATES = CONTRIBUTIONS.name, f"{RATES.name}[#All]"
_DAY = (
    f'IF({_LINES}[Value date]="",'
    f'_xlfn.XLOOKUP({_LINES}[Ref]&"",{AGREEMENTS.name}[Ref],{AGREEMENTS.name}[Signed],"",0,-1),'
    f"{_LINES}[Value date])"
)
_HAS_USD = f"ISNUMBER({_LINES}[USD])"
_EVERY_LINE = f'TDAG_USD(IF({_HAS_USD},{_LINES}[Amount],""),{_LINES}[Currency],{_DAY},{_ALL_RATES})'


def write_formulas(sheet: Worksheet, formats: Formats, register: Register) -> None:
    """Write the whole sheet."""
    page = Page(sheet, formats)
    page.title(
        "Custom formulas",
        "Every formula of the add-in, live on this register. Copy them into sheets of your own. On a PC without the "
        "add-in's set-up they show an error; the register and the summaries do not need them.",
    )
    _one_line(page, register)
    _single_figures(page, register)
    _reconciliation(page, register)
    _largest(page, register)
    _counted(page, register)
    sheet.hide_gridlines(2)
    print_set_up(sheet)


def _one_line(page: Page, register: Register) -> None:
    page.heading("A contribution in US dollars", "The formulas refer to the four cells above them.")
    amounts, days = cash_amounts(register), rate_days(register)
    codes, rates = column(register, _LINES, "Currency"), whole_table(register, RATES.name)
    converted = zip(as_rows(usd(amounts, codes, days, rates)), amounts, codes, days, strict=True)
    for place, ((dollars,), (amount,), (code,), (day,)) in enumerate(converted, 1):
        if isinstance(dollars, float) and isinstance(day, dt.date):
            _converted(page, place, amount, code, day, rates)
            break
    else:
        page.note("Left out: there is no contribution in cash that has a rate.")
    formula = f'=TDAG_USD_WHY(100,"XXX","2022-03-01",{_ALL_RATES})'
    page.custom("TDAG_USD_WHY", formula, usd_why(100, "XXX", "2022-03-01", rates))


def _converted(page: Page, row: int, amount: CellValue, code: CellValue, day: dt.date, rates: Grid) -> None:
    line = page.entry("Line", "The row of the table on the sheet Contributions. Type another number.", row)

    def of_line(cells: str) -> str:
        return f"=INDEX({cells},{line})"

    at_amount = page.formula("Amount", "Its amount.", of_line(f"{_LINES}[Amount]"), amount, _AMOUNT)
    at_code = page.formula("Currency", "Its currency.", of_line(f"{_LINES}[Currency]"), code)
    text = "Its value date or, where that is blank, the day its agreement was signed."
    at_day = page.formula("Date", text, of_line(_DAY), serial(day), DATE_FORMAT)
    where = f"{at_code},{at_day},{_ALL_RATES}"
    page.custom("TDAG_USD", f"=TDAG_USD({at_amount},{where})", usd(amount, code, day, rates), _AMOUNT)
    page.custom("TDAG_RATE", f"=TDAG_RATE({where})", rate(code, day, rates), NUMBER_FORMATS["Units per USD"])
    page.custom("TDAG_RATE_SOURCE", f"=TDAG_RATE_SOURCE({where})", rate_source(code, day, rates))


def _single_figures(page: Page, register: Register) -> None:
    page.heading(
        "Figures", "Counts of the register, figures of a summary, and whether a printed percentage is possible."
    )
    partners = distinct(column(register, AGREEMENTS.name, "Partner"))
    if isinstance(partners, int):
        page.custom("TDAG_DISTINCT", f"=TDAG_DISTINCT({AGREEMENTS.name}[Partner])", partners, _WHOLE)
    else:
        page.note("TDAG_DISTINCT is left out: no agreement has a partner.")
    table = headline(register)
    if table is None:
        page.note("TDAG_FIGURE is left out: there is no period with a summary sheet.")
    else:
        cells: list[list[CellValue]] = [[one.heading for one in table.columns], *map(list, table.rows)]
        name, heading = str(table.rows[0][0]), table.columns[1].heading
        formula = f'=TDAG_FIGURE({table.name}[#All],"{name}","{heading}")'
        page.custom("TDAG_FIGURE", formula, figure(cells, name, heading), _WHOLE)
    page.custom("TDAG_ATTAINABLE", "=TDAG_ATTAINABLE(0.42,57)", attainable(0.42, 57), _WHOLE)
    page.custom("", "=TDAG_ATTAINABLE(0.5,300)", attainable(0.5, 300), _WHOLE)


def _reconciliation(page: Page, register: Register) -> None:
    page.heading(
        "Reconciliation",
        "All contributions with a number under USD, an ordinary formula, converted by one call of TDAG_USD. The "
        "difference is 0; where it is not, or is an error, Checks says what is wrong in the register.",
    )
    page.columns(["", "TDAG_USD", f"{_LINES}[USD]", "Difference"])
    theirs = column(register, _LINES, "USD")
    amounts = [
        [amount if isinstance(dollars, float) else None]
        for (amount,), (dollars,) in zip(column(register, _LINES, "Amount"), theirs, strict=True)
    ]
    codes, rates = column(register, _LINES, "Currency"), whole_table(register, RATES.name)
    ours = as_rows(usd(amounts, codes, rate_days(register), rates))
    pairs = [(mine, other) for (mine,), (other,) in zip(ours, theirs, strict=True) if isinstance(other, float)]
    error = next((mine for mine, _ in pairs if isinstance(mine, CellError)), None)
    left, right = sum(mine for mine, _ in pairs if isinstance(mine, float)), sum(other for _, other in pairs)
    differences = [abs(mine - other) for mine, other in pairs if isinstance(mine, float)]
    row = page.row + 1
    page.results(
        "Sum in USD",
        (f"=SUM({_EVERY_LINE})", f"=SUM(IF({_HAS_USD},{_LINES}[USD],0))", f"=B{row}-C{row}"),
        (error or left, right, error or left - right),
        _AMOUNT,
    )
    page.results(
        "Largest difference",
        (f"=MAX(ABS(IF({_HAS_USD},{_EVERY_LINE}-{_LINES}[USD],0)))",),
        (error or max(differences, default=0.0),),
        _AMOUNT,
    )


def _largest(page: Page, register: Register) -> None:
    page.heading("The largest sums, and their shares", "Both results stand below: they take as many rows as they need.")
    labels, values = column(register, _LINES, "Partner"), column(register, _LINES, "USD")
    largest = as_rows(top(3, labels, values))
    if len(largest[0]) == 1 or any(isinstance(cell, CellError) for row in largest for cell in row):
        page.note("Left out: there is no contribution under USD, or one is an error.")
        return
    formula = f"=TDAG_TOP(3,{_LINES}[Partner],{_LINES}[USD])"
    page.announced("TDAG_TOP", formula)
    first = page.row + 2  # under the next row, counted from 1
    share_formula = f"=TDAG_SHARE(C{first}:C{first + 2},1)"
    page.announced("TDAG_SHARE", share_formula)
    page.spilled(TEXT, formula, largest, ("General", _AMOUNT))
    three = [[row[1]] for row in largest] + [[None]] * (3 - len(largest))
    page.spilled(RESULT, share_formula, shares(three, 1), (_SHARE,))
    page.row += 3


def _counted(page: Page, register: Register) -> None:
    page.heading("Counts and shares of labels", "The result stands below; leave the rows under it free.")
    counts = as_rows(share_count(column(register, PARTNERS.name, "Partner type")))
    if len(counts[0]) == 1:
        page.note("TDAG_SHARE_COUNT is left out: no partner has a type.")
        return
    formula = f"=TDAG_SHARE_COUNT({PARTNERS.name}[Partner type])"
    page.announced("TDAG_SHARE_COUNT", formula)
    page.spilled(TEXT, formula, counts, ("General", _WHOLE, _SHARE))
