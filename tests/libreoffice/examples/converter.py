"""A converter of your own: cells become objects of your program, and these become cells."""

from dataclasses import dataclass
from typing import Any

import xlwings as xw
from xlwings.conversion import Converter


@dataclass(frozen=True)
class Item:
    """A line of an order."""

    name: str
    pieces: int
    price: float


class Items(Converter):
    """Rows of a sheet as items; `currency` is an option of this converter."""

    @staticmethod
    def read_value(value: Any, options: dict) -> list[Item]:
        return [Item(name, int(pieces), price) for name, pieces, price in value[1:]]

    @staticmethod
    def write_value(value: list[Item], options: dict) -> list[list[Any]]:
        heading = f"price in {options.get('currency', 'CHF')}"
        return [["name", "pieces", heading], *([item.name, item.pieces, item.price] for item in value)]


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    order = [Item("lamp", 2, 39.9), Item("bulb", 10, 2.5)]
    sheet["A1"].options(Items, currency="EUR").value = order
    return {
        "cells": sheet["A1:C3"].value,
        "objects": sheet["A1"].options(Items, expand="table", ndim=2).value == order,
    }


EXPECTED = {
    "cells": [["name", "pieces", "price in EUR"], ["lamp", 2.0, 39.9], ["bulb", 10.0, 2.5]],
    "objects": True,
}
