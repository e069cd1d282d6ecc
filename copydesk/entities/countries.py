"""Which countries an article is about."""

from collections import Counter
from collections.abc import Iterable

from copydesk.entities.mention import PLACE_TYPES, Mention

# A headline names what a story is about; the opening says where; later mentions are background.
_TITLE, _OPENING, _LATER = 3.0, 2.0, 1.0
_OPENING_CHARS = 400


def country_codes_of(mentions: Iterable[Mention]) -> tuple[tuple[str, float], ...]:
    """Country codes with their shares of the mentions of places, largest first; shares add up to one.

    A mention counts its confidence: three times in the title, twice in the first 400 characters of the
    body. Empty when no place is named. Equal shares stand in the order of their codes.
    """
    weights: Counter[str] = Counter()
    for mention in mentions:
        if mention.type in PLACE_TYPES and mention.country_code:
            opening = mention.start_char < _OPENING_CHARS
            times = _TITLE if mention.field == "title" else _OPENING if opening else _LATER
            weights[mention.country_code] += times * mention.confidence  # type: ignore[assignment]
    total = sum(weights.values())
    shares = ((code, round(weight / total, 3)) for code, weight in weights.items())
    return tuple(sorted(shares, key=lambda pair: (-pair[1], pair[0])))
