"""The day that a dateline gives: "SEOUL, Nov 25 (Reuters) -", "新华社北京4月24日电"."""

import re
from typing import Final

from copydesk.dates.evidence import Frame
from copydesk.dates.facts import Said, times_of

_LONGEST: Final = 160
# Within so many characters a dateline has ended; the shared openings' longest is 92.
_REACH: Final = 120
_DIGIT: Final = re.compile(r"\d")
# an opening that nobody marked: a place in capitals or an agency's brackets before a dash, or a wire's sign behind a day
_UNMARKED: Final = re.compile(
    r"\s*(?P<line>(?:[^\W\d_]{2,}[^()\n]{0,60}\([^()\n]{2,30}\)|[A-Z][A-Z .,'-]{2,40},\s[^()\n]{3,24}?(?:\([^()\n]{2,30}\)|/[^/\n]{2,12}/)?)"
    r"\s?(?:--|[-–—])\s|[^\s，。]{2,16}?\d{1,2}月\d{1,2}日[电電訊讯]|\([^()\n]{2,40}\d[^()\n]{0,20}\)\s?(?:--|[-–—])\s)"
)


def day_of_dateline(dateline: str | None, opening: str, frame: Frame) -> Said | None:
    """The one day that the dateline names, or the opening if it has one that is not marked; else None."""
    line = dateline[:_LONGEST] if dateline else _unmarked(opening[:_REACH])
    if not line or not _DIGIT.search(line):
        return None
    days = [said for said in times_of(line, frame)[0] if said.day is not None and said.day.precision == "day"]
    return Said(days[0].start, days[0].end, day=days[0].day, weekday=days[0].weekday) if len(days) == 1 else None


def _unmarked(head: str) -> str | None:
    if not _DIGIT.search(head):
        return None
    match = _UNMARKED.match(head)
    return match["line"] if match else None
