"""Junk inside a line of story text: ad furniture, repeated prompts, picture credits, sign-offs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.labels import fold, load
from copydesk.roles import Role
from copydesk.sources.agencies import initials_agency
from copydesk.split.credits import credit_tail
from copydesk.split.dateline import DATELINE

_ADS = frozenset({Role.AD, Role.SHARE_BAR, Role.RELATED, Role.SUBSCRIPTION})
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)]*\s")
_DOUBLED = re.compile(r"\s?((?:\S+ ){0,3}\S+) \1(?!\w)")
REPEATED_PROMPT = "inline.repeated_label"
"""Rule of a prompt that comes again and again inside a line: it ends an item of a digest."""
_MAX_GAP_WORDS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a line that are not story text."""

    start: int
    end: int
    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    role: Role


@cache
def _phrases() -> tuple[AhoCorasick, tuple[Role, ...]]:
    """Whole-line labels of two words and more, to be found inside lines."""
    wanted = {
        key: hit.role
        for key, hit in load().lines.items()
        if hit.role in _ADS | {Role.CAPTION} and (" " in key or hit.role is Role.AD)
    }
    return AhoCorasick(list(wanted), matchkind=MatchKind.LeftmostLongest), tuple(wanted.values())


def find_junk(text: str) -> list[Span]:
    """Spans of ``text`` (one line of a story) that are not its text, in order and apart."""
    spans = [*_label_spans(text), *_note_spans(text), *_tail_spans(text)]
    spans.sort(key=lambda s: (s.start, -s.end))
    apart: list[Span] = []
    for span in spans:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


@cache
def _notes() -> re.Pattern[str]:
    """Notes that pages hang on their links, between a comma or in brackets and the next word."""
    words = "|".join(re.escape(w) for w in sorted(load().link_notes, key=lambda w: (-len(w), w)))
    return re.compile(rf"\s?[,(]\s?(?:{words})\b\)?", re.IGNORECASE)


@cache
def _note_words() -> AhoCorasick:
    return AhoCorasick(sorted(load().link_notes))


def _note_spans(text: str) -> Iterator[Span]:
    if not _note_words().find_matches_as_indexes(text.lower()):
        return
    for match in _notes().finditer(text):
        yield Span(match.start(), match.end(), Role.TEMPLATE, "inline.link_note")


def _label_spans(text: str) -> Iterator[Span]:
    if len(text) < 40:
        return
    lowered = text.lower()
    if len(lowered) != len(text):
        return
    automaton, roles = _phrases()
    matches = [
        _Match(start, end, roles[which])
        for which, start, end in automaton.find_matches_as_indexes(lowered)
        if _stands_apart(text, start, end)
    ]
    yield from _opening_caption(text, matches)
    yield from _caption_before_dateline(text)
    yield from _ad_clusters(text, [m for m in matches if m.role is not Role.CAPTION])


def _stands_apart(text: str, start: int, end: int) -> bool:
    """True when the phrase is set like a label: a capital at its head and word ends around it."""
    if text[start].isascii() and not text[start].isupper():
        # "by Taboola" is set in lower case, its name in capitals
        words = text[start:end].split()
        if len(words) < 2 or not words[-1][0].isupper():
            return False
    before_ok = start == 0 or not text[start - 1].isalnum()
    after_ok = end == len(text) or not text[end].isalnum()
    return before_ok and after_ok


def _opening_caption(text: str, matches: list[_Match]) -> Iterator[Span]:
    if (
        matches
        and matches[0].role is Role.CAPTION
        and matches[0].start == 0
        and text[matches[0].end : matches[0].end + 1] == " "
    ):
        yield Span(0, matches[0].end, Role.CAPTION, "inline.caption_label")


def _caption_before_dateline(text: str) -> Iterator[Span]:
    """A caption that opens the line, up to the dateline behind it: "Screengrab from a video NORHAM: ..."."""
    hit = load().opening(fold(text[:60]))
    if hit is None or hit.role is not Role.CAPTION:
        return
    for word in re.finditer(r"\s(?=[^\W\d_a-z]{3})", text[:120]):
        match = DATELINE.match(text, word.end())
        if match and match.group("place") == match.group("place").upper():
            yield Span(0, word.end(), Role.CAPTION, "inline.caption_before_dateline")
            return


def _ad_clusters(text: str, matches: list[_Match]) -> Iterator[Span]:
    """Labels near each other with no sentence between make one span; one alone counts when it comes again."""
    again = {text[m.start : m.end] for m in matches}
    counts = {phrase: sum(1 for m in matches if text[m.start : m.end] == phrase) for phrase in again}
    i = 0
    while i < len(matches):
        j = i
        while j + 1 < len(matches) and _near(text, matches[j].end, matches[j + 1].start):
            j += 1
        phrase = text[matches[i].start : matches[i].end]
        if j > i:
            end = _with_doubled(text, matches[j].end)
            yield Span(matches[i].start, end, matches[i].role, "inline.label_cluster")
        elif counts[phrase] > 1 and " " in phrase:
            yield Span(matches[i].start, matches[i].end, matches[i].role, REPEATED_PROMPT)
        i = j + 1


def _with_doubled(text: str, end: int) -> int:
    """End of a cluster with the doubled words right behind it ("by Adnet by Adnet"): no label has them."""
    match = _DOUBLED.match(text, end)
    return match.end() if match else end


def _near(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between.split()) <= _MAX_GAP_WORDS and _SENTENCE_END.search(between) is None


def _tail_spans(text: str) -> Iterator[Span]:
    start = credit_tail(text)
    if start is not None:
        yield Span(start, len(text), Role.CREDIT, "inline.credit_tail")
    else:
        yield from _sign_off(text)


def _sign_off(text: str) -> Iterator[Span]:
    head, _, last = text.rpartition(" ")
    if head and head[-1] in ".!?\"'”’)…":
        if initials_agency(last):
            yield Span(len(head) + 1, len(text), Role.CREDIT, "inline.sign_off")
