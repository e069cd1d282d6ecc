"""When an article was published and updated, from all that its page says of it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from copydesk.dates.dateline import day_of_dateline
from copydesk.dates.evidence import DAY, DayOrder, Frame, TimeEvidence, Times, frame_of
from copydesk.dates.facts import Said, times_of
from copydesk.dates.figures import Day
from copydesk.dates.lexicon import LABEL
from copydesk.dates.moments import Moment, moment_of
from copydesk.dates.reading import Token, read_tokens
from copydesk.dates.tokens import plain
from copydesk.dates.weekdays import weekdays_in

_LONGEST_RAW: Final = 160
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_LONGEST_LINE: Final = 300
"""A line of times that is longer holds something else as well."""
_LONGEST_LABEL: Final = 40
_MANY_DAYS: Final = 3
_FIGURES: Final = re.compile(
    r"(?<![\d./-])(\d{1,2})\s?([-/])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?!\d)(?![-/.]\d)"
)
_NO_CLUE: Final = ("no_date_found", "no_date", "weekday_only", "not_printed", "relative_without_capture")


def resolve_times(evidence: TimeEvidence) -> Times:
    """When the article was published and updated, as far as that can be known, and how it is known.

    Read are ISO times, dates in figures and with names of months in some fifty languages, eras, the Buddhist
    and Solar Hijri calendars, relative times ("2 hours ago", "昨天 18:06") and datelines. Relative times and
    days without a year are counted from the capture only; such a day takes the year that puts it last before
    it. Labels tell an update from a publication. ``03-04-2025`` is ambiguous unless the order is evident, one
    reading lies after the capture, or a day of the week is printed. A clock time without a zone is read in
    the site's zone, else as UTC, and then the interval allows for all zones.

    Raises:
        ValueError: ``time_zone`` is not the name of a zone.

    >>> times = resolve_times(TimeEvidence(published_raw="Published 25 November 2024 18:06 +0200"))
    >>> times.published_at.isoformat(), times.published_precision, times.published_source
    ('2024-11-25T16:06:00+00:00', 'minute', 'byline')
    >>> resolve_times(TimeEvidence(published_raw="2 hours ago")).published_reason
    'relative_without_capture'
    """
    frame = frame_of(evidence)
    primary, others = _lines(evidence)
    said, tokens = _said(primary, frame)
    chosen, is_labelled = _published(said, tokens, frame)
    updates = _updates(said, tokens, primary, chosen, frame)
    for line in others:
        more, more_tokens = _said(line, frame)
        updates += _updates(more, more_tokens, line, chosen, frame)
        labelled = [s for s in more if s.label is False]
        if labelled and not is_labelled:
            found = moment_of(labelled[0], frame)
            if found.at or not chosen.at:
                chosen, is_labelled = found, True
    source = "page_metadata" if evidence.is_metadata else "byline"
    if chosen.at is None and chosen.reason in _NO_CLUE:
        wired = day_of_dateline(evidence.dateline, evidence.opening, frame)
        found = moment_of(wired, frame) if wired else chosen
        if found.at:
            chosen, source = found, "dateline"
        elif primary is None and not updates:
            chosen = chosen._replace(reason=found.reason if wired else "not_printed")
    if updates and chosen.at is None and chosen.reason in ("no_date_found", "not_printed"):
        chosen = Moment(
            before=max((m.before for m, _ in updates if m.before), default=None), reason="only_updated"
        )
    return _times(chosen, source, updates, evidence, frame)


def day_order_of(raws: Iterable[str]) -> DayOrder | None:
    """The order of day and month that the printed times of one file or site show, or None.

    A date such as ``28-05-2025`` can only be read one way and shows it for all; None where there is no such
    date, or where they contradict each other.

    >>> day_order_of(["03-05-2025", "28-05-2025"])
    'dmy'
    """
    seen: set[DayOrder] = set()
    for raw in raws:
        for a, _, b, year in _FIGURES.findall(plain(raw)):
            first, second = int(a), int(b)
            # "25/11/24" may open with its year
            if 12 < first <= 31 and 1 <= second <= 12 and len(year) == 4:
                seen.add("dmy")
            elif 12 < second <= 31 and 1 <= first <= 12:
                seen.add("mdy")
    return seen.pop() if len(seen) == 1 else None


def _lines(evidence: TimeEvidence) -> tuple[str | None, list[str]]:
    """The text that holds the time of publication, with its label, and the other lines of times."""
    raw = evidence.published_raw
    lines = _with_labels(evidence.time_texts)
    if raw is not None and len(raw) > _LONGEST_RAW:
        return "", lines
    if raw is None or not raw.strip():
        return (lines[0], lines[1:]) if lines else (None, [])
    for n, line in enumerate(lines):
        if raw in line:
            return line, lines[:n] + lines[n + 1 :]
    return raw, lines


def _with_labels(texts: tuple[str, ...]) -> list[str]:
    """The lines of times; a label on a line of its own stands before the time below it."""
    found: list[str] = []
    for text in texts:
        if not text.strip() or len(text) > _LONGEST_LINE:
            continue
        if found and _is_label(found[-1]):
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
    return found


def _is_label(text: str) -> bool:
    if len(text) > _LONGEST_LABEL:
        return False
    words = [t for t in read_tokens(text) if t.text[0].isalnum()]
    return bool(words) and all(t.entry is not None and t.entry.kinds & LABEL for t in words)


def _said(text: str | None, frame: Frame) -> tuple[list[Said], list[Token]]:
    if text is None or len(text) > _LONGEST_LINE:
        return [], []
    return times_of(text, frame)


# -- publication ------------------------------------------------------------


def _published(said: list[Said], tokens: list[Token], frame: Frame) -> tuple[Moment, bool]:
    """What the text says of the publication, and whether a label says so."""
    labelled = [s for s in said if s.label is False]
    unlabelled = [s for s in said if s.label is None]
    if labelled:
        # "Published 16 May 2025" may be printed after the same day without its label
        best = [m for s in labelled if (m := moment_of(s, frame)).at]
        if best:
            return best[0], True
    candidates = labelled + unlabelled
    if not candidates:
        return Moment(reason="no_date_found"), False
    if _is_span(unlabelled, tokens):
        return Moment(reason="range"), False
    moments = [moment_of(s, frame) for s in candidates]
    absolute = [m for m in moments if m.at and not m.is_relative]
    if len({m.wall for m in absolute if m.wall}) >= _MANY_DAYS:
        return Moment(reason="conflicting"), False
    found = absolute or [m for m in moments if m.at]
    if found:
        return _earliest(found), bool(labelled)
    return min(moments, key=lambda m: _WORTH.get(m.reason or "", 0)), False


# of several times that are not resolved, the one that says most gives the reason
_WORTH: Final = {"no_date_found": 4, "weekday_only": 3, "no_date": 2, "relative_without_capture": 1}


def _earliest(moments: list[Moment]) -> Moment:
    """The earliest; of the same day the one that says most of it."""
    first = min(moments, key=_at_of)
    same_day = [m for m in moments if m.at == first.at or (m.wall and m.wall == first.wall)]
    return min(same_day, key=lambda m: _FINEST_FIRST.index(m.precision or "year"))


def _at_of(moment: Moment) -> datetime:
    return moment.at or _NEVER


_FINEST_FIRST: Final = ("minute", "hour", "day", "week", "month", "year")


def _is_span(said: list[Said], tokens: list[Token]) -> bool:
    """True for two whole dates with nothing but a dash between them."""
    days = [s for s in said if s.day is not None and s.day.precision == "day"]
    return any(
        one.end + 1 == two.start and tokens[one.end].text == "-" and not one.clocks
        for one, two in pairwise(days)
    )


# -- updates ------------------------------------------------------------


def _updates(
    said: list[Said], tokens: list[Token], line: str | None, published: Moment, frame: Frame
) -> list[tuple[Moment, str]]:
    """The times that are labelled as an update's, with what is printed of each."""
    found: list[tuple[Moment, str]] = []
    text = plain(line or "")
    for s in said:
        if s.label is not True:
            continue
        moment = moment_of(s, frame)
        if moment.reason == "no_date" and published.wall and s.clock:
            day = _on_day_of(s, published, frame)
            moment = day or moment
        found.append((moment, text[tokens[s.start].start : tokens[s.end - 1].end].strip()))
    return found


def _on_day_of(said: Said, published: Moment, frame: Frame) -> Moment | None:
    """An update's clock time on the day of publication, if it is not before it."""
    if published.wall is None or published.at is None:
        return None
    on_day = Said(said.start, said.end, day=Day(said.start, said.end, (published.wall,)), clocks=said.clocks)
    found = moment_of(on_day, frame)
    return found if found.at and found.at >= published.at else None


# -- the answer ------------------------------------------------------------


def _times(
    chosen: Moment, source: str, updates: list[tuple[Moment, str]], evidence: TimeEvidence, frame: Frame
) -> Times:
    raw = evidence.published_raw
    reason = chosen.reason
    if chosen.at is None and reason == "no_date_found" and raw and len(raw) > _LONGEST_RAW:
        reason = "too_long"
    after, before = chosen.after, chosen.before
    named: str | None = "relative_to_capture" if chosen.is_relative else source
    if chosen.at is None and before is None:
        before, named = frame.high, "batch_bound" if frame.high else None
    elif chosen.at is None and frame.captured is None and reason != "ambiguous_order":
        named = "batch_bound" if frame.high else source
    resolved = [u for u in updates if u[0].at]
    update = max(resolved, key=lambda u: _at_of(u[0])) if resolved else next(iter(updates), None)
    return Times(
        published_at=chosen.at,
        published_precision=chosen.precision,
        published_source=named,
        published_anchor=chosen.anchor,
        published_after=after,
        published_before=before,
        timezone_assumed=chosen.assumed,
        published_reason=None if chosen.at else reason,
        is_future=bool(chosen.at and frame.high and chosen.at > frame.high + DAY),
        weekday_agrees=_agrees(chosen, evidence),
        updated_at=update[0].at if update else None,
        updated_precision=update[0].precision if update else None,
        updated_raw=update[1] if update else None,
    )


def _agrees(chosen: Moment, evidence: TimeEvidence) -> bool | None:
    """What a printed weekday says of the date, or else whether the opening names it or the day before."""
    if chosen.agrees is not None or chosen.at is None or chosen.precision not in ("minute", "hour", "day"):
        return chosen.agrees
    day = chosen.wall or chosen.at.date()
    near = {day.weekday(), (day - DAY).weekday()}
    return True if near & weekdays_in(evidence.opening, evidence.language_code) else None
