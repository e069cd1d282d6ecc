"""What is known of an article's times, and what is made of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

DayOrder = Literal["dmy", "mdy", "ymd"]
"""In which order day, month and year stand in dates of figures."""
Precision = Literal["minute", "hour", "day", "week", "month", "year"]
Source = Literal["page_metadata", "byline", "dateline", "relative_to_capture", "batch_bound"]

REASONS: Final = {
    "not_printed": "the page gives no time for the article",
    "no_date_found": "what stands where a time should says nothing of when",
    "no_date": "a clock time without a day",
    "weekday_only": "a day of the week without a date",
    "no_year": "a day without a year, and no capture to count from",
    "no_such_day": "a date that does not exist or is not believed",
    "ambiguous_order": "figures that are two different days, and nothing says which",
    "relative_without_capture": "a time that counts from the capture, which is unknown",
    "only_updated": "only the time of an update is given",
    "range": "a span of days, so the dates of an event",
    "conflicting": "three or more days and no label, or a day of the week that no year's date has",
    "other_calendar": "a date in a calendar that is not reckoned with certainty",
    "too_long": "longer than a printed time can be",
}
"""Why `Times.published_at` is null, by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEvidence:
    """What is known of an article's times.

    Attributes:
        published_raw: the time as the splitter took it or the page's metadata has it; may hold several, and
            counters or names that are glued to them.
        time_texts: the texts of all blocks of role ``time`` of the article, in order.
        dateline: text of the block that opens a wire story with its place, day and agency.
        opening: the first 400 characters of the body or so.
        captured_at: when the page was fetched; without a zone it is UTC.
        captured_between: earliest and latest instant at which it can have been fetched, if that is not known.
        is_metadata: ``published_raw`` comes from the page's metadata and was not printed.
        language_code: ISO 639-1 code of the article's language, if known.
        day_order: evidence from the file or site, such as `day_order_of` gives.
        time_zone: IANA name of the zone in which the site prints its times, if known.
    """

    published_raw: str | None
    time_texts: tuple[str, ...] = ()
    dateline: str | None = None
    opening: str = ""
    captured_at: datetime | None = None
    captured_between: tuple[datetime, datetime] | None = None
    is_metadata: bool = False
    language_code: str | None = None
    day_order: DayOrder | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When an article was published and updated, how exactly that is known, and by what.

    Attributes:
        published_at: instant in UTC; the start of the day, month or year when no more is known. A day starts
            at midnight UTC of the printed day, whatever the zone. None with a ``published_reason``.
        published_precision: ``minute``, ``hour``, ``day``, ``week``, ``month`` or ``year``; None without
            an instant.
        published_source: what the instant, or failing that the interval, rests on: ``page_metadata``,
            ``byline`` (printed in a line of time or byline), ``dateline``, ``relative_to_capture``, or
            ``batch_bound`` (nothing but the time of capture bounds it). None when nothing is known.
        published_anchor: the capture from which a relative time or a day without a year was counted.
        published_after: start of the interval in UTC that holds the publication, whatever the zone was.
            None if it is open.
        published_before: its end, exclusive; None if it is open.
        timezone_assumed: zone in which a printed clock time was read because none stands beside it: the
            site's, or ``UTC``. None where a zone is printed or no clock time is.
        published_reason: code of `REASONS` when there is no instant.
        is_future: the instant lies more than a day after the capture.
        weekday_agrees: True if the printed day of the week is the date's, or one in the opening is the day
            of publication or the day before; False if the printed one is another; None if there is none
            or the opening names other days only.
        updated_at: instant in UTC of the last update that is labelled as one, as ``published_at``.
        updated_precision: as ``published_precision``.
        updated_raw: what is printed of it, in Unicode's compatibility form; kept when it cannot be resolved.
    """

    published_at: datetime | None = None
    published_precision: str | None = None
    published_source: str | None = None
    published_anchor: datetime | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None
    timezone_assumed: str | None = None
    published_reason: str | None = None
    is_future: bool = False
    weekday_agrees: bool | None = None
    updated_at: datetime | None = None
    updated_precision: str | None = None
    updated_raw: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the reading of a printed time depends on beside its text.

    The capture lies between ``low`` and ``high``, which are the same when it is known and None when nothing
    is. ``zone`` is the site's, None if that is unknown.
    """

    language: str | None
    day_order: DayOrder | None
    zone: ZoneInfo | None
    captured: datetime | None
    low: datetime | None
    high: datetime | None


def frame_of(evidence: TimeEvidence) -> Frame:
    """The frame that the evidence gives.

    Raises:
        ValueError: ``time_zone`` is not the name of a zone.
    """
    captured = in_utc(evidence.captured_at) if evidence.captured_at else None
    low = high = captured
    if captured is None and evidence.captured_between:
        low, high = (in_utc(bound) for bound in evidence.captured_between)
    zone = zone_named(evidence.time_zone) if evidence.time_zone else None
    return Frame(evidence.language_code, evidence.day_order, zone, captured, low, high)


def in_utc(instant: datetime) -> datetime:
    """``instant`` in UTC; without a zone it is taken to be so already."""
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


@lru_cache(maxsize=1 << 10)
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; ValueError for any other."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"no time zone is named {name!r}; write one such as 'Asia/Seoul'") from error


DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
EASTMOST, WESTMOST = timedelta(hours=14), timedelta(hours=12)
"""How far zones lie from UTC: a wall time is that many hours earlier, or later, as an instant."""
