"""What an article is about: its content words and names, counted, to be weighed against the archive.

Weight of a term in an article, for the view that ranks keywords: ``count_weight * ln((N + 1) / (df + 1))``
with ``count_weight = (1 + ln(count)) * (1.5 if in_title else 1)``, N the articles of the archive and df those
that have the term; see `keyword_weight`. Nothing here knows an archive.
"""

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

# The sixtieth term of a 400-word article occurs once; the ten that are shown are among the first thirty.
MOST_TERMS: Final = 60
# A title names what the article is about: as much as this many occurrences, and in the weight this factor.
_TITLE_COUNTS: Final = 3
_TITLE_FACTOR: Final = 1.5
# Later text is about the same; it bounds the time for the rare long page.
_MOST_CHARS: Final = 20_000
_SHORTEST: Final = 2
# Where no list of stop words is known, as short words as this are taken for grammar.
_SHORT_WORD: Final = 3
# Names are two or three words; of a longer run of capitals the last two are kept, the others being titles.
_LONGEST_NAME: Final = 3


class Term(NamedTuple):
    """A folded word or name of an article, its occurrences, and whether the title has it."""

    term: str
    count: int  # type: ignore[assignment] # the field hides a method of tuples that nobody asks a term for
    in_title: bool


def keyword_weight(count: int, in_title: bool, article_count: int, document_frequency: int) -> float:
    """Weight of a term among an article's keywords: tf-idf, count by logarithm; 0 if all have it."""
    count_weight = (1 + math.log(count)) * (_TITLE_FACTOR if in_title else 1)
    return count_weight * math.log((article_count + 1) / (document_frequency + 1))


def terms_of(title: str | None, body: str | None, language_code: str | None) -> tuple[Term, ...]:
    """The up to `MOST_TERMS` strongest terms of an article, the strongest first; none for one without words.

    Terms are folded (NFKC, case). Stop words and numerals are out. Names of two or three capitalised words
    are one term, and a word that occurs in such a name alone is not counted beside it. Scripts that set no
    space give pairs of Han characters, runs of katakana, and threes of syllables of Thai and its like.

    The order needs no archive: occurrences, those in the title counted more, then the first place, then the
    term. Words keep their forms: "ferry" and "ferries" are two terms.

    Args:
        title: the headline; null or empty if there is none.
        body: the body text; only its first 20,000 characters are read.
        language_code: as `copydesk.languages` gives it; null leaves out words of three letters and fewer.
    """
    lists = _lists(language_code)
    head = _terms_in(_composed(title or ""), lists)
    text = _composed((body or "")[:_MOST_CHARS])
    found = _terms_in(text, lists)
    in_title = frozenset(head)
    counts = Counter(head)
    counts.update(found)
    first: dict[str, int] = {}
    for term in counts:  # the title's come first, each in the order of its first occurrence
        first[term] = len(first)
    ranked = sorted(
        counts, key=lambda term: (-counts[term] - _TITLE_COUNTS * (term in in_title), first[term], term)
    )
    return tuple(Term(term, counts[term], term in in_title) for term in ranked[:MOST_TERMS])


# -- words ---------------------------------------------------------------------------------------------


class _Lists(NamedTuple):
    """What is known of a language: stop words, characters of grammar, endings."""

    stop: frozenset[str]
    has_stop: bool
    characters: frozenset[str]
    endings: tuple[str, ...]


@cache
def _lists(code: str | None) -> _Lists:
    from stopwordsiso import stopwords  # noqa: PLC0415 (reads its lists when it is imported)

    table = _table()
    short = (code or "").partition("-")[0]
    stop = frozenset(_fold(word) for word in stopwords(short)) - frozenset(table["kept"].get(short, ()))
    endings = sorted(table["endings"].get(short, ()), key=lambda ending: (-len(ending), ending))
    characters = frozenset(table["function_characters"].get(short, ""))
    return _Lists(stop, bool(stop), characters, tuple(endings))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("terms.toml").read_text(encoding="utf-8"))


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return text.casefold().replace("i\u0307", "i").replace("\u2019", "'").replace("\u200c", "")


class _Patterns(NamedTuple):
    word: re.Pattern[str]
    name: re.Pattern[str]


_ASCII: Final = _Patterns(
    re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*"),
    re.compile(r"\b[A-Z][A-Za-z]+(?:-[A-Za-z]+)*(?: [A-Z][A-Za-z]+(?:-[A-Za-z]+)*)+"),
)


_THAI_LIKE: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED: Final = re.compile(rf"[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff{_THAI_LIKE}]")
_NO_WORD: Final = re.compile(r"[\d_]")


@cache
def _patterns() -> _Patterns:
    """Words with the marks that many scripts write vowels by, and runs of capitalised words.

    Python's word class has no combining marks and it has no class of capitals: both are made of categories.
    """
    letters = rf"[\w{_ranges('M')}\u200c\u200d]+"
    capitalised = rf"[{_ranges('Lu')}]{letters}(?:-{letters})*"
    return _Patterns(
        re.compile(rf"{letters}(?:['’\-]{letters})*"),
        re.compile(rf"(?<!\w){capitalised}(?: {capitalised})+"),
    )


def _ranges(category: str) -> str:
    """Characters of the Basic Multilingual Plane whose category begins so, as the inside of a class."""
    points = [p for p in range(0x41, 0xFFFF) if unicodedata.category(chr(p)).startswith(category)]
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "".join(f"\\u{a:04x}-\\u{b:04x}" for a, b in runs)


def _terms_in(text: str, lists: _Lists) -> dict[str, int]:
    """Terms of composed ``text`` with their counts, in the order of their first occurrence."""
    patterns = _ASCII if text.isascii() else _patterns()
    counts: dict[str, int] = {}
    for word, count in Counter(patterns.word.findall(text)).items():
        if word.lower() in lists.stop:
            continue
        if not word.isascii() and _UNSPACED.search(word):
            for term in _terms_of_run(word, lists):
                counts[term] = counts.get(term, 0) + count
        elif term := _term_of(word, lists):
            counts[term] = counts.get(term, 0) + count
    _put_names_together(text, counts, lists, patterns.name)
    return counts


def _term_of(word: str, lists: _Lists) -> str:
    """The word folded, without what is hung on it; empty for a stop word and for what has a digit."""
    if not word.isalpha() and _NO_WORD.search(word):
        return ""
    folded = _fold(word)
    if (
        "'" in folded
    ):  # an elided article before, a possessive or an ending behind: the longer part is the word
        folded = max(reversed(folded.split("'")), key=len)
    for ending in lists.endings:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST:
            folded = folded[: -len(ending)]
            break
    if (
        len(folded) >= _SHORTEST
        and folded not in lists.stop
        and (lists.has_stop or len(folded) > _SHORT_WORD)
    ):
        return folded
    return ""


# -- names ---------------------------------------------------------------------------------------------


def _put_names_together(text: str, counts: dict[str, int], lists: _Lists, pattern: re.Pattern[str]) -> None:
    """Add names of several words to ``counts``, and take out words that stand in one of them alone.

    A text in headline style, where most words are capitalised, has no names to be told by their capitals.
    """
    runs = pattern.findall(text)
    if not runs or 2 * sum(len(run) for run in runs) > len(text):
        return
    names: Counter[str] = Counter()
    for run in runs:
        if name := _name_of(run, lists):
            names[name] += 1
    inside: Counter[str] = Counter()
    for name, count in names.items():
        for word in name.split():
            inside[word] += count
    counts.update(names)
    for word, count in inside.items():
        if counts.get(word) == count:
            del counts[word]


def _name_of(run: str, lists: _Lists) -> str:
    """The name in a run of capitalised words: without stop words at its ends; empty if one word is left."""
    words = [_fold(word) for word in run.split()]
    while words and words[0] in lists.stop:
        del words[0]
    while words and words[-1] in lists.stop:
        del words[-1]
    if len(words) > _LONGEST_NAME:
        words = words[-2:]
    return " ".join(words) if len(words) > 1 else ""


# -- scripts without spaces ----------------------------------------------------------------------------

_PARTS: Final = re.compile(
    rf"(?P<kana>[\u30a0-\u30ff]{{2,}})|(?P<han>[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff]{{2,}})|(?P<thai>[{_THAI_LIKE}]+)"
)
# A consonant with its vowels and marks; leading vowels of Thai and Lao go with the consonant after them.
_SYLLABLES: Final = re.compile(
    r"[\u0e40-\u0e44\u0ec0-\u0ec4]?[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
    r"[\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3]*"
)
_WHOLE_RUN: Final = 4


def _terms_of_run(run: str, lists: _Lists) -> Iterator[str]:
    """Terms of a run of letters of which some belong to a script without spaces."""
    for part in _PARTS.finditer(run):
        text = part.group()
        if part.lastgroup == "kana":
            if text not in lists.stop:
                yield text
        elif part.lastgroup == "han":
            yield from _pairs(text, lists)
        else:
            yield from _threes(text, lists)


def _pairs(text: str, lists: _Lists) -> Iterator[str]:
    for i in range(len(text) - 1):
        pair = text[i : i + 2]
        if pair not in lists.stop and lists.characters.isdisjoint(pair):
            yield pair


def _threes(text: str, lists: _Lists) -> Iterator[str]:
    syllables = _SYLLABLES.findall(text)
    if len(syllables) <= _WHOLE_RUN:
        if len(syllables) > 1 and text not in lists.stop:
            yield text
        return
    for i in range(len(syllables) - 2):
        yield "".join(syllables[i : i + 3])
