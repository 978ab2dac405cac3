"""Refreshes the summaries and charts of a partnerships workbook, losing nothing staff made in it."""

__version__ = "0.1.0"
