"""What is built from text: the master workbook from the CSV files of a register."""
