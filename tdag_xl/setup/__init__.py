"""A PC made ready for the workbook's buttons and formulas, and examined; knows nothing of agreements."""
