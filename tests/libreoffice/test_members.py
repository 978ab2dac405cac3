"""What the engine has not got says so in a sentence."""

import pytest

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.members import translated


def test_a_member_that_is_lacking_says_so(calc_book):
    with pytest.raises(NotSupportedError, match=r"Sheet\.to_html is not available in LibreOffice"):
        calc_book.sheets[0].to_html("page.html")


def test_what_libreoffice_refuses_is_a_sentence(calc_book):
    sentence = None
    try:
        calc_book.api.Sheets.getByName("nowhere")
    except Exception as error:  # noqa: BLE001 - pytest cannot hold UNO's exceptions, which take no traceback
        sentence = translated("Sheets.api", error)
    assert isinstance(sentence, RefusedError)
    assert str(sentence).startswith("Sheets.api: LibreOffice refused (NoSuchElementException")
