"""Every time says what it rests on, where it surely lies, and why it is none."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.dates import REASONS, TimeEvidence, Times, day_order_of, resolve_times
from copydesk.dates.evidence import DayOrder

CAPTURED = datetime(2026, 3, 14, 4, 0, 30, tzinfo=UTC)
BOUNDS = (datetime(2026, 3, 13, tzinfo=UTC), datetime(2026, 3, 15, tzinfo=UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def resolve(raw: str | None = None, **more: object) -> Times:
    return resolve_times(TimeEvidence(published_raw=raw, **more))  # type: ignore[arg-type]


# -- zones and intervals ----------------------------------------------------------------------------------------


def test_wall_time_without_a_zone_is_utc_and_the_interval_holds_all_zones() -> None:
    """It may have been that time fourteen hours earlier in the east, and twelve later in the west."""
    found = resolve("16 May 2025 10:20")

    assert (at("2025-05-16T10:20"), "minute", "UTC") == (
        found.published_at,
        found.published_precision,
        found.timezone_assumed,
    )
    assert at("2025-05-15T20:20") == found.published_after
    assert at("2025-05-16T22:21") == found.published_before


def test_zone_of_the_site_is_used_and_named() -> None:
    found = resolve("16 May 2025 10:20", time_zone="Asia/Seoul")

    assert (at("2025-05-16T01:20"), "Asia/Seoul") == (found.published_at, found.timezone_assumed)
    assert (at("2025-05-16T01:20"), at("2025-05-16T01:21")) == (found.published_after, found.published_before)


def test_printed_zone_needs_no_assumption() -> None:
    found = resolve("16 May 2025 10:20 GMT", time_zone="Asia/Seoul")

    assert (at("2025-05-16T10:20"), None) == (found.published_at, found.timezone_assumed)


def test_abbreviation_of_several_meanings_counts_as_no_zone() -> None:
    """IST is India's, Ireland's and Israel's."""
    assert "UTC" == resolve("16 May 2025 10:20 IST").timezone_assumed


def test_day_is_the_printed_one_in_every_zone() -> None:
    """A site's zone narrows the interval, and does not move the day."""
    anywhere, there = resolve("16 May 2025"), resolve("16 May 2025", time_zone="Asia/Seoul")

    assert at("2025-05-16T00:00") == anywhere.published_at == there.published_at
    assert (at("2025-05-15T10:00"), at("2025-05-17T12:00")) == (
        anywhere.published_after,
        anywhere.published_before,
    )
    assert (at("2025-05-15T15:00"), at("2025-05-16T15:00")) == (there.published_after, there.published_before)
    assert anywhere.timezone_assumed is there.timezone_assumed is None


def test_unknown_zone_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="Mars/Olympus"):
        resolve("16 May 2025", time_zone="Mars/Olympus")


# -- the capture --------------------------------------------------------------------------------------------------


def test_relative_time_names_its_anchor() -> None:
    found = resolve("2 hours ago", captured_at=CAPTURED)

    assert (CAPTURED, "relative_to_capture") == (found.published_anchor, found.published_source)
    assert at("2026-03-14T01:00:30") == found.published_after


def test_relative_time_within_a_batch_is_an_interval() -> None:
    """Never an instant: the collection's date is not the article's."""
    found = resolve("2 hours ago", captured_between=BOUNDS)

    assert (None, "relative_without_capture", "batch_bound") == (
        found.published_at,
        found.published_reason,
        found.published_source,
    )
    assert (at("2026-03-12T21:00"), at("2026-03-14T23:00")) == (found.published_after, found.published_before)


def test_capture_alone_is_a_bound_and_no_date() -> None:
    found = resolve(None, captured_at=CAPTURED)

    assert (None, "not_printed", "batch_bound") == (
        found.published_at,
        found.published_reason,
        found.published_source,
    )
    assert (None, CAPTURED) == (found.published_after, found.published_before)


def test_day_without_a_year_is_sure_where_both_bounds_give_the_same() -> None:
    new_year = (datetime(2025, 11, 20, tzinfo=UTC), datetime(2025, 12, 5, tzinfo=UTC))

    assert at("2025-11-25T00:00") == resolve("Nov 25", captured_between=BOUNDS).published_at
    assert "no_year" == resolve("Nov 28", captured_between=new_year).published_reason


def test_day_of_the_week_picks_the_year() -> None:
    """25 November was a Monday in 2024."""
    found = resolve("Monday, November 25", captured_at=CAPTURED)

    assert (at("2024-11-25T00:00"), True) == (found.published_at, found.weekday_agrees)


def test_clock_time_today_falls_where_today_can_have_been() -> None:
    """At one o'clock UTC no place had had 18:06 of that day."""
    found = resolve("today, 18:06", captured_at=datetime(2026, 3, 14, 1, tzinfo=UTC))

    assert at("2026-03-13T18:06") == found.published_at
    assert found.is_future is False


def test_future_is_flagged() -> None:
    assert resolve("16 May 2027", captured_at=CAPTURED).is_future is True
    assert resolve("14 March 2026 23:00", captured_at=CAPTURED).is_future is False
    assert resolve("16 May 2027").is_future is False


def test_weekday_alone_narrows_and_does_not_resolve() -> None:
    found = resolve("Thursday", captured_at=CAPTURED)

    assert (None, "weekday_only") == (found.published_at, found.published_reason)
    assert (at("2026-03-11T10:00"), at("2026-03-13T12:00")) == (found.published_after, found.published_before)


# -- days of the week ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "opening", "agrees"),
    [
        ("Friday, 16 May 2025", "", True),
        ("Sunday, 16 May 2025", "", False),
        ("16 May 2025", "The council met on Friday to vote.", True),
        ("16 May 2025", "The council met on Thursday night.", True),
        ("16 May 2025", "The council will meet on Tuesday.", None),
        ("16 May 2025", "The council met.", None),
        ("May 2025", "The council met on Friday.", None),
    ],
)
def test_days_of_the_week_check_the_date(raw: str, opening: str, agrees: bool | None) -> None:
    """A printed one may contradict; one in the text may speak of another day."""
    assert resolve(raw, opening=opening, language_code="en").weekday_agrees is agrees


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ("Der Rat tagte am Freitag.", "de"),
        ("市议会星期五开会。", "zh"),
        ("المجلس اجتمع الجمعة.", "ar"),
        ("A reunião de sexta-feira.", "pt"),
    ],
)
def test_openings_are_read_in_many_languages(opening: str, language: str) -> None:
    assert resolve("2025-05-16", opening=opening, language_code=language).weekday_agrees is True


# -- lines of times -----------------------------------------------------------------------------------------------


def test_label_in_the_lines_of_times_says_what_the_raw_time_is() -> None:
    """The splitter leaves labels out of the raw time; the line has them."""
    lines = ("Last updated: 18 May 2025", "Published: 16 May 2025")
    found = resolve("18 May 2025", time_texts=lines)

    assert (at("2025-05-16T00:00"), at("2025-05-18T00:00")) == (found.published_at, found.updated_at)
    assert "Last updated: 18 May 2025" == found.updated_raw


def test_entries_of_a_live_page_are_no_updates() -> None:
    found = resolve("16 May 2025 08:00", time_texts=("16 May 2025 08:00", "09:15", "16 May 2025 10:40"))

    assert (at("2025-05-16T08:00"), None) == (found.published_at, found.updated_at)


def test_update_that_cannot_be_resolved_keeps_its_text() -> None:
    found = resolve("16 May 2025", time_texts=("16 May 2025", "Updated 2 hours ago"))

    assert (None, "Updated 2 hours ago") == (found.updated_at, found.updated_raw)


def test_update_alone_bounds_the_publication() -> None:
    found = resolve("Last Updated: 28 October 2024")

    assert (None, "only_updated", at("2024-10-28T00:00")) == (
        found.published_at,
        found.published_reason,
        found.updated_at,
    )
    assert (None, at("2024-10-29T12:00")) == (found.published_after, found.published_before)


def test_metadata_is_named_as_the_source() -> None:
    assert "page_metadata" == resolve("2025-05-16", is_metadata=True).published_source


def test_long_text_is_no_time() -> None:
    assert "too_long" == resolve("16 May 2025 " + "and so on " * 20).published_reason


# -- order of day and month ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raws", "order"),
    [
        (["03-05-2025", "28-05-2025"], "dmy"),
        (["03/05/2025", "05/28/2025"], "mdy"),
        (["28-05-2025", "05-28-2025"], None),
        (["03-05-2025", "2025-05-28", "28.05.2025"], None),
        (["11/18/19 11:04 PM"], "mdy"),
        (["25/11/24"], None),
        (["The National16-05-2025"], "dmy"),
        (["10.0.28-05-2025", "tel. 555-28-05-2025"], None),
        ([], None),
    ],
)
def test_order_shows_in_dates_that_can_be_read_one_way(raws: list[str], order: DayOrder | None) -> None:
    assert order == day_order_of(raws)


def test_ambiguous_order_leaves_an_interval() -> None:
    found = resolve("03-05-2025")

    assert (None, "ambiguous_order", "byline") == (
        found.published_at,
        found.published_reason,
        found.published_source,
    )
    assert (at("2025-03-04T10:00"), at("2025-05-04T12:00")) == (found.published_after, found.published_before)


# -- properties ---------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "an",
        "2",
        "25",
        "2025",
        "0",
        "31",
        "hours",
        "ago",
        "vor",
        "Stunden",
        "il",
        "y",
        "a",
        "May",
        "2025年",
        "5月",
        "16日",
        "前",
        "Updated",
        "Published",
        ":",
        "-",
        "/",
        ".",
        "|",
        "10:20",
        "pm",
        "GMT",
        "+05:30",
        "Saturday",
        "yesterday",
        "today",
        "منذ",
        "ساعتين",
        "۱۴۰۴",
        "令和",
        "7年",
        "तीन",
        "घंटे",
        "पहले",
        "(Reuters)",
        "ET",
        ",",
        "69100",
        "9999",
        "years",
    ]
)
TEXTS = st.text() | st.lists(WORDS, max_size=12).flatmap(
    lambda words: st.sampled_from([" ", ""]).map(lambda join: join.join(words))
)
INSTANTS = st.datetimes(
    min_value=CAPTURED.replace(year=1990, tzinfo=None),
    max_value=CAPTURED.replace(year=2090, tzinfo=None),
    timezones=st.just(UTC),
)
EVIDENCE = st.builds(
    TimeEvidence,
    published_raw=st.none() | TEXTS,
    time_texts=st.lists(TEXTS, max_size=3).map(tuple),
    dateline=st.none() | TEXTS,
    opening=TEXTS,
    captured_at=st.none() | INSTANTS,
    captured_between=st.none()
    | st.tuples(INSTANTS, st.integers(0, 90)).map(lambda p: (p[0], p[0] + timedelta(days=p[1]))),
    is_metadata=st.booleans(),
    language_code=st.none() | st.sampled_from(["en", "de", "fa", "zh", "hu", "xx"]),
    day_order=st.none() | st.sampled_from(["dmy", "mdy", "ymd"]),
    time_zone=st.none() | st.sampled_from(["Asia/Seoul", "America/New_York"]),
)


@given(EVIDENCE)
def test_answers_are_whole(evidence: TimeEvidence) -> None:
    """An instant with precision, source and no reason, within its interval; or a reason and no instant."""
    found = resolve_times(evidence)

    assert (found.published_at is None) == (found.published_reason is not None)
    assert (found.published_at is None) == (found.published_precision is None)
    assert found.published_reason in {None, *REASONS}
    assert (found.updated_at is None) == (found.updated_precision is None)
    if found.published_at is not None:
        assert found.published_source is not None
        assert found.published_after is not None
        assert found.published_before is not None
        assert found.published_after <= found.published_at < found.published_before
    if found.published_after is not None and found.published_before is not None:
        assert found.published_after <= found.published_before


@given(EVIDENCE)
def test_nothing_relative_is_resolved_without_a_capture(evidence: TimeEvidence) -> None:
    found = resolve_times(evidence)

    assert evidence.captured_at is not None or found.published_source != "relative_to_capture"


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    raws = [
        "2 hours ago",
        "TimesNovember 21, 202501747",
        "25. November",
        "vor zwei Tagen",
        "10分前",
        "۲۱ اسفند",
    ]
    asked = [(raw, language) for raw in raws for language in (None, "en", "de", "fa")]
    first = {x: resolve(x[0], captured_at=CAPTURED, language_code=x[1]) for x in asked}
    random.Random(7).shuffle(asked)

    assert first == {x: resolve(x[0], captured_at=CAPTURED, language_code=x[1]) for x in asked}
