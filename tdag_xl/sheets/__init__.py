"""Arranges figures into sheets: what each shows, in which words, and with which charts."""

from tdag_xl.sheets.whole_report import LIST_LIMIT, Lists, report

__all__ = ["LIST_LIMIT", "Lists", "report"]
