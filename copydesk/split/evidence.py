"""What speaks for and against each line of a document: what it says, what stands around it, repetition."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from copydesk import labels
from copydesk.hints import NO_HINTS, Hints, key_fingerprint
from copydesk.labels import Hit
from copydesk.profiles import FURNITURE
from copydesk.roles import Role
from copydesk.split.letters import SIGNATURE, find_letters
from copydesk.split.lines import Facts, Line
from copydesk.split.own import CAPTION_WORDS, LABEL_ODDS, Evidence, is_code, own_of, shouts
from copydesk.split.profiled import ODDS as PROFILED_ODDS
from copydesk.split.profiled import profile_hits
from copydesk.split.reprints import find_reprints
from copydesk.split.threads import find_thread

# A label stands inside a line of at most so many words: legal text is long.
_INSIDE_WORDS = {Role.CONSENT: 90, Role.NAVIGATION: 90, Role.SUBSCRIPTION: 90}
_INSIDE_WORDS_ELSE = 40
_BREADCRUMB = re.compile(r"\s[>›»]\s|\S\s[|/]\s\S+\s[|/]\s\S")
# A line that other documents of its source print too.
_REPEATED_ODDS = -8.0


PAGE_ROLES = frozenset({Role.NAVIGATION, Role.CONSENT, Role.COMMENTS, Role.SUBSCRIPTION, Role.SHARE_BAR})
"""Roles of lines that belong to a page, not to the flow of a story."""


def weigh(lines: Sequence[Line], hints: Hints = NO_HINTS) -> list[Evidence]:
    """Evidence for each line, in order."""
    counts = Counter(line.key for line in lines)
    inside = _inside_hits(lines)
    again = find_reprints(lines)
    found = [
        _REPRINT if line.index in again else _weigh_line(line, inside.get(line.index), counts[line.key])
        for line in lines
    ]
    for i in range(len(lines) - 1):
        if _is_captioned(lines[i], found[i], lines[i + 1], found[i + 1]):
            found[i] = found[i]._replace(hit=CAPTIONED, odds=min(found[i].odds, _CAPTIONED_ODDS))
    roles = [e.role for e in found]
    threads = find_thread(lines, roles, [e.time for e in found]) if Role.COMMENTS in roles else []
    for thread in threads:
        for i in thread:
            found[i] = found[i]._replace(hit=found[i].hit or _THREAD, odds=min(found[i].odds, _THREAD_ODDS))
    for letter in find_letters(lines):
        found[letter.signature] = found[letter.signature]._replace(hit=SIGNATURE, odds=_SIGNATURE_ODDS)
    _take_hints(lines, hints, found)
    return found


def _take_hints(lines: Sequence[Line], hints: Hints, found: list[Evidence]) -> None:
    """Change ``found`` by what is known beside the text; a profile has the last word."""
    if hints.repeated:
        for line in lines:
            if line.key and key_fingerprint(line.key) in hints.repeated:
                found[line.index] = _as_repeated(found[line.index])
    if hints.profile is not None:
        for index, hit in profile_hits(lines, hints.profile).items():
            found[index] = _as_profiled(found[index], hit)


def _is_captioned(line: Line, evidence: Evidence, after: Line, credit: Evidence) -> bool:
    """True for a caption whose credit has a line of its own."""
    hit = credit.hit
    if hit is None or evidence.hit is not None or not 3 < line.words <= CAPTION_WORDS or after.gap > 1:
        return False
    return hit.rule == "mark.credit.line" or (
        hit.role is Role.CAPTION and hit.rule.endswith(".start") and after.words <= _CREDIT_WORDS
    )


def _as_repeated(evidence: Evidence) -> Evidence:
    """A line that the source prints with other stories too: what its label says it is, but no story text."""
    hit = evidence.hit or Hit(Role.BOILERPLATE, "repeat.source.line")
    return evidence._replace(hit=hit, odds=min(evidence.odds, _REPEATED_ODDS))


def _as_profiled(evidence: Evidence, hit: Hit) -> Evidence:
    """A line that the site's profile puts outside all stories; of what kind, a label may know better."""
    if hit.role is Role.BOILERPLATE and evidence.role in FURNITURE:
        hit = Hit(evidence.role, hit.rule)
    return Evidence(hit, None, evidence.repeats, PROFILED_ODDS)


CAPTIONED = Hit(Role.CAPTION, "mark.before_credit.line")
"""What a line with a picture's credit under it is, unless it is a headline."""
_CAPTIONED_ODDS = -3.0
_CREDIT_WORDS = 10
_THREAD = Hit(Role.COMMENTS, "thread.comments.line")
_THREAD_ODDS = -3.0
_SIGNATURE_ODDS = -6.0
_REPRINT = Evidence(Hit(Role.TEMPLATE, "repeat.text.line"), None, 2, -12.0)


def is_plain(line: Line, evidence: Evidence) -> bool:
    """True when nothing marks the line as furniture: no label, no time, no code, and it stands once."""
    clean = evidence.hit is None and evidence.time is None and evidence.repeats == 1
    return clean and bool(line.key) and not line.is_url and not is_code(line.text) and not shouts(line)


def is_aside(evidence: Evidence) -> bool:
    """True for what may stand right above a heading of the story: an ad's label, an entry's time."""
    return evidence.role is Role.AD or evidence.is_time


def has_credit(evidence: Sequence[Evidence], index: int) -> bool:
    """True when line ``index`` is a picture's credit or label, so that the line before it is a caption."""
    if index >= len(evidence):
        return False
    hit = evidence[index].hit
    pictured = hit is not None and hit.role in (Role.CAPTION, Role.CREDIT)
    return hit is not None and pictured and (hit.rule.endswith(".start") or hit.rule == "mark.credit.line")


def _inside_hits(lines: Sequence[Line]) -> dict[int, Hit]:
    """Line index to the label found anywhere inside it; one pass over the whole document."""
    starts: list[int] = []
    position = 0
    for line in lines:
        starts.append(position)
        position += len(line.key) + 1
    found: dict[int, Hit] = {}
    for offset, hit in labels.load().inside("\n".join(line.key for line in lines)):
        found.setdefault(bisect_right(starts, offset) - 1, hit)
    return found


def weigh_text(text: Facts) -> Evidence:
    """Evidence for a text that stands alone, such as a sentence whose lines were joined."""
    found = labels.load().inside(text.key)
    return _weigh_line(text, found[0][1] if found else None, 1)


def _weigh_line(line: Line | Facts, inside: Hit | None, repeats: int) -> Evidence:
    own = own_of(line)
    if repeats == 1 and (inside is None or own.hit is not None):
        return own
    hit, time, _, odds = own
    if (
        hit is None
        and inside is not None
        and line.words <= _INSIDE_WORDS.get(inside.role, _INSIDE_WORDS_ELSE)
    ):
        hit = inside
        odds += LABEL_ODDS["inside"]
    if repeats > 1:
        odds -= 1.0 + 0.5 * min(repeats, 6)
    return Evidence(hit, time, repeats, odds)


def is_title_shaped(line: Line, evidence: Evidence) -> bool:
    """True when a line could be a headline by its length and make."""
    return (
        3 <= line.words <= 30
        and (evidence.hit is None or evidence.hit is CAPTIONED)
        and not evidence.is_time
        and not line.is_url
        and not (line.terminal and line.text[-1] in ".。")
        and not _BREADCRUMB.search(line.text)
    )
