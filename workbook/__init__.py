"""The text sources of the master workbook, as data: register, VBA, ribbon."""
