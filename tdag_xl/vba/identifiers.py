"""Names that VBA takes ([MS-VBAL] 3.3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE_PAGES = (1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 874, 932, 936, 949, 950)
"""The code pages that Windows has for the languages of its users; Western European first."""

LONGEST_MODULE_NAME = 31

_WORDS = """
call case close const declare defbool defbyte defcur defdate defdbl defint deflng deflnglng deflngptr defobj defsng
defstr defvar dim do else elseif end endif enum erase event exit for friend function get global gosub goto if
implements input let lock loop lset next on open option print private public put raiseevent redim resume return
rset seek select set static stop sub type unlock wend while with write rem any as byref byval each in new shared
until withevents optional paramarray preserve spc tab then to addressof and eqv imp is like mod not or typeof xor
abs cbool cbyte ccur cdate cdbl cdec cint clng clnglng clngptr csng cstr cvar cverr date debug doevents fix int len
lenb me pset scale sgn string array circle inputb lbound ubound boolean byte currency double integer long longlong
longptr single variant true false nothing empty null attribute lineinput vb_base vb_control vb_creatable
vb_customizable vb_description vb_exposed vb_ext_key vb_globalnamespace vb_helpid vb_invoke_func vb_invoke_property
vb_invoke_propertyput vb_invoke_propertyputref vb_memberflags vb_name vb_predeclaredid vb_procdata
vb_templatederived vb_usermemid vb_vardescription vb_varhelpid vb_varmemberflags vb_varprocdata vb_varusermemid
cdecl decimal defdec
"""

RESERVED = frozenset(_WORDS.split())
"""The reserved identifiers, in lower case ([MS-VBAL] 3.3.5.2)."""


def code_page_of(names: Iterable[str]) -> int:
    """The first code page that has every letter of the names; the Western one where none has.

    >>> code_page_of(["ThisWorkbook", "Feuille_é"]), code_page_of(["ЭтаКнига", "Sheet1"])
    (1252, 1251)
    """
    text = "".join(names)
    return next((page for page in _CODE_PAGES if is_encodable(text, page)), _CODE_PAGES[0])


def is_identifier(name: str) -> bool:
    """Whether `name` is a letter, then letters, digits and underscores, and no reserved word.

    >>> [is_identifier(name) for name in ("Sheet1", "Feuille_é", "1st", "_x", "a b", "a·b", "Next", "Лист1", "")]
    [True, True, False, False, False, False, False, True, False]
    """
    # Python takes the same letters of all scripts, a first underscore, and the middle dot.
    return name.isidentifier() and name[0] != "_" and "·" not in name and name.lower() not in RESERVED


def is_encodable(text: str, code_page: int = _CODE_PAGES[0]) -> bool:
    """Whether the code page, the Western one where none is said, has every character of `text`."""
    try:
        text.encode(f"cp{code_page}")
    except UnicodeEncodeError:
        return False
    return True
