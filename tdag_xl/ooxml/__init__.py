"""The package format (ECMA-376 Part 2 and SpreadsheetML): archive, parts, relationships, styles, graft, safe write."""
