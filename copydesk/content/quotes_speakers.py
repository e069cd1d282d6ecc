"""Who says a quote in languages with capitals, by what is beside it: name, role, comma, reporting verb."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from copydesk.content.quotes_clauses import (
    Token,
    Verb,
    find_verb,
    name_from,
    name_span,
    phrase_at,
    row_ending,
)
from copydesk.content.quotes_words import Words

_FARTHEST_VERB: Final = 16
"""Tokens between a quote and its verb: a name, its role and a year or two between commas."""
_NOUNS_BEFORE_NAME: Final = 6
"""Words of a role between a verb and its name ("said the former head of sales Ann Dole")."""

_FARTHEST_SOURCE: Final = 10
"""The same after "according to" and a name."""
_NEAR: Final = 5
"""Words between a verb and its quote, from where on the quote may be another clause's."""


class Attribution(NamedTuple):
    """What stands beside a quote: spans of ``name`` and ``verb``; ``pronoun``: meant, not named."""

    name: tuple[int, int] | None
    verb: tuple[int, int] | None
    pronoun: bool = False
    gap: int = 0
    confidence: float = 0.95


def after_quote(tokens: Sequence[Token], words: Words, *, inner_comma: bool = False) -> Attribution | None:
    """Attribution that follows a quote in its sentence ("…", said Jane Roe); null when there is none.

    ``inner_comma`` says that the quoted words end in a comma.
    """
    first = next((n for n, token in enumerate(tokens) if token.is_word), len(tokens))
    signs = [token.text for token in tokens[:first]]
    tokens = tokens[first:]
    if not tokens or any(sign not in ",،—–-―." for sign in signs):
        return None
    if length := phrase_at(tokens, 0, words.according):
        return Attribution(_name_after(tokens, length, words)[0], None, confidence=0.9)
    verb = find_verb(tokens, words, within=_FARTHEST_VERB)
    if verb is None:
        return _unknown_verb(tokens, words) if inner_comma or "," in signs else None
    before = _without_fillers(tokens[: verb.first], words)
    return _with_subject(tokens, verb, before, words)


def _with_subject(
    tokens: Sequence[Token], verb: Verb, before: Sequence[Token], words: Words
) -> Attribution | None:
    """Attribution of a verb after the quote: its subject stands before it, or else after it."""
    span = _verb_span(tokens, verb)
    if not before:
        name, pronoun = _name_after(tokens, verb.last, words)
        return Attribution(name, span, pronoun=pronoun)
    if before[-1].low in words.pronouns and len(before) <= 2:
        return Attribution(None, span, pronoun=True)
    if before[0].low in words.joiners:
        return None
    name = _name_before(before, words)
    led = before[0].is_capital or before[0].low in words.articles or words.is_role(before[0].low)
    return Attribution(name, span) if name or led else None


def _unknown_verb(tokens: Sequence[Token], words: Words) -> Attribution | None:
    """A word in small letters between comma and full name reports, whatever it is ("sighed Ann Dole")."""
    capital = next((n for n, token in enumerate(tokens[:3]) if token.is_capital), 0)
    small = words.prepositions | words.articles | words.joiners | words.openers
    if not capital or any(token.low in small or not token.text.isalpha() for token in tokens[:capital]):
        return None
    first, last = name_from(tokens, capital, words)
    closed = last == len(tokens) or not tokens[last].is_word
    name = name_span(tokens, first, last, words) if last - first > 1 and closed else None
    verb = tokens[capital - 1]
    return Attribution(name, (verb.start, verb.end), confidence=0.75) if name else None


def before_quote(tokens: Sequence[Token], words: Words) -> Attribution | None:
    """Attribution that leads to a quote in its sentence (Jane Roe said: "…"); null when there is none."""
    named = _name_and_colon(tokens, words)
    verb = None if named else find_verb(tokens, words, last=True)
    if verb is None:
        return named or _according(tokens, words)
    gap = _words_in(tokens[verb.last :])
    if gap > _FARTHEST_VERB:
        return None
    before = _without_fillers(tokens[: verb.first], words)
    while before and not before[-1].is_word and before[-1].text not in {",", ")"}:
        before = before[:-1]
    pronoun = bool(before) and before[-1].low in words.pronouns
    name = _name_before(before, words) if before and not pronoun else None
    if name is None and not pronoun and _verb_leads(before, words):
        name, pronoun = _name_after(tokens, verb.last, words)
        if name:
            gap = _words_in([token for token in tokens if token.start >= name[1]])
    confidence = 0.95 if gap < _NEAR else 0.85
    return Attribution(name, _verb_span(tokens, verb), pronoun=pronoun, gap=gap, confidence=confidence)


def _words_in(tokens: Sequence[Token]) -> int:
    return sum(token.is_word for token in tokens)


def name_at_end(tokens: Sequence[Token], words: Words) -> tuple[int, int] | None:
    """Name that stands right before a quote ("Mehmet Kaya, "…" dedi")."""
    last = len(tokens)
    while last and tokens[last - 1].text in {",", ":"}:
        last -= 1
    first = row_ending(tokens, last, words)
    return name_span(tokens, first, last, words) if first < last else None


def _name_and_colon(tokens: Sequence[Token], words: Words) -> Attribution | None:
    if len(tokens) < 2 or tokens[-1].text != ":":
        return None
    first, last = name_from(tokens, 0, words)
    if last != len(tokens) - 1:
        return None
    name = name_span(tokens, first, last, words)
    return Attribution(name, None, confidence=0.7) if name and not words.capital_nouns else None


def _according(tokens: Sequence[Token], words: Words) -> Attribution | None:
    for index in range(len(tokens)):
        if tokens[index].low in words.according and (length := phrase_at(tokens, index, words.according)):
            name, _ = _name_after(tokens, index + length, words)
            gap = _words_in([token for token in tokens if not name or token.start >= name[1]])
            return Attribution(name, None, gap=gap, confidence=0.85) if gap <= _FARTHEST_SOURCE else None
    return None


def _verb_span(tokens: Sequence[Token], verb: Verb) -> tuple[int, int]:
    return tokens[verb.first].start, tokens[verb.last - 1].end


def _without_fillers(tokens: Sequence[Token], words: Words) -> Sequence[Token]:
    last = len(tokens)
    while (
        last
        and tokens[last - 1].low.strip("’") in words.fillers
        and tokens[last - 1].low not in words.pronouns
    ):
        last -= 1
    return tokens[:last]


def _verb_leads(before: Sequence[Token], words: Words) -> bool:
    """Whether the subject comes after the verb: nothing before it, or a time or place where that inverts."""
    if not before:
        return True
    low = before[0].low
    return words.code not in {"en", None} and (low in words.prepositions or low in words.openers)


def _name_after(tokens: Sequence[Token], index: int, words: Words) -> tuple[tuple[int, int] | None, bool]:
    """Name of the subject that begins at ``index``, and whether a pronoun or nothing stands for it."""
    skipped = 0
    while index < len(tokens) and skipped <= _NOUNS_BEFORE_NAME:
        token = tokens[index]
        low = token.low.strip("’")
        # "ông Nguyễn Văn An": a word of address that is a pronoun elsewhere
        address = words.is_role(low) and index + 1 < len(tokens) and tokens[index + 1].is_capital
        if low in words.pronouns and not skipped and not address:
            return None, True
        if token.is_capital:
            return _name_at(tokens, index, words), False
        if token.text == ",":
            return (_in_apposition(tokens, index, words) if skipped else None), not skipped
        small = low in words.articles or low in words.fillers
        if (low in words.prepositions and not small) or (not token.is_word and token.text not in "'’"):
            break
        skipped += low not in words.fillers
        index += 1
    return None, not skipped


def _name_at(tokens: Sequence[Token], index: int, words: Words) -> tuple[int, int] | None:
    """Name in the row of capitals at ``index``, or in what follows when the row is a role alone."""
    first, last = name_from(tokens, index, words)
    name = _with_role_between(tokens, last, words) or name_span(tokens, first, last, words)
    if name is None and last < len(tokens) and tokens[last].text in {",", "."}:
        return _in_apposition(tokens, last, words)
    return name


def _with_role_between(tokens: Sequence[Token], index: int, words: Words) -> tuple[int, int] | None:
    """Full name after a body and a role in small letters ("said NASA administrator Ann Dole")."""
    if index + 2 >= len(tokens) or tokens[index].is_capital or not tokens[index].is_word:
        return None
    low = tokens[index].low
    if (
        not tokens[index + 1].is_capital
        or low in words.prepositions | words.openers | words.fillers | words.joiners
    ):
        return None
    first, last = name_from(tokens, index + 1, words)
    return name_span(tokens, first, last, words) if last - first > 1 else None


def _in_apposition(tokens: Sequence[Token], comma: int, words: Words) -> tuple[int, int] | None:
    """Name of two words or more right after a comma that another comma or the end follows."""
    if comma + 1 >= len(tokens) or not tokens[comma + 1].is_capital:
        return None
    first, last = name_from(tokens, comma + 1, words)
    if last - first < 2 or (last < len(tokens) and tokens[last].is_word):
        return None
    return name_span(tokens, first, last, words)


def _name_before(tokens: Sequence[Token], words: Words, *, chained: bool = False) -> tuple[int, int] | None:
    """Name of the subject that ends where the verb begins; ``chained`` when a place after it was passed."""
    last = len(tokens)
    if tokens[-1].text in {",", ")"}:
        return _first_name(tokens, words)
    first = row_ending(tokens, last, words)
    if first == last or (chained and tokens[first].low in words.articles):
        return None
    before = first - 1
    while before > 0 and _is_article(tokens[before].low, words):
        before -= 1
    low = tokens[before].low if before >= 0 else ""
    passed_article = before < first - 1
    if chained and passed_article:
        return None
    if low in words.prepositions and low not in words.articles:
        return _name_before(tokens[:before], words, chained=True) if before > 0 else None
    two_speak = low in words.joiners and before > 0 and tokens[before - 1].is_capital
    of_a_noun = (
        low in words.prepositions and words.capital_nouns and before > 0 and tokens[before - 1].is_word
    )
    return None if two_speak or of_a_noun else name_span(tokens, first, last, words)


def _is_article(low: str, words: Words) -> bool:
    return low in words.articles and low not in words.prepositions


def _first_name(tokens: Sequence[Token], words: Words) -> tuple[int, int] | None:
    """First name of the sentence that a comma or bracket follows and no preposition leads."""
    index = 0
    while index < len(tokens):
        if not tokens[index].is_capital:
            index += 1
            continue
        first, last = name_from(tokens, index, words)
        led = (
            first > 0
            and tokens[first - 1].low in words.prepositions
            and (tokens[first - 1].low not in words.articles)
        )
        closed = last < len(tokens) and tokens[last].text in {",", "("}
        name = name_span(tokens, first, last, words)
        if name and closed and not led and tokens[first].low not in words.prepositions:
            return name
        index = max(last, index + 1)
    return None
