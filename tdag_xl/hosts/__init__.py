"""Where a report is written: a closed workbook file, or memory. Hosts read tables and write; they never calculate."""
