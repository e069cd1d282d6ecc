"""Numbers with a unit or a sign of money beside them: kind, unit, range and what the unit does not mean."""

from typing import Final, NamedTuple

from copydesk.content.figures_numbers import Number, Text

_PREFIX_REACH: Final = 8
"""Code points before a number; the longest sign or word of money there has 6."""
_HOTTEST: Final = 60.0
"""Degrees; larger numbers are angles. The highest air temperature measured on Earth is 56.7."""
_FAHRENHEIT: Final = frozenset({"°f", "℉", "f", "fahrenheit", "degrees fahrenheit"})
_FEWEST_SCALED: Final = 1_000
"""Least sum of a word that means something else beside small numbers ("20 pounds", "5 won")."""
_MOST_POINTS: Final = 20.0
"""A change of more percentage points is rare, points of a stock index that share the word are not."""
_SHARED_WITH_POINTS: Final = frozenset({"ポイント"})
_TRADITIONAL: Final = frozenset("萬億圓個幣國")
"""Signs that mainland China does not write: there "元" may be the money of Taiwan or Hong Kong."""
_LETTERS: Final = frozenset({"c", "f"})
_SIGNED: Final = frozenset({"temperature", "percent"})
_BARE_UNITS: Final = frozenset({"percent", "percentage_points"})
_NOT_OF_ONE: Final = frozenset({"distance", "area", "temperature", "duration"})
_FACTORS: Final = (1e12, 1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3)


class Measure(NamedTuple):
    """A figure without its text: span in code points, kind, value, upper end, unit, confidence."""

    start: int
    end: int
    kind: str
    value: float
    value_high: float | None
    unit: str | None
    confidence: float


class Unit(NamedTuple):
    """A unit after a number, ``start`` to ``end``; ``scaled`` when it counts only for large sums."""

    start: int
    end: int
    kind: str
    unit: str | None
    scaled: bool


def upper_end(text: Text, number: Number, second: Number | None) -> Number | None:
    """Second number of a range ("5 to 7", "between 20 and 30", "5–7"), null for a change ("from 3 to 5").

    The first is of the same scale where only the second prints one ("40-50 million"): see `measure`.
    """
    if second is None or number.bare or second.bare or number.one:
        return None
    match = text.words.reach.match(text.low, number.end)
    if match is None or match.end() != second.start or second.value <= number.value:
        return None
    link = match.group().strip()
    before = text.low[max(0, number.start - 14) : number.start].rstrip()
    if before.endswith(text.words.between_words):
        return second
    change = link.isalnum() and (before.endswith(text.words.from_words) or link in text.words.and_words)
    return None if change else second


def measure(text: Text, number: Number, second: Number | None, *, earliest: int) -> Measure | None:
    """Figure of a number that a sign or a unit stands beside, none of it before ``earliest``; else null."""
    return _money_before(text, number, second, earliest) or _unit_after(text, number, second)


def _money_before(text: Text, number: Number, second: Number | None, earliest: int) -> Measure | None:
    start = max(0, earliest, number.start - _PREFIX_REACH)
    words = text.words
    prefix = words.prefix.search(text.body, start, number.start) or words.prefix.search(
        text.low, start, number.start
    )
    if prefix is None:
        return None
    kind, unit = words.prefixes[prefix.group(1)]
    end, factor = (second or number).end, 1.0
    glued = words.glued.match(text.low, end) if words.glued else None
    if glued:
        end, factor = glued.end(), words.glued_scales[glued.group(1)]
    named = _unit_at(text, end)
    if named and named.kind == "money":
        end, unit = named.end, unit or named.unit
    low, high = _ends(text, number, second)
    if kind in _BARE_UNITS:
        unit = None
    return Measure(prefix.start(1), end, kind, low * factor, high and high * factor, unit, 0.95)


def _unit_after(text: Text, number: Number, second: Number | None) -> Measure | None:
    last = second or number
    unit = _unit_at(text, last.end)
    if unit is None or not _is_meant(text, unit, number, last):
        return None
    low, high = _ends(text, number, second)
    start = number.start
    if unit.kind in _SIGNED and _has_minus(text.low, start):
        low, start = -low, start - 1
    elif unit.kind == "temperature" and text.low.endswith("minus ", 0, start):
        low, start = -low, start - len("minus ")
    name = None if unit.kind in _BARE_UNITS else unit.unit
    if name == "CNY" and text.body[unit.start : unit.end] == "元" and not _TRADITIONAL.isdisjoint(text.body):
        name = None
    sure = 0.8 if unit.kind == "money" and name is None else 0.95
    return Measure(start, unit.end, unit.kind, low, high, name, sure)


def _unit_at(text: Text, end: int) -> Unit | None:
    match = text.words.unit.match(text.low, end)
    if match is None:
        return None
    kind, unit, scaled = text.words.units[match.group(1)]
    return Unit(match.start(1), match.end(1), kind, unit, scaled)


def _has_minus(low: str, start: int) -> bool:
    return low[start - 1 : start] in {"-", "−"} and (start < 2 or low[start - 2].isspace())


def _ends(text: Text, number: Number, second: Number | None) -> tuple[float, float | None]:
    """Both ends of a range; a scale that is printed once, after the second, is of both ("40-50 million")."""
    if second is None:
        return number.value, None
    value = number.value
    scaled_first = any(map(str.isalpha, text.low[number.start : number.end]))
    scaled_second = any(map(str.isalpha, text.low[second.start : second.end]))
    if scaled_second and not scaled_first and not number.word and not second.word:
        factor = next((f for f in _FACTORS if second.value >= f and value < second.value / f), 1.0)
        value *= factor
    return value, second.value


def _is_meant(text: Text, unit: Unit, number: Number, last: Number) -> bool:
    """Whether the unit is meant: no letter of another meaning, angle, age, or time ago."""
    printed = text.low[unit.start : unit.end]
    small_sum = unit.scaled and last.value < _FEWEST_SCALED
    angle = unit.kind == "temperature" and abs(last.value) > _HOTTEST and printed not in _FAHRENHEIT
    points = printed in _SHARED_WITH_POINTS and last.value > _MOST_POINTS
    article = number.one and unit.kind in _NOT_OF_ONE
    if small_sum or angle or points or article or _is_other_letter(text, unit, printed, last):
        return False
    after = text.low[unit.end : unit.end + 14].lstrip(" -\u00a0")
    if after.startswith(text.words.ages):
        return False
    before = text.low[max(0, number.start - 10) : number.start].rstrip()
    return unit.kind != "duration" or not (
        after.startswith(text.words.ago) or before.endswith(text.words.ago)
    )


def _is_other_letter(text: Text, unit: Unit, printed: str, last: Number) -> bool:
    """Whether letters that could be a unit are not written as one: "5m", "9 c", "RS" of an engine."""
    body = text.body[unit.start : unit.end]
    spaced = unit.start > last.end
    if printed in text.words.exact:
        return body not in text.words.exact[printed]
    if printed in _LETTERS:
        return spaced or not body.isupper()
    return printed == "m" and not spaced
