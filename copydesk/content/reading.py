"""How long an article takes to read, how hard it is, and what it says in short."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from copydesk.content.sentences import sentence_ends
from copydesk.content.syllables import syllable_count
from copydesk.identity import word_count

# -- time ----------------------------------------------------------------------------------------------

# Words a minute of adults who read aloud a text to understand it, IReST: Trauzettel-Klosinski and Dietz,
# "Standardized Assessment of Reading Performance: The New International Reading Speed Texts IReST",
# Investigative Ophthalmology & Visual Science 53 (2012), table 3; Chinese and Japanese in characters.
_WORDS_A_MINUTE: Final[Mapping[str, int]] = {
    "ar": 138, "zh": 255, "nl": 202, "en": 228, "fi": 161, "fr": 195, "de": 179, "he": 187, "it": 188,
    "ja": 357, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "es": 218, "sv": 199, "tr": 166,
}  # fmt: skip
# The mean of these languages but Chinese and Japanese, for others that set spaces; and of characters, for
# other scripts without spaces, which are alphabets.
_OTHER_WORDS: Final = 184
_OTHER_CHARACTERS: Final = 863
_WITHOUT_SPACES: Final = frozenset({"th", "lo", "km", "my"})


def reading_seconds(words: int, language_code: str | None) -> int | None:
    """Seconds that an adult takes to read a body of so many words, as `identity.word_count` counts them.

    At the speed measured for the language (IReST 2012, 17 languages), or the mean of them for others. Null
    for no words or no language.
    """
    if words < 1 or language_code is None:
        return None
    code = language_code.partition("-")[0]
    other = _OTHER_CHARACTERS if code in _WITHOUT_SPACES else _OTHER_WORDS
    return max(1, round(60 * words / _WORDS_A_MINUTE.get(code, other)))


# -- readability ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability:
    """Score of a published formula, which says its scale; null with a reason of `READABILITY_REASONS`."""

    score: float | None
    formula: str | None
    reason: str | None


READABILITY_REASONS: Final[Mapping[str, str]] = {
    "no_language": "The article has no language code.",
    "no_formula": "There is no published formula for the language here.",
    "too_short": "Fewer words than the formulas were made for.",
}
"""Why an article has no readability, by code."""

FORMULAS: Final[Mapping[str, str]] = {
    "flesch": "English, Flesch 1948: 0 hard to 100 easy.",
    "amstad": "German, Amstad 1978 after Flesch: 0 hard to 100 easy.",
    "fernandez_huerta": "Spanish, Fernández Huerta 1959 after Flesch: 0 hard to 100 easy.",
    "kandel_moles": "French, Kandel and Moles 1958 after Flesch: 0 hard to 100 easy.",
    "martins": "Portuguese, Martins and others 1996 after Flesch: 0 hard to 100 easy.",
    "douma": "Dutch, Douma 1960 after Flesch: 0 hard to 100 easy.",
    "oborneva": "Russian, Oborneva 2006 after Flesch: 0 hard to 100 easy.",
    "atesman": "Turkish, Ateşman 1997 after Flesch: 0 hard to 100 easy.",
    "gulpease": "Italian, Lucisano and Piemontese 1988: 0 hard to 100 easy.",
    "lix": "Swedish, Danish, Norwegian, Björnsson 1968: under 30 easy to over 60 hard.",
}
"""What the names of formulas stand for, with the scale of each."""

# constant, times words a sentence, times syllables a word
_FLESCH_LIKE: Final[Mapping[str, tuple[str, float, float, float]]] = {
    "en": ("flesch", 206.835, 1.015, 84.6),
    "de": ("amstad", 180.0, 1.0, 58.5),
    "es": ("fernandez_huerta", 206.84, 1.02, 60.0),
    "fr": ("kandel_moles", 207.0, 1.015, 73.6),
    "pt": ("martins", 248.835, 1.015, 84.6),
    "nl": ("douma", 206.835, 0.93, 77.0),
    "ru": ("oborneva", 206.835, 1.3, 60.1),
    "tr": ("atesman", 198.825, 2.61, 40.175),
}
_LIX: Final = frozenset({"sv", "da", "no"})
# Flesch's samples have 100 words; of fewer, one long name moves the score by several points.
_FEWEST_WORDS: Final = 100
# About 250 words: Flesch took samples of 100.
_MOST_CHARS: Final = 1_500
_LONG_WORD: Final = 6
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def readability(text: str, language_code: str | None) -> Readability:
    """How easy ``text`` is to read by the formula for its language; `FORMULAS` gives each one's scale.

    The first 1,500 characters are counted. Scores have one decimal and may lie outside of 0 to 100 for
    texts of very long or very short sentences. Scores of two formulas do not compare.
    """
    if language_code is None:
        return Readability(score=None, formula=None, reason="no_language")
    if language_code not in _FLESCH_LIKE and language_code not in _LIX and language_code != "it":
        return Readability(score=None, formula=None, reason="no_formula")
    head = text[:_MOST_CHARS]
    words = _WORD.findall(head)
    if len(words) < _FEWEST_WORDS:
        return Readability(score=None, formula=None, reason="too_short")
    # a line is a paragraph, so that a sub-heading without a stop does not run into what follows
    sentences = sum(len(sentence_ends(line)) for line in head.split("\n"))
    name, score = _SCORES.get(language_code, _flesch_like)(language_code, words, sentences)
    return Readability(score=round(score, 1), formula=name, reason=None)


def _flesch_like(code: str, words: list[str], sentences: int) -> tuple[str, float]:
    name, constant, per_sentence, per_word = _FLESCH_LIKE[code]
    syllables = sum(syllable_count(word, code) for word in words)
    return name, constant - per_sentence * len(words) / sentences - per_word * syllables / len(words)


def _lix(_: str, words: list[str], sentences: int) -> tuple[str, float]:
    long = sum(len(word) > _LONG_WORD for word in words)
    return "lix", len(words) / sentences + 100 * long / len(words)


def _gulpease(_: str, words: list[str], sentences: int) -> tuple[str, float]:
    letters = sum(map(len, words))
    return "gulpease", 89 + (300 * sentences - 10 * letters) / len(words)


_SCORES: Final[Mapping[str, Callable[[str, list[str], int], tuple[str, float]]]] = {
    "it": _gulpease,
    **dict.fromkeys(sorted(_LIX), _lix),
}


# -- summary -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the article says in short, in its own words, and which of them: a source of `SUMMARY_SOURCES`."""

    text: str | None
    source: str | None


SUMMARY_SOURCES: Final[Mapping[str, str]] = {
    "standfirst": "The standfirst as printed under the title.",
    "first_paragraph": "The first paragraph of prose in the body, without a dateline, cut at a sentence.",
}
"""Where a summary is from, by code; null for an article with neither."""

_NONE: Final = Summary(text=None, source=None)
# Two or three sentences of news; a paragraph that is longer is cut behind the last sentence within it.
_SUMMARY_CHARS: Final = 400
# A single sentence may be so long before it is cut between words.
_LONGEST_CHARS: Final = 600
# A paragraph of prose has so many words (characters in scripts without spaces) and ends as a sentence does;
# a sub-heading, caption or byline has fewer or does not.
_PROSE_WORDS: Final = 8
_PROSE_END: Final = re.compile(r"[.!?…。！？।॥؟۔][\"'”’»“)\]」』）]*$")
_PROSE_WITHOUT_STOPS: Final = frozenset({"th", "lo", "km", "my"})
# "KYIV, April 25 (Reuters) - ", "BERLIN — ": what is before the dash is short, and has an agency in brackets
# or a place in capitals. "【ソウル＝共同】", "新华社北京4月24日电　" open without one.
_DATELINE: Final = re.compile(
    r"(?P<head>[^\n.]{2,70}?|[^\n]{2,70}?\([^()\n]{2,30}\))\s*(?:[-–—]{1,2})\s+(?=\S)"
)
_ASIAN_DATELINE: Final = re.compile(
    r"\s*(?:【[^】\n]{1,40}】|（[^）\n]{1,30}电）|\[[^\]\n]{2,40}기자\]|\S{2,20}[电電](?:\s+|[:：]))"
)
_AGENCY: Final = re.compile(r"\([^()]*[^\W\d_]{2,}[^()]*\)\s*$")


def summary_of(body: str | None, standfirst: str | None, language_code: str | None) -> Summary:
    """The standfirst if there is one, else the first paragraph of prose; null for an article without either.

    The text is the article's own, one line, of about 400 characters at most; one that was cut between
    words, since its only sentence is longer, ends in "…".

    Args:
        body: paragraphs parted by newlines.
        standfirst: the sentence under the title, null or blank if there is none.
        language_code: for scripts that end no sentence by a sign; null for unknown.
    """
    if standfirst and standfirst.strip():
        return Summary(text=_bounded(_one_line(standfirst)), source="standfirst")
    code = (language_code or "").partition("-")[0]
    for paragraph in (body or "").split("\n"):
        line = _one_line(paragraph)
        text = without_dateline(line)
        stops = _PROSE_END.search(text) or code in _PROSE_WITHOUT_STOPS
        if stops and word_count(text[:_LONGEST_CHARS]) >= _PROSE_WORDS:
            return Summary(text=_bounded(text), source="first_paragraph")
    return _NONE


def without_dateline(paragraph: str) -> str:
    """``paragraph`` without the place, date and agency that open a wire story; as it is if there are none."""
    asian = _ASIAN_DATELINE.match(paragraph)
    if asian:
        return paragraph[asian.end() :].strip()
    found = _DATELINE.match(paragraph)
    if found is None:
        return paragraph
    head = found["head"].strip()
    first = re.split(r"[\s,/(]", head, maxsplit=1)[0]
    is_place = first.isupper() and len(first) > 2
    if _AGENCY.search(head) or is_place:
        return paragraph[found.end() :].strip()
    return paragraph


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bounded(text: str) -> str:
    if len(text) <= _SUMMARY_CHARS:
        return text
    ends = [end for end in sentence_ends(text[: _LONGEST_CHARS + 1]) if end < len(text)]
    within = [end for end in ends if end <= _SUMMARY_CHARS]
    if within:
        return text[: within[-1]].strip()
    if ends and ends[0] <= _LONGEST_CHARS:
        return text[: ends[0]].strip()
    if len(text) <= _LONGEST_CHARS:
        return text
    cut = text.rfind(" ", 0, _SUMMARY_CHARS)
    return text[: cut if cut > 0 else _SUMMARY_CHARS].rstrip(" ,;:–—-") + "…"
