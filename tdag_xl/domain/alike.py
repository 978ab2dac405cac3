"""Names that are nearly the same: the nearest to an unknown one, and pairs that may be one partner written twice."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FEW = 300  # names that can all be compared; among more, only neighbours in alphabetical order
_NEIGHBOURS = 8  # before and after, of an unknown name
_NEXT = 3  # of each name, when all are compared
_CUTOFF = 0.6  # difflib's own advice for what looks alike
_SUGGESTIONS = 200  # with more unknown names than this, the table of names is at fault, not a spelling

_NO_LETTER = re.compile(r"[\W_]+")
_NO_LETTER_NOR_DIGIT = re.compile(r"[\W\d_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DIGITS = re.compile(r"\d+")


def folded(name: str, dropped: re.Pattern[str] = _NO_LETTER) -> str:
    """`name` without case, accents, punctuation (what `dropped` matches) and the word "the".

    >>> folded("The Ministère, d'Été")
    'ministere d ete'
    """
    letters = name.casefold()
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters.translate(_UMLAUTS))
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(word for word in dropped.sub(" ", letters).split() if word != "the")


class NearestName:
    """The names of a table, to suggest the one that an unknown name may stand for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: list[tuple[str, str]] | None = None
        self._given = names
        self._asked = 0

    def of(self, name: str) -> str | None:
        """The nearest name, or None when none is near."""
        self._asked += 1
        if self._asked > _SUGGESTIONS:
            return None
        key = folded(name)
        candidates = ((_likeness(key, other), original) for other, original in self._candidates(key))
        best = max(candidates, key=lambda candidate: (candidate[0], -abs(len(candidate[1]) - len(name))), default=None)
        return best[1] if best and best[0] >= _CUTOFF else None

    def hint(self, name: str) -> str:
        """`; the nearest name is '…'`, or nothing."""
        nearest = self.of(name)
        return f"; the nearest name is {nearest!r}" if nearest else ""

    def _candidates(self, key: str) -> Iterable[tuple[str, str]]:
        if self._names is None:
            self._names = sorted((folded(name), name) for name in self._given)
            self._backwards = sorted((other[::-1], name) for other, name in self._names)
        if len(self._names) <= _FEW:
            return self._names
        before, after = _around(self._names, key), _around(self._backwards, key[::-1])
        return [*before, *((other[::-1], name) for other, name in after)]


def _around(names: Sequence[tuple[str, str]], key: str) -> Sequence[tuple[str, str]]:
    place = bisect_left(names, (key, ""))
    return names[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]


def _likeness(key: str, other: str) -> float:
    matcher = SequenceMatcher(None, key, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _CUTOFF <= matcher.quick_ratio() else 0.0


def nearly_alike(names: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs (later name, earlier name) that may be one partner.

    Alike are names that differ in case, accents, punctuation, spaces or word order, or by a slip of a letter or two in
    one word; names that differ in their digits alone are not. The work grows with the number of names, not its square.
    """
    position = {name: place for place, name in enumerate(names)}
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_key[folded(name, _NO_LETTER_NOR_DIGIT)].append(name)
    pairs: dict[str, str] = {}
    for first, others in _alike_names(by_key):
        for one, other in _pairs(first, others):
            later, earlier = sorted((one, other), key=position.__getitem__, reverse=True)
            pairs.setdefault(later, earlier)
    return sorted(pairs.items(), key=lambda pair: position[pair[0]])


def _pairs(first: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A name of each spelling in `others`, with one of another spelling in `first`: with the same digits, if any."""
    candidates = [(spelling, name) for spelling, names in _by_spelling(first).items() for name in names]
    by_digits: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for spelling, name in candidates:
        by_digits[tuple(_DIGITS.findall(name))].append((spelling, name))
    for spelling, [name, *_] in _by_spelling(others).items():
        same_digits = by_digits.get(tuple(_DIGITS.findall(name)), ())
        other = _otherwise_spelled(same_digits, spelling) or _otherwise_spelled(candidates, spelling)
        if other is not None:
            yield name, other


def _otherwise_spelled(candidates: Iterable[tuple[str, str]], spelling: str) -> str | None:
    """The first name of another spelling."""
    return next((name for spelled, name in candidates if spelled != spelling), None)


def _by_spelling(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by what they are without digits."""
    spelled: dict[str, list[str]] = defaultdict(list)
    for name in names:
        spelled[" ".join(_DIGITS.sub(" ", name).split())].append(name)
    return spelled


def _alike_names(by_key: dict[str, list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Two lists of names that are alike, or twice the same list, whose names may be."""
    for trait in (_words_in_order, _without_spaces):
        for members in _grouped(by_key, trait):
            if len(members) > 1:
                yield members, members
    for first, second in _one_slip_apart(by_key):
        yield by_key[first], by_key[second]


def _words_in_order(key: str) -> str:
    return " ".join(sorted(key.split()))


def _without_spaces(key: str) -> str:
    return key.replace(" ", "")


def _grouped(by_key: dict[str, list[str]], trait: Callable[[str], str]) -> Iterable[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, members in by_key.items():
        if key:
            groups[trait(key)].extend(members)
    return groups.values()


def _one_slip_apart(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys with the same words but for one, which is the same but for a slip."""
    by_rest: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for key in keys:
        words = key.split()
        for place, word in enumerate(words):
            if _slips_allowed(word):
                by_rest[*words[:place], "", *words[place + 1 :]][word] = key
    for word_keys in by_rest.values():
        if len(word_keys) > 1:
            yield from ((word_keys[one], word_keys[other]) for one, other in _slips(word_keys))


def _slips(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that are a slip apart, among neighbours in alphabetical order, read forwards and backwards."""
    yield from _neighbouring_slips(sorted(words))
    for one, other in _neighbouring_slips(sorted(word[::-1] for word in words)):
        yield one[::-1], other[::-1]


def _neighbouring_slips(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, word in enumerate(words):
        yield from ((word, other) for other in words[place + 1 : place + 1 + _NEXT] if _is_slip(word, other))


def _slips_allowed(word: str) -> int:
    """None in short words, where another letter makes another word: Iran and Iraq, Togo and Tonga."""
    return 0 if len(word) < 5 else 1 if len(word) < 9 else 2


def _is_slip(first: str, second: str) -> bool:
    """Whether a letter or two were added, left out, changed or swapped."""
    shorter = min(len(first), len(second))
    allowed = min(_slips_allowed(first), _slips_allowed(second))
    if abs(len(first) - len(second)) > allowed:
        return False
    start, end = _common_start(first, second), _common_start(first[::-1], second[::-1])
    end = min(end, shorter - start)
    first, second = first[start : len(first) - end], second[start : len(second) - end]
    if max(len(first), len(second)) <= allowed:
        return True
    if len(set(first) ^ set(second)) > 2 * allowed:
        return False
    kept = sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
    return max(len(first), len(second)) - kept <= allowed


def _common_start(first: str, second: str) -> int:
    length = min(len(first), len(second))
    return next((place for place in range(length) if first[place] != second[place]), length)
