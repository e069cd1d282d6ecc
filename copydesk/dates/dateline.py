"""The day that a dateline gives: "SEOUL, Nov 25 (Reuters) -", "新华社北京4月24日电"."""

import re
from typing import Final

from copydesk.dates.evidence import Frame
from copydesk.dates.facts import Said, times_of

_LONGEST: Final = 160
# Within so many characters a dateline has ended; the shared openings' longest is 92.
_REACH: Final = 120
_DIGIT: Final = re.compile(r"\d")
# an opening that nobody marked: place, day, perhaps an agency, and a dash; or a wire's sign behind the day
_UNMARKED: Final = re.compile(
    r"\s*(?P<line>(?P<place>[^\W\d_][^,()\n]{1,40}),\s[^()\n,]{3,24}?"
    r"\s?(?P<agency>\([^()\d\n]{2,30}\)|/[^/\d\n]{2,12}/)?)\s?(?:--|[-–—])\s"
)
_WIRED: Final = re.compile(r"[\s（(]*[^\s，。]{2,16}?\d{1,2}月\d{1,2}日[电電訊讯]")


def day_of_dateline(dateline: str | None, opening: str, frame: Frame) -> Said | None:
    """The one day that the dateline names, or the opening if it has one that is not marked; else None."""
    line = dateline[:_LONGEST] if dateline else _unmarked(opening[:_REACH])
    if not line or not _DIGIT.search(line):
        return None
    days = [said for said in times_of(line, frame)[0] if said.day is not None and said.day.precision == "day"]
    return (
        Said(days[0].start, days[0].end, day=days[0].day, weekday=days[0].weekday) if len(days) == 1 else None
    )


def _unmarked(head: str) -> str | None:
    if not _DIGIT.search(head):
        return None
    if wired := _WIRED.match(head):
        return wired.group()
    match = _UNMARKED.match(head)
    # a sentence with a comma and a dash has neither an agency nor a place in capitals
    is_place = match is not None and match["place"].isupper()
    return match["line"] if match and (match["agency"] or is_place) else None
