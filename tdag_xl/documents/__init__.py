"""The report section as a document: one model in one language, written as Word, as a web page or as PDF."""
