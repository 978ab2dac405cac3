"""Names that VBA takes ([MS-VBAL] 3.3.5)."""

from __future__ import annotations

CODE_PAGE = "cp1252"
"""The code page of a project that is written: Western European."""

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


def is_identifier(name: str) -> bool:
    """Whether `name` is a letter, then letters, digits and underscores of the code page, and not reserved.

    >>> [is_identifier(name) for name in ("Sheet1", "Feuil_é", "1st", "_x", "a b", "Next", "лист", "")]
    [True, True, False, False, False, False, False, False]
    """
    letters = name[:1].isalpha() and all(c == "_" or c.isalpha() or c in "0123456789" for c in name)
    return letters and name.lower() not in RESERVED and is_encodable(name)


def is_encodable(text: str) -> bool:
    """Whether the code page has every character of `text`."""
    try:
        text.encode(CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return True
