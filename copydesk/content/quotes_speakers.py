"""Who says a quote, by the structure beside it: name, role, comma and reporting verb, in languages with capitals."""

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
"""Words of a role between a verb and the name it belongs to ("said the former head of sales Ann Dole")."""


class Attribution(NamedTuple):
    """What stands beside a quote: ``name`` and ``verb`` as spans; ``pronoun`` when somebody is meant but not named."""

    name: tuple[int, int] | None
    verb: tuple[int, int] | None
    pronoun: bool = False
    gap: int = 0
    confidence: float = 0.95


def after_quote(tokens: Sequence[Token], words: Words, *, inner_comma: bool = False) -> Attribution | None:
    """Attribution that follows a quote in its sentence ("…", said Jane Roe); null when there is none.

    ``inner_comma`` says that the quoted words end in a comma.
    """
    first = 0
    comma = False
    while first < len(tokens) and not tokens[first].is_word:
        if tokens[first].text not in ",،—–-―.":
            return None
        comma = comma or tokens[first].text == ","
        first += 1
    tokens = tokens[first:]
    if not tokens:
        return None
    if length := phrase_at(tokens, 0, words.according):
        return Attribution(_name_after(tokens, length, words)[0], None, confidence=0.9)
    verb = find_verb(tokens, words, within=_FARTHEST_VERB)
    if verb is None:
        return _unknown_verb(tokens, words) if comma or inner_comma else None
    span = _verb_span(tokens, verb)
    before = _without_fillers(tokens[: verb.first], words)
    if before and before[-1].low in words.pronouns and len(before) <= 2:
        return Attribution(None, span, pronoun=True)
    if not before:
        name, pronoun = _name_after(tokens, verb.last, words)
        return Attribution(name, span, pronoun=pronoun)
    if before[0].low in words.joiners:
        return None
    name = _name_before(before, words)
    led = before[0].is_capital or before[0].low in words.articles or words.is_role(before[0].low)
    return Attribution(name, span) if name or led else None


def _unknown_verb(tokens: Sequence[Token], words: Words) -> Attribution | None:
    """After a comma, a word in small letters and then a full name: whatever the word, it reports ("…, sighed Ann Dole")."""
    for index in range(min(2, len(tokens))):
        token = tokens[index]
        low = token.low
        small = low in words.prepositions or low in words.articles or low in words.joiners or low in words.openers
        if not token.is_word or token.is_capital or small or not token.text.isalpha():
            return None
        if index + 1 < len(tokens) and tokens[index + 1].is_capital:
            first, last = name_from(tokens, index + 1, words)
            closed = last == len(tokens) or not tokens[last].is_word
            name = name_span(tokens, first, last, words) if last - first > 1 and closed else None
            return Attribution(name, (token.start, token.end), confidence=0.75) if name else None
    return None


def before_quote(tokens: Sequence[Token], words: Words) -> Attribution | None:
    """Attribution that leads to a quote in its sentence (Jane Roe said: "…"); null when there is none."""
    if not tokens:
        return None
    named = _name_and_colon(tokens, words)
    if named:
        return named
    verb = find_verb(tokens, words, last=True)
    if verb is None:
        return _according(tokens, words)
    gap = sum(token.is_word for token in tokens[verb.last :])
    if gap > _FARTHEST_VERB:
        return None
    span = _verb_span(tokens, verb)
    before = _without_fillers(tokens[: verb.first], words)
    while before and not before[-1].is_word and before[-1].text != "," and before[-1].text != ")":
        before = before[:-1]
    if before and before[-1].low in words.pronouns:
        return Attribution(None, span, pronoun=True, gap=gap)
    name = _name_before(before, words) if before else None
    if name is None and _verb_leads(before, words):
        name, pronoun = _name_after(tokens, verb.last, words)
        if pronoun:
            return Attribution(None, span, pronoun=True, gap=gap)
        if name:
            gap = sum(token.is_word for token in tokens if token.start >= name[1])
    return Attribution(name, span, gap=gap, confidence=0.95 if gap < 5 else 0.85)


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
            gap = sum(token.is_word for token in tokens if not name or token.start >= name[1])
            return Attribution(name, None, gap=min(gap, 3), confidence=0.85) if gap <= 10 else None
    return None


def _verb_span(tokens: Sequence[Token], verb: Verb) -> tuple[int, int]:
    return tokens[verb.first].start, tokens[verb.last - 1].end


def _without_fillers(tokens: Sequence[Token], words: Words) -> Sequence[Token]:
    last = len(tokens)
    while last and tokens[last - 1].low.strip("’") in words.fillers and tokens[last - 1].low not in words.pronouns:
        last -= 1
    return tokens[:last]


def _verb_leads(before: Sequence[Token], words: Words) -> bool:
    """Whether the subject comes after the verb: nothing before it, or a time or place in a language that inverts."""
    if not before:
        return True
    low = before[0].low
    return words.code not in {"en", None} and (low in words.prepositions or low in words.openers)


def _name_after(tokens: Sequence[Token], index: int, words: Words) -> tuple[tuple[int, int] | None, bool]:
    """Name of the subject that begins at ``index``, and whether a pronoun or nothing stands for it."""
    skipped = 0
    while index < len(tokens):
        token = tokens[index]
        low = token.low.strip("’")
        if low in words.pronouns and not skipped:
            # "ông Nguyễn Văn An": a word of address that is a pronoun elsewhere
            if not (words.is_role(low) and index + 1 < len(tokens) and tokens[index + 1].is_capital):
                return None, True
        elif token.is_capital:
            first, last = name_from(tokens, index, words)
            name = _with_role_between(tokens, last, words) or name_span(tokens, first, last, words)
            if name or last >= len(tokens) or tokens[last].text not in {",", "."}:
                return name or _past_role(tokens, last, words), False
            return _in_apposition(tokens, last, words), False
        elif token.text == ",":
            return (_in_apposition(tokens, index, words) if skipped else None), not skipped
        elif not token.is_word and token.text not in "'’":
            return None, not skipped
        elif low in words.prepositions and low not in words.articles and low not in words.fillers:
            return None, not skipped
        else:
            skipped += low not in words.fillers
        if skipped > _NOUNS_BEFORE_NAME:
            return None, False
        index += 1
    return None, not skipped


def _with_role_between(tokens: Sequence[Token], index: int, words: Words) -> tuple[int, int] | None:
    """Full name after a body and a role in small letters ("said NASA administrator Ann Dole")."""
    if index + 2 >= len(tokens) or tokens[index].is_capital or not tokens[index].is_word:
        return None
    low = tokens[index].low
    if not tokens[index + 1].is_capital or low in words.prepositions | words.openers | words.fillers | words.joiners:
        return None
    first, last = name_from(tokens, index + 1, words)
    return name_span(tokens, first, last, words) if last - first > 1 else None


def _past_role(tokens: Sequence[Token], index: int, words: Words) -> tuple[int, int] | None:
    """Name after a role of another case ("die Bürgermeisterin der Stadt, Anna Meier" is left alone)."""
    if index < len(tokens) and tokens[index].is_capital:
        return name_span(tokens, *name_from(tokens, index, words), words)
    return None


def _in_apposition(tokens: Sequence[Token], comma: int, words: Words) -> tuple[int, int] | None:
    """Name of two words or more right after a comma that another comma or the end follows."""
    if comma + 1 >= len(tokens) or not tokens[comma + 1].is_capital:
        return None
    first, last = name_from(tokens, comma + 1, words)
    if last - first < 2 or (last < len(tokens) and tokens[last].is_word):
        return None
    return name_span(tokens, first, last, words)


def _name_before(tokens: Sequence[Token], words: Words, *, chained: bool = False) -> tuple[int, int] | None:
    """Name of the subject that ends where the verb begins; ``chained`` when a place or body after it was passed."""
    last = len(tokens)
    if tokens[-1].text in {",", ")"}:
        return _first_name(tokens, words)
    first = row_ending(tokens, last, words)
    if first == last or (chained and tokens[first].low in words.articles):
        return None
    before = first - 1
    while before > 0 and tokens[before].low in words.articles and tokens[before].low not in words.prepositions:
        before -= 1
    if before < 0:
        return name_span(tokens, first, last, words)
    low = tokens[before].low
    if chained and before < first - 1:
        return None
    if low in words.prepositions and low not in words.articles:
        if low in words.joiners and (low not in words.openers or before):
            return _after_joiner(tokens, before, (first, last), words)
        return _name_before(tokens[:before], words, chained=True) if before > 0 else None
    if low in words.joiners:
        return _after_joiner(tokens, before, (first, last), words)
    if low in words.prepositions and words.capital_nouns and before > 0 and tokens[before - 1].is_word:
        return None
    return name_span(tokens, first, last, words)


def _after_joiner(tokens: Sequence[Token], joiner: int, row: tuple[int, int], words: Words) -> tuple[int, int] | None:
    """Name after "and" or "but": null where another name stands before it, for then two speak."""
    if joiner and tokens[joiner - 1].is_capital:
        return None
    low = tokens[joiner].low
    if joiner and low in words.prepositions and low in {"in", "on", "at", "to", "with"}:
        return _name_before(tokens[:joiner], words, chained=True)
    return name_span(tokens, *row, words)


def _first_name(tokens: Sequence[Token], words: Words) -> tuple[int, int] | None:
    """First name of the sentence that a comma or bracket follows and no preposition leads."""
    index = 0
    while index < len(tokens):
        if not tokens[index].is_capital:
            index += 1
            continue
        first, last = name_from(tokens, index, words)
        led = first > 0 and tokens[first - 1].low in words.prepositions and (
            tokens[first - 1].low not in words.articles
        )
        closed = last < len(tokens) and tokens[last].text in {",", "("}
        name = name_span(tokens, first, last, words)
        if name and closed and not led and tokens[first].low not in words.prepositions:
            return name
        index = max(last, index + 1)
    return None
