"""When the pages of a batch can have been fetched, by what the batch is called."""

import re
from datetime import UTC, datetime, timedelta

_DAY = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
# A batch is called by the day of its data or of its run, in the zone of whoever names it: a day more at
# either end holds both, with every zone.
_MARGIN = timedelta(days=1)


def captured_between(batch_id: str) -> tuple[datetime, datetime] | None:
    """Earliest and latest capture of a batch with one day in its id, in UTC; None without, or with several.

    >>> captured_between("2026-03-14-sample")[0].isoformat()
    '2026-03-13T00:00:00+00:00'
    >>> captured_between("sample") is None
    True
    """
    days = {match.groups() for match in _DAY.finditer(batch_id)}
    if len(days) != 1:
        return None
    year, month, day = map(int, days.pop())
    try:
        start = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    return start - _MARGIN, start + timedelta(days=1) + _MARGIN
