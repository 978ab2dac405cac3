"""How much of a workbook is taken in, so that no file, however it was made, can fill the memory or take for ever.

Excel's own bounds (1,048,576 rows, 16,384 columns) are far above what a computer holds as cells, so these follow from
measures: a register of 1,000,000 agreements has worksheets of 310 MB and 280 MB, shared strings of 84 MB, and 20 parts.
"""

from __future__ import annotations

MEMBERS = 100_000
"""Members of a zip file. A register has fewer than 100; workbooks with a picture in every row some 10,000."""

PART_BYTES = 1 << 30
"""Bytes of one part when it is unpacked: 1,048,576 rows of 30 columns. A reader needs some six times as much memory."""

PACKAGE_BYTES = 4 << 30
"""Bytes of all parts together."""

TREE_MARKS = 20_000_000
"""Elements (start and end) and attributes of a part that is taken in as a tree: a worksheet of 3,000,000 cells.

One costs about 100 bytes; a part that is only searched, such as staff's worksheets, is not bound by it.
"""

ATTRIBUTES = 1000
"""Attributes of one element; no schema of ECMA-376 allows a tenth. Reading them costs the square of their number."""

GRID_CELLS = 1 << 25
"""Cells of the rectangle from a worksheet's first cell to its last, blank ones too, which a reader holds in memory."""
