"""Arrays of numpy: into cells, out of cells, in one and two dimensions, and with gaps."""

import numpy as np
import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = np.eye(3)
    identity = sheet["A1"].options(np.array, expand="table").value
    sheet["E1"].options(transpose=True).value = np.arange(4)  # one dimension goes to the right, or down
    down = sheet["E1:E4"].options(np.array).value
    sheet["G1"].value = np.array([[1.5, np.nan], [-2.0, 7]])
    gaps = sheet["G1:H2"].options(np.array).value
    return {
        "identity": bool((identity == np.eye(3)).all()),
        "shape": identity.shape,
        "down": (down.shape, down.tolist()),
        "kept two": sheet["E1:E4"].options(np.array, ndim=2).value.shape,
        "gap": sheet["H1"].value,
        "nan": bool(np.isnan(gaps[0, 1])),
        "whole numbers": sheet["E1:E4"].options(np.array, dtype=np.int64).value.dtype.name,
        "product": float(gaps[1] @ np.array([1.0, 2.0])),
    }


EXPECTED = {
    "identity": True,
    "shape": (3, 3),
    "down": ((4,), [0.0, 1.0, 2.0, 3.0]),
    "kept two": (4, 1),
    "gap": None,
    "nan": True,
    "whole numbers": "int64",
    "product": 12.0,
}
