"""Which quoted words are speech: not scare quotes, titles of works, or names of things."""

import re
from typing import Final, NamedTuple

from copydesk.content.quotes_clauses import find_verb, sentence_starts, tokens_of
from copydesk.content.quotes_marks import Span
from copydesk.content.quotes_speakers import Attribution
from copydesk.content.quotes_words import UNCASED, Words, uncased_words

_SCARE_WORDS: Final = 3
"""Quoted words up to this many are a scare quote or a name, unless a reporting verb is beside them."""
_SCARE_SIGNS: Final = 12
"""The same in scripts without spaces, where names of plans and laws are long ("2030年可持续发展议程")."""
_BESIDE: Final = 3
"""Words between a verb and a short quote that it still reports ("said it was “unacceptable”")."""
_BESIDE_COMPLEMENT: Final = 10
"""The same where a copula stands right before the mark."""
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_TERMINAL: Final = re.compile(r"[.!?…。！？।؟][\"”’»)]*$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_CUE_REACH: Final = 40


class Around(NamedTuple):
    """What stands around a quote: spans before and after it, and the attribution found there."""

    left: tuple[int, int]
    right: tuple[int, int]
    beside: Attribution | None


def is_speech(body: str, span: Span, around: Around, code: str | None, words: Words) -> bool:
    """Whether the words of ``span`` are quoted speech, given what stands beside them."""
    left, right, beside = around
    quoted = body[span.start : span.end]
    if not any(sign.isalpha() for sign in quoted):
        return False
    short = _is_short(quoted)
    if beside is not None and not short and beside.gap == 0:
        return True
    if beside is not None and not short and beside.gap <= 8:
        return not (_is_titled(body, left, code, words) and beside.gap > 0)
    if _is_titled(body, left, code, words):
        return (
            beside is not None
            and beside.gap == 0
            and beside.verb is not None
            and beside.verb[0] >= span.after
        )
    if short:
        return _is_reported(body, span, right, beside, words) or (
            beside is None and _stands_alone(body, span, left)
        )
    return not (_is_title_case(quoted, words) or _is_modifier(body, span, right, words))


def continues(body: str, between: tuple[int, int], beside: Attribution | None, words: Words) -> bool:
    """Whether only the attribution of the earlier quote, or a joining word, stands between two quotes."""
    gap = body[between[0] : between[1]]
    tokens = [token for token in tokens_of(body, *between, words) if token.is_word]
    if len(tokens) == 1 and tokens[0].low in words.joiners:
        return True
    inside = beside is not None and beside.verb is not None and between[0] <= beside.verb[0] < between[1]
    if not inside or gap.rstrip()[-1:] == ":":
        return False
    starts = sentence_starts(body, *between, words)
    rest = body[starts[1] : between[1]] if len(starts) > 1 else ""
    return not any(sign.isalpha() for sign in rest)


def _is_short(quoted: str) -> bool:
    if _UNSPACED.search(quoted):
        return sum(sign.isalnum() for sign in quoted) < _SCARE_SIGNS
    return len(quoted.split()) <= _SCARE_WORDS


def _is_titled(body: str, left: tuple[int, int], code: str | None, words: Words) -> bool:
    """Whether a word such as "film" or "so-called" leads to the mark."""
    cues = uncased_words(code).works if code in UNCASED and code else words.works
    lead = body[max(left[0], left[1] - _CUE_REACH) : left[1]].lower().rstrip(' "“«„『「《,:')
    if code not in UNCASED and not lead.endswith(cues):
        return False
    spaced = not _UNSPACED.search(lead[-2:])
    for cue in cues:
        if lead.endswith(cue) and (not spaced or len(lead) == len(cue) or not lead[-len(cue) - 1].isalnum()):
            return True
    return code in UNCASED and any(cue in lead[-6:] for cue in cues if _UNSPACED.search(cue))


def _is_reported(
    body: str, span: Span, right: tuple[int, int], beside: Attribution | None, words: Words
) -> bool:
    """Whether a reporting verb is right beside a short quote that the sentence does not use as a noun."""
    if beside is None or beside.gap > _BESIDE_COMPLEMENT or (beside.verb is None and beside.name is None):
        return False
    if beside.verb is None or beside.verb[0] >= span.after:
        return True
    following = tokens_of(body, right[0], min(right[1], right[0] + 30), words)
    if beside.gap > _BESIDE:
        # "told the Herald that the delays were “embarrassing”": a linking word is right before it
        lead = tokens_of(body, max(0, span.before - 20), span.before, words)
        ends = not following or following[0].text in ".,;"
        return ends and bool(lead) and lead[-1].low in words.fillers
    if body[span.after : span.after + 1].isalnum() or not following:
        return True
    return not following[0].is_word or following[0].low in words.joiners


def _stands_alone(body: str, span: Span, left: tuple[int, int]) -> bool:
    """Whether a short quote is a sentence of its own."""
    lead = body[left[0] : left[1]].rstrip()
    opens = not lead or (lead[-1] in ".!?" and " " in body[span.start : span.end])
    return opens and body[span.start].isupper() and _TERMINAL.search(body[span.start : span.end]) is not None


def _is_title_case(quoted: str, words: Words) -> bool:
    """Whether every longer word has a capital, as in titles; says nothing where all nouns have one."""
    if words.capital_nouns or _TERMINAL.search(quoted):
        return False
    longer = [word for word in _WORD.findall(quoted) if len(word) > 3]
    return len(longer) >= 2 and all(word[0].isupper() for word in longer)


def _is_modifier(body: str, span: Span, right: tuple[int, int], words: Words) -> bool:
    """Whether a fragment without capital or stop qualifies the noun after it ("buy now, pay later" loans)."""
    quoted = body[span.start : span.end]
    if quoted[0].isupper() or quoted[-1] in ".!?…,":
        return False
    following = tokens_of(body, right[0], min(right[1], right[0] + 30), words)
    if not following or not following[0].is_word or not following[0].text[0].islower():
        return False
    low = following[0].low
    return (
        low not in words.joiners | words.prepositions | words.fillers
        and find_verb(following[:1], words) is None
    )
