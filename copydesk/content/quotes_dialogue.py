"""Speech that a dash opens: paragraphs of dialogue without marks, and what of them is said."""

import re
from typing import Final, NamedTuple

from copydesk.content.quotes_clauses import find_verb, tokens_of, verb_places
from copydesk.content.quotes_marks import Span
from copydesk.content.quotes_speakers import Attribution, after_quote
from copydesk.content.quotes_words import Words

_OPENING: Final = re.compile(r"\s*(?:[–—―]\s*|-\s+)(?=[^\W\d_]|[¿¡\"“«„])")
_BREAK: Final = re.compile(r"\s[–—―-]\s?(?=\w)|[,?!…]\s(?=\w)")
_RESUMED: Final = re.compile(r"[.,]?\s*[–—―](?:\s*[.,])?\s+|[.,]\s*-\s+|\s-\s+")
_ENDED: Final = re.compile(r"[.!?…][\"”»]*\s*$")
_FARTHEST: Final = 60
"""Code points between the end of speech and its verb: a name and a small word."""
_SENTENCE: Final = re.compile(r"[.!?…]\s+(?=[^\W\d_]|[–—―-])")


class Said(NamedTuple):
    """A piece of speech, and what is beside it; null when nothing names the speaker."""

    span: Span
    beside: Attribution | None


def opens_with_dash(text: str, start: int, end: int) -> bool:
    """Whether the paragraph could be dialogue."""
    return _OPENING.match(text, start, end) is not None


def spoken(text: str, start: int, end: int, number: int, words: Words) -> list[Said]:
    """Pieces of speech in a paragraph that a dash opens; empty when no reporting verb stands in it."""
    opening = _OPENING.match(text, start, end)
    if opening is None:
        return []
    inner = opening.end()
    found = _attributed(text, inner, end, words)
    if found is None:
        return []
    stop, beside, resumes = found
    said = [Said(_span(text, start, inner, stop, number), beside)]
    resumed = _RESUMED.search(text, resumes, end)
    if resumed:
        later = _attributed(text, resumed.end(), end, words)
        until = later[0] if later else end
        piece = _span(text, resumed.start(), resumed.end(), until, number)
        if piece.start < piece.end and not find_verb(
            tokens_of(text, piece.start, piece.end, words), words, within=2
        ):
            said.append(Said(piece, later[1] if later else beside))
    return said


def unattributed(text: str, start: int, end: int, number: int) -> Span | None:
    """The whole paragraph, when it is a sentence after a dash that is longer than a hyphen."""
    opening = _OPENING.match(text, start, end)
    if opening is None or "-" in opening.group() or not _ENDED.search(text, opening.end(), end):
        return None
    return _span(text, start, opening.end(), end, number, keep_stop=True)


def _span(text: str, before: int, start: int, end: int, number: int, *, keep_stop: bool = False) -> Span:
    words = text[start:end].rstrip()
    if not keep_stop:
        words = words.rstrip(", –—―-")
    return Span(before, start, start + len(words), start + len(words), number, dash=True)


def _attributed(text: str, start: int, end: int, words: Words) -> tuple[int, Attribution, int] | None:
    """Where the speech ends, what names the speaker, and from where speech may go on."""
    verbs = verb_places(tokens_of(text, start, end, words), words)
    if not verbs:
        return None
    for match in _BREAK.finditer(text, start, end):
        at = match.end()
        if not any(0 <= place - at <= _FARTHEST for place in verbs):
            continue
        sentence = _SENTENCE.search(text, at, end)
        stop = sentence.start() + 1 if sentence else end
        dash = re.compile(r"\s?[–—―]|\s-\s").search(text, at, stop)
        stop = min(stop, dash.start()) if dash else stop
        tokens = tokens_of(text, at, stop, words)
        comma = match.group()[0] in ",?!…"
        beside = after_quote(tokens, words)
        if beside is None or beside.verb is None:
            continue
        lead = tokens_of(text, at, beside.verb[0], words)
        # "…, Matti Virta sanoo" is a name; anything longer is more of the sentence
        if len(lead) > (4 if beside.name and beside.name[0] < beside.verb[0] else 2):
            continue
        if comma and lead and not (beside.name or beside.pronoun):
            continue
        return match.start() + (match.group()[0] in "?!…"), beside, at
    return None
