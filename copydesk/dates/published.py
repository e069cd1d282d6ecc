"""The instant alone, for callers that know nothing but the printed time and the capture."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from copydesk.dates.evidence import TimeEvidence
from copydesk.dates.resolve import resolve_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An instant in UTC, how exact it is, and what it rests on; all None when unresolved."""

    at: datetime | None
    precision: str | None
    source: str | None


UNRESOLVED: Final = Published(at=None, precision=None, source=None)
"""The answer for what is no time, or more than one."""


def resolve_published(
    raw: str | None, captured_at: datetime | None, *, from_metadata: bool = False
) -> Published:
    """When ``raw`` says that the article was published; `resolve_times` says the same with its provenance.

    Args:
        raw: the time as printed; None if the page gives none.
        captured_at: when the page was fetched, with a zone; None if unknown.
        from_metadata: ``raw`` comes from the page's metadata and was not printed.

    Returns:
        ``source`` is ``printed``, ``page_metadata``, or ``relative_to_capture`` for what was counted from the
        capture, a day without a year among it. A time labelled as an update's counts when there is no other.

    >>> resolve_published("25 November 2024 18:06 +0200", None).at.isoformat()
    '2024-11-25T16:06:00+00:00'
    >>> resolve_published("2 hours ago", None)
    Published(at=None, precision=None, source=None)
    """
    times = resolve_times(TimeEvidence(published_raw=raw, captured_at=captured_at, is_metadata=from_metadata))
    printed = "page_metadata" if from_metadata else "printed"
    if times.published_at is not None:
        source = printed if times.published_anchor is None else "relative_to_capture"
        return Published(at=times.published_at, precision=times.published_precision, source=source)
    if times.updated_at is not None and times.published_reason == "only_updated":
        return Published(at=times.updated_at, precision=times.updated_precision, source=printed)
    return UNRESOLVED
