"""Values on their way between Python and cells, as xlwings' converters ask for them."""

from __future__ import annotations

from typing import Any


def prepare_xl_data_element(x: Any, options: Any) -> Any:
    """A value of Python as the engine writes it."""
    return "" if x is None else x


def clean_value_data(
    data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: Any
) -> list[list[Any]]:
    """Rows of raw values as xlwings shows them."""
    return [[empty_as if value in ("", None) else value for value in row] for row in data]
