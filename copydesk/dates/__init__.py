"""When articles were published and updated, with how it is known. Never the clock, never a guess."""

from copydesk.dates.evidence import REASONS, DayOrder, TimeEvidence, Times
from copydesk.dates.published import UNRESOLVED, Published, resolve_published
from copydesk.dates.resolve import day_order_of, resolve_times

__all__ = [
    "REASONS",
    "UNRESOLVED",
    "DayOrder",
    "Published",
    "TimeEvidence",
    "Times",
    "day_order_of",
    "resolve_published",
    "resolve_times",
]
