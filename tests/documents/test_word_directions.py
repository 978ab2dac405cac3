"""Which way each piece of a text goes, and what holds a name together among text that goes the other way."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.documents.word.bidi import directional_runs, edge_marks, is_right_to_left
from tdag_xl.documents.word.isolates import plain, sentence_pieces, text_pieces

LRM, RLM = "\u200e", "\u200f"
LETTERS = st.text(st.sampled_from("aZ 1٢%-+.,()[]/:ابת\u0301\u200e\u200f\u2068\u2069中\n"), max_size=25)


@pytest.mark.parametrize(
    ("text", "base", "pieces"),
    [
        ("plain (text), 12%", False, [("plain (text), 12%", False)]),
        ("", True, []),
        ("وزارة", False, [("وزارة", True)]),
        ("with وزارة الاتصالات & co", False, [("with ", False), ("وزارة الاتصالات", True), (" & co", False)]),
        ("the (وزارة) here", False, [("the (", False), ("وزارة", True), (") here", False)]),
        ("وزارة (EC) هنا", True, [("وزارة (", True), ("EC", False), (") هنا", True)]),
        ("ADMIN (EC)", True, [("ADMIN (EC)", False)]),
        ("في 2022، 9,7 مليون", True, [("في ", True), ("2022", False), ("، ", True), ("9,7", False), (" مليون", True)]),
        ("كيانات (%42)", True, [("كيانات (", True), ("%42", False), (")", True)]),
        ("نسبة 42% فقط", True, [("نسبة ", True), ("42%", False), (" فقط", True)]),
        ("تغير -3", True, [("تغير ", True), ("-3", False)]),
        ("ITU-D 2022", True, [("ITU-D 2022", False)]),
        ("٢٠٢٢ عام", True, [("٢٠٢٢", False), (" عام", True)]),
        ("وَزَارَة", False, [("وَزَارَة", True)]),
        ("[وزارة] (الاتصالات", True, [("[وزارة] (الاتصالات", True)]),
        ("וزارة 5", False, [("וزارة ", True), ("5", False)]),
    ],
)
def test_pieces_go_one_way(text, base, pieces):
    assert list(directional_runs(text, base=base)) == pieces


@given(LETTERS, st.booleans())
@settings(deadline=None)
def test_pieces_are_the_text(text, base):
    pieces = list(directional_runs(text, base=base))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(one[1] != other[1] for one, other in pairwise(pieces))


@given(LETTERS, st.booleans())
@settings(deadline=None)
def test_letters_and_digits_never_stand_in_a_piece_of_the_other_way(text, base):
    for piece, is_right in directional_runs(text, base=base):
        wrong = ("L", "EN", "AN") if is_right else ("R", "AL")
        assert not [one for one in piece if unicodedata.bidirectional(one) in wrong]


@given(LETTERS, st.booleans())
@settings(deadline=None)
def test_marks_are_all_that_a_sentence_gains_and_isolates_all_it_loses(text, base):
    for pieces in (sentence_pieces(text, base=base), text_pieces(plain(text), base=base)):
        written = "".join(piece for piece, _ in pieces)
        assert [one for one in written if one not in LRM + RLM] == [one for one in plain(text) if one not in LRM + RLM]


@pytest.mark.parametrize(
    ("text", "is_right"), [("(a", False), ("12 وزارة", True), ("中", False), ("12", None), ("%", None), ("(ت) a", True)]
)
def test_the_first_letter_tells_the_direction(text, is_right):
    for otherwise in (False, True):
        assert is_right_to_left(text, otherwise=otherwise) == (otherwise if is_right is None else is_right)


@pytest.mark.parametrize(
    ("text", "is_right", "marks"),
    [
        ("European Commission", False, ("", "")),
        ("European Commission (EC)", False, ("", LRM)),
        ("-1 Ltd.", False, (LRM, LRM)),
        ("9,7", False, ("", "")),
        ("5\u202f391\u202f477", False, ("", "")),
        ("%42", False, (LRM, "")),
        ("وزارة 2", True, ("", "")),
        ("(وزارة)", True, (RLM, RLM)),
        ("", True, ("", "")),
    ],
)
def test_marks_stand_at_edges_that_have_no_letter(text, is_right, marks):
    assert edge_marks(text, is_right=is_right) == marks


@pytest.mark.parametrize(
    ("text", "base", "pieces"),
    [
        ("with \u2068وزارة\u2069 24 others", False, [("with ", False), ("وزارة", True), (LRM + " 24 others", False)]),
        ("\u2068وزارة\u2069, \u2068هيئة\u2069.", False,
         [("وزارة", True), (LRM + ", ", False), ("هيئة", True), (".", False)]),
        ("مع \u2068ADMIN\u2069 (%9)، و", True,
         [("مع ", True), ("ADMIN", False), (RLM + " (", True), (LRM + "%9", False), (")، و", True)]),
        ("مع \u2068Co.\u2069 وغيرها", True, [("مع ", True), ("Co.", False), (LRM, False), (" وغيرها", True)]),
        ("1 – 31 يناير", True, [("1", False), (" – ", True), ("31", False), (" يناير", True)]),
        ("a \u2068b\u2069\u2068\u2069\u2069 c\u2068", False, [("a ", False), ("b", False), (" c", False)]),
    ],
)  # fmt: skip
def test_names_keep_apart(text, base, pieces):
    assert sentence_pieces(text, base=base) == pieces
