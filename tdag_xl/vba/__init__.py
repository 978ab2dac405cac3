"""VBA projects: the compound file of [MS-CFB] and the project of [MS-OVBA], read and written; knows no workbook."""
