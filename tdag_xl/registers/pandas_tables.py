"""The frames of a register in memory, in pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import pyarrow as pa

from tdag_xl.domain.engine import Engine
from tdag_xl.registers.engines import MOST_FINDINGS

if TYPE_CHECKING:
    from tdag_xl.registers.typed_table import TypedTable


class PandasTables:
    """Frames that pandas holds."""

    calculations = Engine(most_findings=MOST_FINDINGS)

    def frame(self, table: TypedTable) -> nw.DataFrame[Any]:
        """The rows of the table."""
        held = pa.Table.from_batches(list(table.batches()), table.schema)
        return nw.from_native(held.to_pandas(split_blocks=True, self_destruct=True), eager_only=True)
