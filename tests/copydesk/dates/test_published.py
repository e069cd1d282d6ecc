"""Printed times become instants where they say enough, and never by the clock."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.dates import UNRESOLVED, Published, resolve_published

CAPTURED = datetime(2026, 3, 14, 4, 0, 30, tzinfo=UTC)


def resolved(raw: str, captured: datetime | None = CAPTURED) -> tuple[str | None, str | None, str | None]:
    found = resolve_published(raw, captured)
    return found.at and f"{found.at:%Y-%m-%d %H:%M}", found.precision, found.source


@pytest.mark.parametrize(
    ("raw", "at", "precision"),
    [
        ("2 hours ago", "2026-03-14 02:00", "hour"),
        ("an hour ago", "2026-03-14 03:00", "hour"),
        ("timean hour ago", "2026-03-14 03:00", "hour"),
        ("The Star17 hours ago", "2026-03-13 11:00", "hour"),
        ("13 minutes ago", "2026-03-14 03:47", "minute"),
        ("20 m ago", "2026-03-14 03:40", "minute"),
        ("Published 3 seconds ago", "2026-03-14 04:00", "minute"),
        ("just now", "2026-03-14 04:00", "minute"),
        ("two days ago", "2026-03-12 00:00", "day"),
        ("yesterday", "2026-03-13 00:00", "day"),
        ("Yesterday at 18:06", "2026-03-13 18:06", "minute"),
        ("2 weeks ago", "2026-02-28 00:00", "week"),
        ("5 months ago", "2025-10-01 00:00", "month"),
        ("a year ago", "2025-01-01 00:00", "year"),
        ("25 November, 18:06", "2025-11-25 18:06", "minute"),
        ("Nov 25 (Reuters)", "2025-11-25 00:00", "day"),
        ("منذ ساعتين", "2026-03-14 02:00", "hour"),
        ("منذ ساعة", "2026-03-14 03:00", "hour"),
        ("قبل يومين", "2026-03-12 00:00", "day"),
        ("منذ أسبوعين", "2026-02-28 00:00", "week"),
        ("לפני שעתיים", "2026-03-14 02:00", "hour"),
        ("לפני יומיים", "2026-03-12 00:00", "day"),
        ("昨天", "2026-03-13 00:00", "day"),
        ("刚刚", "2026-03-14 04:00", "minute"),
        ("сегодня, 01:40", "2026-03-14 01:40", "minute"),
        ("前天 08:30", "2026-03-12 08:30", "minute"),
        ("一昨日", "2026-03-12 00:00", "day"),
        ("the day before yesterday at 18:06", "2026-03-12 18:06", "minute"),
        ("Vorgestern, 18:06 Uhr", "2026-03-12 18:06", "minute"),
        ("कल, शाम 5:30 बजे", "2026-03-13 17:30", "minute"),
        ("昨天下午3:20", "2026-03-13 15:20", "minute"),
        ("어제 밤 11:20", "2026-03-13 23:20", "minute"),
        ("۲۱ اسفند ساعت ۱۰:۴۲", "2026-03-12 10:42", "minute"),
    ],
)
def test_relative_times_count_from_the_capture(raw: str, at: str, precision: str) -> None:
    """They say when only together with the capture, and as exactly as their unit."""
    assert resolved(raw) == (at, precision, "relative_to_capture")
    assert resolve_published(raw, None) == UNRESOLVED


@pytest.mark.parametrize(
    ("raw", "at", "precision"),
    [
        ("2024-11-25", "2024-11-25 00:00", "day"),
        ("2024-11-25T18:06:00+02:00", "2024-11-25 16:06", "minute"),
        ("2024-11-25 18:06Z", "2024-11-25 18:06", "minute"),
        ("time16-05-2025", "2025-05-16 00:00", "day"),
        ("11/25/2024", "2024-11-25 00:00", "day"),
        ("05-05-2025", "2025-05-05 00:00", "day"),
        ("03.04.2025", "2025-04-03 00:00", "day"),
        ("Nov 25, 2024", "2024-11-25 00:00", "day"),
        ("25-Nov-2024", "2024-11-25 00:00", "day"),
        ("Mon, 25 Nov 2024 18:06:00 GMT", "2024-11-25 18:06", "minute"),
        ("25 November 2024 18:06", "2024-11-25 18:06", "minute"),
        ("25 November 2024, 6:06 PM EST", "2024-11-25 23:06", "minute"),
        ("March 3, 2025 10:00 UTC+05:30", "2025-03-03 04:30", "minute"),
        ("10:00 a.m., March 3, 2025", "2025-03-03 10:00", "minute"),
        ("5pm, 3 March 2025", "2025-03-03 17:00", "hour"),
        ("Updated 28 October 2024", "2024-10-28 00:00", "day"),
        ("November 2024", "2024-11-01 00:00", "month"),
        ("2026年3月14日 9時30分", "2026-03-14 09:30", "minute"),
        ("2026년 3월 14일 오후 2시 05분", "2026-03-14 14:05", "minute"),
        ("٢٥-١١-٢٠٢٤", "2024-11-25 00:00", "day"),
        ("令和8年3月12日", "2026-03-12 00:00", "day"),
        ("令和元年5月1日", "2019-05-01 00:00", "day"),
        ("平成31年4月30日 午後3:05", "2019-04-30 15:05", "minute"),
        ("昭和64年1月7日", "1989-01-07 00:00", "day"),
        ("民國115年3月12日", "2026-03-12 00:00", "day"),
        ("中華民國115年3月12日 上午9:30", "2026-03-12 09:30", "minute"),
        ("۲۱ اسفند ۱۴۰۴", "2026-03-12 00:00", "day"),
        ("چهارشنبه ۲۰ اسفند ۱۴۰۴ ساعت ۱۶:۱۵", "2026-03-11 16:15", "minute"),
        ("۱۴۰۴/۱۲/۲۱ - ۱۰:۴۲", "2026-03-12 10:42", "minute"),
        ("วันพุธที่ 11 มีนาคม พ.ศ. 2569", "2026-03-11 00:00", "day"),
        ("12 มี.ค. 2569 เวลา 08:15 น.", "2026-03-12 08:15", "minute"),
        ("10/03/2569 21:05", "2026-03-10 21:05", "minute"),
        ("10 tháng 3, 2026", "2026-03-10 00:00", "day"),
        ("12 tháng 12 năm 2025", "2025-12-12 00:00", "day"),
        ("5 كانون الثاني 2026", "2026-01-05 00:00", "day"),
        ("11 مارس 2026 - 10:20 مساءً", "2026-03-11 22:20", "minute"),
        ("12 मार्च 2026, रात 9:30 बजे", "2026-03-12 21:30", "minute"),
        ("12 मार्च 2026, रात 1:30 बजे", "2026-03-12 01:30", "minute"),
        ("12 मार्च 2026, दोपहर 1:30 बजे", "2026-03-12 13:30", "minute"),
        ("יום רביעי, 11 במרץ 2026, 13:20", "2026-03-11 13:20", "minute"),
    ],
)
def test_absolute_times_need_no_capture(raw: str, at: str, precision: str) -> None:
    """ISO, figures, names of months; a printed zone is reckoned in."""
    assert resolved(raw, None) == (at, precision, "printed")


def test_earliest_of_several_dates_counts() -> None:
    """An article is published before it is updated, whatever stands first."""
    both = "UPDATED: November 26, 2024 at 7:00 a.m. | PUBLISHED: November 25, 2024 at 6:06 p.m."

    assert resolved(both) == ("2024-11-25 18:06", "minute", "printed")


@pytest.mark.parametrize(
    "raw",
    [
        "", "37", "more", "May", "18:06", "3:32 pm", "12.31 Uhr", "6 more days", "in 2 hours",
        "timeDD-MM-YYYY", "03-04-2025", "2024-13-45", "31 February 2024", "9999 years ago", "1234567890",
        "29-02-2023", "۳۰ اسفند ۱۴۰۴", "令和8年13月12日", "昭和300年1月1日", "مدرسه 1404",
    ],
)  # fmt: skip
def test_what_does_not_say_when_is_unresolved(raw: str) -> None:
    """No guess: bare figures and clock times, two readings, days that do not exist."""
    assert resolve_published(raw, CAPTURED) == UNRESOLVED


def test_capture_rules_out_a_reading_in_its_future() -> None:
    """Of 3 April and 4 March 2026 only one can have been seen in mid-March."""
    assert resolved("03-04-2026") == ("2026-03-04 00:00", "day", "printed")
    assert resolve_published("03-04-2026", None) == UNRESOLVED


def test_metadata_is_named_as_the_source() -> None:
    """A page's own metadata is not what was printed."""
    found = resolve_published("2024-11-25T18:06:00Z", None, from_metadata=True)

    assert found == Published(
        at=datetime(2024, 11, 25, 18, 6, tzinfo=UTC), precision="minute", source="page_metadata"
    )
    assert resolve_published(None, CAPTURED) == UNRESOLVED


@given(st.text(), st.none() | st.datetimes(timezones=st.just(UTC)))
def test_any_text_has_an_answer(raw: str, captured: datetime | None) -> None:
    """Never an exception; instant, precision and source are all there or all missing."""
    found = resolve_published(raw, captured)

    assert len({found.at is None, found.precision is None, found.source is None}) == 1


WORDS = [
    "an",
    "2",
    "25",
    "hour",
    "days",
    "ago",
    "Nov",
    "March",
    "2024",
    "18:06",
    "yesterday",
    "-",
    "/",
    ".",
    "99999",
    "am",
]


@given(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join), st.datetimes(timezones=st.just(UTC)))
def test_words_of_time_in_any_order_have_an_answer(raw: str, captured: datetime) -> None:
    """Near-misses raise nothing either, in any year."""
    resolve_published(raw, captured)
