"""A time that a text says as an instant, with the interval that surely holds it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final, NamedTuple

from copydesk.dates.ago import Back
from copydesk.dates.calendars import SOLAR_OFFSET, gregorian_day, solar_day
from copydesk.dates.clock import Clock
from copydesk.dates.evidence import DAY, EASTMOST, MINUTE, WESTMOST, Frame, zone_named
from copydesk.dates.facts import Said
from copydesk.dates.figures import Day

_STEPS: Final = {
    "second": (timedelta(seconds=1), "minute"),
    "minute": (timedelta(minutes=1), "minute"),
    "hour": (timedelta(hours=1), "hour"),
    "day": (DAY, "day"),
    "week": (timedelta(weeks=1), "week"),
}
_WIDTHS: Final = {"minute": MINUTE, "hour": timedelta(hours=1), "day": DAY}
# a printed day of the week picks the year of a date without one; that day recurs after five years or more
_YEARS_BACK: Final = 4
# without one, 29 February may be up to eight years back (1896 to 1904 had none)
_YEARS_BACK_UNCHECKED: Final = 8
_NOW_LASTS: Final = timedelta(hours=1)
_WEEK: Final = 7


class Moment(NamedTuple):
    """A resolved time, or the reason why it is none; ``after`` and ``before`` may be known without ``at``.

    ``wall`` is the day as printed, None for what counts back from the capture.
    """

    at: datetime | None = None
    precision: str | None = None
    after: datetime | None = None
    before: datetime | None = None
    is_relative: bool = False
    anchor: datetime | None = None
    assumed: str | None = None
    wall: date | None = None
    agrees: bool | None = None
    reason: str | None = None


def moment_of(said: Said, frame: Frame) -> Moment:
    """When it was, as far as the text and the capture say."""
    if said.day is not None:
        return _of_day(said, said.day, frame)
    if said.back is not None:
        return _of_back(said.back, frame)
    if said.is_now:
        return _of_now(frame)
    if said.offset is not None:
        return _of_offset(said.offset, said.clock, frame)
    return _without_day(said, frame)


def _without_day(said: Said, frame: Frame) -> Moment:
    if said.weekday is not None:
        return _of_weekday(said.weekday, frame)
    return Moment(reason="no_date_found") if said.clock is None else _bounded(DAY, "no_date", frame)


# -- dates ------------------------------------------------------------


def _of_day(said: Said, day: Day, frame: Frame) -> Moment:
    if day.reason:
        return Moment(reason=day.reason)
    if day.month_day is not None:
        return _of_yearless(day.month_day, said, frame)
    if day.precision == "month":
        return _of_month(day.days[0], frame)
    days = _believed(day.days, said.weekday, frame)
    if len(days) > 1:
        first, last = (_on_day(d, None, frame) for d in (min(days), max(days)))
        return Moment(after=first.after, before=last.before, reason="ambiguous_order")
    agrees = None if said.weekday is None else said.weekday == days[0].weekday()
    return _on_day(days[0], said.clock, frame)._replace(agrees=agrees)


def _of_yearless(month_day: tuple[int, int, bool], said: Said, frame: Frame) -> Moment:
    """In the year that puts it last before the capture; a printed day of the week may put it further back."""
    day = _latest(month_day, said.weekday, frame)
    if day is None:
        return Moment(reason="no_year")
    agrees = None if said.weekday is None else said.weekday == day.weekday()
    if agrees is False:
        return Moment(reason="conflicting")
    return _on_day(day, said.clock, frame)._replace(anchor=frame.high, agrees=agrees)


def _believed(days: tuple[date, ...], weekday: int | None, frame: Frame) -> tuple[date, ...]:
    """Of several days those that can have been seen, and among them those on the printed day of the week."""
    if len(days) > 1 and frame.high:
        days = tuple(d for d in days if d <= frame.high.date() + DAY) or days
    if len(days) > 1 and weekday is not None:
        days = tuple(d for d in days if d.weekday() == weekday) or days
    return days


def _latest(month_day: tuple[int, int, bool], weekday: int | None, frame: Frame) -> date | None:
    """The last such day up to the day after the capture; with bounds only, where both give the same."""
    if frame.low is None or frame.high is None:
        return None
    found = {_last_before(month_day, weekday, bound.date() + DAY) for bound in (frame.low, frame.high)}
    day = found.pop()
    return None if found else day


def _last_before(month_day: tuple[int, int, bool], weekday: int | None, latest: date) -> date | None:
    month, number, is_solar = month_day
    calendar, year = (solar_day, latest.year - SOLAR_OFFSET) if is_solar else (gregorian_day, latest.year)
    days = [calendar(y, month, number) for y in range(year, year - _YEARS_BACK_UNCHECKED - 1, -1)]
    past = [d for d in days if d and d <= latest]
    if weekday is not None:
        near = (d for d in past[: _YEARS_BACK + 1] if d.weekday() == weekday)
        return next(near, past[0] if past else None)
    return past[0] if past else None


def _of_month(first: date, frame: Frame) -> Moment:
    after = _on_day(first, None, frame)
    # a month of the solar calendar starts about the 21st, and has 31 days at most
    is_solar = first.day != 1
    next_first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    following = first + 31 * DAY if is_solar else next_first
    before = _on_day(following, None, frame)
    end = before.after if frame.zone else before.at + WESTMOST if before.at else None
    return Moment(at=after.at, precision="month", after=after.after, before=end, wall=None)


def _on_day(day: date, clock: Clock | None, frame: Frame) -> Moment:
    """A wall day, with its clock time if there is one, as an instant and an interval."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if clock is None:
        after, before = midnight - EASTMOST, midnight + DAY + WESTMOST
        if frame.zone:
            after, before = _in_zone(midnight, frame.zone), _in_zone(midnight + DAY, frame.zone)
        return Moment(at=midnight, precision="day", after=after, before=before, wall=day)
    wall = midnight + clock.minutes * MINUTE
    at, is_known, assumed = _instant(wall, clock, frame)
    width = _WIDTHS[clock.precision]
    after, before = (at, at + width) if is_known else (at - EASTMOST, at + width + WESTMOST)
    return Moment(at=at, precision=clock.precision, after=after, before=before, assumed=assumed, wall=day)


def _instant(wall: datetime, clock: Clock, frame: Frame) -> tuple[datetime, bool, str | None]:
    """A wall time as an instant, whether its zone is known, and the zone that was assumed."""
    if isinstance(clock.zone, int):
        return wall - clock.zone * MINUTE, True, None
    if isinstance(clock.zone, str):
        return _in_zone(wall, zone_named(clock.zone)), True, None
    if frame.zone:
        return _in_zone(wall, frame.zone), True, frame.zone.key
    return wall, False, "UTC"


def _in_zone(wall: datetime, zone: tzinfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


# -- counted from the capture ------------------------------------------------------------


def _bounded(span: timedelta, reason: str, frame: Frame) -> Moment:
    """No instant, but it lies within ``span`` before the capture."""
    if frame.low is None or frame.high is None:
        return Moment(reason=reason)
    return Moment(
        after=frame.low - span, before=frame.high, reason=reason, is_relative=True, anchor=frame.captured
    )


def _of_back(back: Back, frame: Frame) -> Moment:
    """So many units before the capture; surely not a whole unit of the smallest kind more or less."""
    if frame.low is None or frame.high is None:
        return Moment(reason="relative_without_capture")
    number, unit = back.pairs[-1]
    try:
        after = _minus((*back.pairs[:-1], (number + 1, unit)), frame.low)
        before = _minus((*back.pairs[:-1], (number - 1, unit)), frame.high)
        if frame.captured is None:
            return Moment(after=after, before=min(before, frame.high), reason="relative_without_capture")
        at, precision = _start(back.pairs, frame.captured)
    except (OverflowError, ValueError):
        return Moment(reason="no_such_day")
    before = max(min(before, frame.captured), at + MINUTE)
    return Moment(
        at=at, precision=precision, after=after, before=before, is_relative=True, anchor=frame.captured
    )


def _minus(pairs: Iterable[tuple[int, str]], instant: datetime) -> datetime:
    for number, unit in pairs:
        if unit in ("month", "year"):
            instant = _months_before(instant, number * (12 if unit == "year" else 1))
        else:
            instant -= number * _STEPS[unit][0]
    return instant


def _months_before(instant: datetime, months: int) -> datetime:
    count = instant.year * 12 + instant.month - 1 - months
    # 31 May less three months is the end of February
    return instant.replace(year=count // 12, month=count % 12 + 1, day=min(instant.day, 28))


def _start(pairs: tuple[tuple[int, str], ...], captured: datetime) -> tuple[datetime, str]:
    """The capture less the pairs; from days on the start of the day, month or year."""
    unit = pairs[-1][1]
    then = _minus(pairs, captured)
    midnight = then.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "year":
        return midnight.replace(month=1, day=1), "year"
    if unit == "month":
        return midnight.replace(day=1), "month"
    precision = _STEPS[unit][1]
    return (midnight if precision in ("day", "week") else then.replace(second=0, microsecond=0)), precision


def _of_now(frame: Frame) -> Moment:
    if frame.captured is None:
        return _bounded(_NOW_LASTS, "relative_without_capture", frame)
    at = frame.captured.replace(second=0, microsecond=0)
    return Moment(
        at=at,
        precision="minute",
        after=at - _NOW_LASTS,
        before=frame.captured + MINUTE,
        is_relative=True,
        anchor=frame.captured,
    )


def _of_offset(offset: int, clock: Clock | None, frame: Frame) -> Moment:
    """Today, yesterday, the day before; with a clock time on the latest such day that had been."""
    if frame.captured is None:
        return _bounded((offset + 1) * DAY, "relative_without_capture", frame)
    zone = _zone_of(clock, frame)
    here = frame.captured.astimezone(zone) if zone else frame.captured
    found = _on_day(here.date() - offset * DAY, clock, frame)
    if found.at and clock and zone is None and found.at - frame.captured > EASTMOST:
        # no zone is so far east: where it was today then, it was still the day before by UTC
        found = _on_day(here.date() - (offset + 1) * DAY, clock, frame)
    after, before = frame.captured - (offset + 1) * DAY, frame.captured - (offset - 1) * DAY
    if offset == 0:
        before = frame.captured
    if zone and found.after and found.before:
        after, before = found.after, found.before
    at = found.at or frame.captured
    return found._replace(
        after=min(after, at),
        before=max(before, at + MINUTE),
        is_relative=True,
        anchor=frame.captured,
        wall=None,
    )


def _zone_of(clock: Clock | None, frame: Frame) -> tzinfo | None:
    if clock and isinstance(clock.zone, int):
        return _fixed(clock.zone)
    if clock and isinstance(clock.zone, str):
        return zone_named(clock.zone)
    return frame.zone


def _fixed(minutes: int) -> tzinfo:
    return timezone(minutes * MINUTE)


def _of_weekday(weekday: int, frame: Frame) -> Moment:
    """A day of the week alone: one of the last seven days before the capture, so no more than bounds."""
    if frame.low is None or frame.high is None:
        return Moment(reason="weekday_only")
    midnight = frame.low.replace(hour=0, minute=0, second=0, microsecond=0)
    count = (frame.high - frame.low).days + _WEEK + 2
    days = [midnight + n * DAY for n in range(-_WEEK, count - _WEEK)]
    fit = [d for d in days if d.weekday() == weekday and d - EASTMOST <= frame.high]
    if not fit:
        return _bounded((_WEEK + 1) * DAY, "weekday_only", frame)
    return Moment(
        after=fit[0] - EASTMOST,
        before=min(fit[-1] + DAY + WESTMOST, frame.high),
        reason="weekday_only",
        is_relative=True,
        anchor=frame.captured,
    )
