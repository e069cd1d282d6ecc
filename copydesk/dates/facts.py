"""What a printed time says, part by part, and which parts belong together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from copydesk.dates.ago import Back, back_at
from copydesk.dates.clock import Clock, clock_at
from copydesk.dates.days import day_at
from copydesk.dates.evidence import Frame
from copydesk.dates.figures import Day
from copydesk.dates.lexicon import (
    COUNTED,
    DAY,
    ERA,
    LABEL,
    MONTH,
    NOW,
    NUMBER,
    ONE,
    OTHER_MONTH,
    SOLAR,
    UNIT,
    WEEKDAY,
)
from copydesk.dates.reading import Token, read_tokens, text_at

_COUNTS: Final = COUNTED | NUMBER | ONE
_OPENS_DATE: Final = MONTH | SOLAR | ERA | OTHER_MONTH
# a day's word of at most so many plain letters may be a name or another language's word ("Leo", "hier", "ma")
_LONGEST_SLIGHT: Final = 4


@dataclass(slots=True)
class Said:
    """One time of a text: what is said of it, from token ``start`` to ``end``.

    ``day`` is a date, ``back`` counts from the capture, ``offset`` is today's 0 and yesterday's 1, ``is_now``
    says just now. ``label`` is None without one, else whether it is an update's.
    """

    start: int
    end: int
    label: bool | None = None
    day: Day | None = None
    back: Back | None = None
    offset: int | None = None
    is_now: bool = False
    clocks: list[Clock] = field(default_factory=list)
    weekday: int | None = None

    @property
    def has_day(self) -> bool:
        """True when it names a day by itself, or from the capture."""
        return self.day is not None or self.back is not None or self.offset is not None or self.is_now

    @property
    def clock(self) -> Clock | None:
        """The clock time beside the day: of several the first, or the first with a zone."""
        sure = [c for c in self.clocks if not c.is_loose or self.has_day]
        return next((c for c in sure if c.zone is not None), sure[0] if sure else None)


class _Part(NamedTuple):
    start: int
    end: int
    what: Day | Back | Clock | int | bool | None
    kind: int


_DAY, _CLOCK, _WEEKDAY, _LABEL, _OFFSET, _NOW = range(6)


def times_of(text: str, frame: Frame) -> tuple[list[Said], list[Token]]:
    """The times that a text says, in order, and its tokens."""
    tokens = read_tokens(text)
    parts = list(_parts(tokens, frame))
    return _grouped(parts), tokens


def _parts(tokens: list[Token], frame: Frame) -> Iterator[_Part]:
    unknown = sum(1 for t in tokens if t.entry is None and t.number < 0 and t.text[0].isalpha())
    i = 0
    is_iso = False
    while i < len(tokens):
        part = _part(tokens, i, frame, unknown=unknown, is_iso=is_iso)
        if part is None:
            is_iso = is_iso and text_at(tokens, i) == "t"
            i += 1
            continue
        yield part
        i = part.end
        is_iso = part.kind == _DAY and text_at(tokens, i) == "t"


def _part(tokens: list[Token], i: int, frame: Frame, *, unknown: int, is_iso: bool) -> _Part | None:
    token = tokens[i]
    if token.text[0].isdigit():
        return _of_figure(tokens, i, frame, is_iso=is_iso)
    kinds = token.entry.kinds if token.entry else 0
    # an unknown word may have an article glued to it: "NHKa day ago"
    may_count = kinds & (_COUNTS | UNIT) if token.entry else token.text.endswith(("a", "an"))
    if may_count and (back := back_at(tokens, i, frame)):
        return _Part(back.start, back.end, back, _DAY)
    if kinds & _OPENS_DATE and (day := day_at(tokens, i, frame)):
        return _Part(i, day.end, day, _DAY)
    return _of_word(token, i, frame, unknown) if kinds else None


def _of_word(token: Token, i: int, frame: Frame, unknown: int) -> _Part | None:
    entry = token.entry
    if entry is None:
        return None
    if entry.kinds & (DAY | NOW) and _is_meant(token, frame, unknown):
        offset = entry.day.of(frame.language)
        return _Part(i, i + 1, None, _NOW) if offset is None else _Part(i, i + 1, offset, _OFFSET)
    if entry.kinds & LABEL:
        return _Part(i, i + 1, entry.is_update, _LABEL)
    # one letter, or a month's name, says no day of the week
    if entry.kinds & WEEKDAY and not entry.kinds & MONTH and len(token.text) > 1:
        weekday = entry.weekday.of(frame.language)
        return _Part(i, i + 1, weekday, _WEEKDAY) if weekday is not None else None
    return None


def _of_figure(tokens: list[Token], i: int, frame: Frame, *, is_iso: bool) -> _Part | None:
    if back := back_at(tokens, i, frame):
        return _Part(back.start, back.end, back, _DAY)
    if text_at(tokens, i + 1) != ":" and (day := day_at(tokens, i, frame)):
        return _Part(i, day.end, day, _DAY)
    if clock := clock_at(tokens, i, is_iso=is_iso):
        return _Part(i, clock[1], clock[0], _CLOCK)
    return None


def _is_meant(token: Token, frame: Frame, unknown: int) -> bool:
    """True for a day's word of the text's language, alone, or too long to be something else."""
    entry = token.entry
    if entry is None or not unknown:
        return True
    is_slight = token.text.isascii() and len(token.text) <= _LONGEST_SLIGHT
    return (frame.language or "") in entry.day.by_language or not is_slight


# -- which parts belong together ------------------------------------------------------------


def _grouped(parts: list[_Part]) -> list[Said]:
    labels = [p for p in parts if p.kind == _LABEL]
    days = [p for p in parts if p.kind in (_DAY, _OFFSET, _NOW)]
    if _is_behind(parts, labels, days):
        return _labelled_behind(parts)
    groups: list[Said] = []
    group: Said | None = None
    for part in parts:
        if part.kind == _LABEL:
            # "Published" "Last updated": the word nearest to the time counts
            if group is not None and not (group.has_day or group.clocks):
                group.label, group.end = bool(part.what), part.end
                continue
            group = Said(part.start, part.end, label=bool(part.what))
            groups.append(group)
            continue
        if group is None or (part.kind in (_DAY, _OFFSET, _NOW) and group.has_day):
            group = Said(part.start, part.end)
            groups.append(group)
        _take(group, part)
    return [g for g in groups if g.has_day or g.clocks or g.weekday is not None]


def _is_behind(parts: list[_Part], labels: list[_Part], days: list[_Part]) -> bool:
    """True where each label stands behind its time: "2025年5月16日 公開 2025年5月17日 更新"."""
    if not labels or not days or len(labels) != len(days):
        return False
    return parts[0].kind != _LABEL and parts[-1].kind == _LABEL


def _labelled_behind(parts: list[_Part]) -> list[Said]:
    groups: list[Said] = []
    group: Said | None = None
    for part in parts:
        if group is None:
            group = Said(part.start, part.end)
            groups.append(group)
        if part.kind == _LABEL:
            group.label, group.end = bool(part.what), part.end
            group = None
        else:
            _take(group, part)
    return groups


def _take(group: Said, part: _Part) -> None:
    group.end = part.end
    what = part.what
    if isinstance(what, Clock):
        group.clocks.append(what)
    elif isinstance(what, Day):
        group.day = what
    elif isinstance(what, Back):
        group.back = what
    elif part.kind == _NOW:
        group.is_now = True
    elif part.kind == _OFFSET and isinstance(what, int):
        group.offset = what
    elif part.kind == _WEEKDAY and isinstance(what, int) and group.weekday is None:
        group.weekday = what
