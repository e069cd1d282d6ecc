"""Figures in an article: casualties and other counts of people, money, shares, lengths, areas, heat, spans of time.

A number is a figure when a word or sign beside it says of what; so dates, clock times, years, telephone numbers,
scores, ages and numbers of roads are none. "Nobody was hurt" prints no number and gives none; nor do "dozens".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.content.figures_numbers import Number, anchors_in, numerals, word_numbers
from copydesk.content.figures_people import counts_of_people
from copydesk.content.figures_words import FigureWords, figure_words
from copydesk.content.quotes_words import known

_HOTTEST: Final = 60.0
"""Degrees; larger numbers are angles. The highest air temperature measured on Earth is 56.7."""
_QUALIFIER_REACH: Final = 22
"""Code points; the longest qualifying phrase of the words has 20."""
_LARGEST_POINTS: Final = 20.0
"""A change of more percentage points is rare, points of a stock index that share the word are not."""
_SHARED_WITH_POINTS: Final = frozenset({"ポイント"})
_TRADITIONAL: Final = frozenset("萬億圓個幣國")
_DASHES: Final = frozenset("-–−")
_LETTERS: Final = frozenset({"c", "f"})
_UNIT_KINDS: Final = frozenset({"distance", "area", "temperature", "duration"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number ``start_char`` to ``end_char`` with its scale, sign or unit, in code points of the body.

    ``kind`` is one of `killed`, `injured`, `missing`, `arrested`, `displaced`, `people`, `money`, `percent`,
    `percentage_points`, `distance`, `area`, `temperature`, `duration`. ``value`` is the number in ``unit``, scale
    words multiplied in; ``value_high`` the upper end of a range, else null. ``unit`` is ISO 4217 for money, null when
    the text leaves open whose ("Rs", "pesos"); null for people. ``qualifier`` is `min`, `about`, `max` or null.
    """

    start_char: int
    end_char: int
    text: str
    kind: str
    value: float
    value_high: float | None
    unit: str | None
    qualifier: str | None
    confidence: float


def find_figures(body: str, language_code: str | None) -> tuple[Figure, ...]:
    """Figures of ``body`` in reading order, none overlapping.

    Args:
        body: text of an article.
        language_code: ISO 639-1. Null, or a language without words, is read by signs and codes alone, and a numeral
            that two conventions read differently ("1.234") is left out.

    Returns:
        Figures; empty when there is none.
    """
    code = known(language_code)
    words = figure_words(code)
    low = _lowered(body)
    anchors = anchors_in(low, words)
    numbers = _merged(numerals(low, words), word_numbers(low, anchors, words))
    if not numbers:
        return ()
    found: list[Figure] = []
    left: list[Number] = []
    high: dict[int, Number] = {}
    skip = -1
    for n, number in enumerate(numbers):
        if number.start < skip:
            continue
        second = _upper_end(low, numbers, n, words)
        last = second or number
        figure = _measured(body, low, number, second, words)
        if figure:
            found.append(figure)
            skip = max(figure.end_char, last.end)
            continue
        if second:
            high[number.start] = second
            skip = second.end
        if low[number.start - 1 : number.start] in _DASHES and low[number.start - 2 : number.start - 1].isdigit():
            continue  # the second half of a score or a code
        left.append(number._replace(end=last.end, bare=number.bare and second is None))
    for count in counts_of_people(low, body, left, anchors, words):
        number = count.number
        upper = high.get(number.start)
        found.append(
            _figure(body, low, (number.start, number.end), count.kind, number, upper, None, words, count.confidence)
        )
    return tuple(sorted(found, key=lambda figure: figure.start_char))


def _lowered(body: str) -> str:
    low = body.lower()
    if len(low) == len(body):
        return low
    return "".join(sign.lower() if len(sign.lower()) == 1 else "i" for sign in body)


def _merged(first: Sequence[Number], second: Sequence[Number]) -> list[Number]:
    taken = sorted([*first, *second], key=lambda number: (number.start, -number.end))
    return list(_apart(taken))


def _apart(numbers: Sequence[Number]) -> Iterator[Number]:
    last = -1
    for number in numbers:
        if number.start >= last:
            yield number
            last = number.end


def _upper_end(low: str, numbers: Sequence[Number], n: int, words: FigureWords) -> Number | None:
    """Second number of a range ("5 to 7", "between 20 and 30", "5–7"); null for a change ("from 3 to 5")."""
    if n + 1 >= len(numbers):
        return None
    number, second = numbers[n], numbers[n + 1]
    match = words.reach.match(low, number.end)
    if match is None or match.end() != second.start or number.bare or second.bare or number.one:
        return None
    dash = not any(sign.isalnum() for sign in match.group())
    before = low[max(0, number.start - 14) : number.start].rstrip()
    between = any(before.endswith(word) for word in words.between_words)
    started = any(before.endswith(word) for word in words.from_words)
    first_to = match.group().strip() in {"and", "und", "et", "y", "e", "en", "och", "og", "και", "și", "és", "dan", "và", "i", "a", "и", "і", "ve", "or", "oder", "ou", "o"}
    if not dash and not between and (started or first_to):
        return None
    low_value = number.value
    # "40-50 million": the scale is of both
    if second.value > low_value:
        return second
    return None


def _measured(body: str, low: str, number: Number, second: Number | None, words: FigureWords) -> Figure | None:
    """Figure of a number that a sign or a unit stands beside; null when none does."""
    last = second or number
    prefix = words.prefix.search(body, max(0, number.start - 8), number.start) or (
        words.prefix.search(low, max(0, number.start - 8), number.start)
    )
    if prefix:
        kind, unit = words.prefixes[prefix.group(1)]
        end, upper, value = _with_glued(low, number, second, words)
        unit = unit or _unit_after(low, end, words)
        end = max(end, _end_of_money(low, end, words))
        scaled_number = number._replace(value=value)
        return _figure(body, low, (prefix.start(1), end), kind, scaled_number, upper, unit, words, 0.95)
    match = words.unit.match(low, last.end)
    if match is None:
        return None
    kind, unit, needs_scale = words.units[match.group(1)]
    if not _fits(body, low, number, last, match.span(1), kind, needs_scale, words):
        return None
    start = number.start
    if kind in {"temperature", "percent"} and low[start - 1 : start] in {"-", "−"} and low[start - 2 : start - 1] in {" ", ""}:
        number = number._replace(value=-number.value)
        start -= 1
    elif kind == "temperature" and _is_below_zero(low, start):
        number = number._replace(value=-number.value)
        start = low.rindex("minus", 0, start)
    if unit == "CNY" and match.group(1) == "元" and any(sign in _TRADITIONAL for sign in body):
        unit = None
    confidence = 0.95 if unit else 0.8
    return _figure(body, low, (start, match.end()), kind, number, second, unit, words, confidence)


def _is_below_zero(low: str, start: int) -> bool:
    return low[max(0, start - 6) : start] == "minus "


def _with_glued(
    low: str, number: Number, second: Number | None, words: FigureWords
) -> tuple[int, Number | None, float]:
    """End and values of money with a letter for its scale ("£200m"); a scale after a range is of both ends."""
    last = second or number
    end, factor = last.end, 1.0
    match = words.glued.match(low, end) if words.glued else None
    if match:
        factor = words.glued_scales[match.group(1)]
        end = match.end()
    value, upper = number.value * factor, second._replace(value=second.value * factor) if second else None
    return end, upper, _same_scale(value, number, upper, low)


def _same_scale(value: float, number: Number, upper: Number | None, low: str) -> float:
    """Lower end of a range whose scale word stands after the upper end alone ("40-50 million")."""
    if upper is None or any(sign.isalpha() for sign in low[number.start : number.end]):
        return value
    printed = low[upper.start : upper.end]
    if not any(sign.isalpha() for sign in printed) or number.word or upper.word:
        return value
    for factor in (1e12, 1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3):
        if upper.value >= factor and value < upper.value / factor:
            return value * factor
    return value


def _unit_after(low: str, end: int, words: FigureWords) -> str | None:
    match = words.unit.match(low, end)
    found = words.units[match.group(1)] if match else None
    return found[1] if found and found[0] == "money" else None


def _end_of_money(low: str, end: int, words: FigureWords) -> int:
    match = words.unit.match(low, end)
    return match.end() if match and words.units[match.group(1)][0] == "money" else end


def _fits(
    body: str,
    low: str,
    number: Number,
    last: Number,
    unit: tuple[int, int],
    kind: str,
    needs_scale: bool,
    words: FigureWords,
) -> bool:
    """Whether the unit is meant: no age, time ago, letter of another meaning, or angle."""
    printed = low[slice(*unit)]
    spaced = unit[0] > last.end
    if printed in words.exact and body[slice(*unit)] not in words.exact[printed]:
        return False
    if printed in _LETTERS and (spaced or not body[unit[0]].isupper()):
        return False
    if printed == "m" and not spaced:
        return False
    if needs_scale and last.value < 1000:
        return False
    if kind == "temperature" and abs(last.value) > _HOTTEST and printed not in {"°f", "f", "fahrenheit", "degrees fahrenheit"}:
        return False
    if printed in _SHARED_WITH_POINTS and last.value > _LARGEST_POINTS:
        return False
    if number.one and kind in _UNIT_KINDS:
        return False
    after = low[unit[1] : unit[1] + 14].lstrip(" -\u00a0")
    if any(after.startswith(word) for word in words.ages):
        return False
    if kind == "duration":
        before = low[max(0, number.start - 10) : number.start].rstrip()
        return not any(after.startswith(word) or before.endswith(word) for word in words.ago)
    return True


def _figure(
    body: str,
    low: str,
    span: tuple[int, int],
    kind: str,
    number: Number,
    upper: Number | None,
    unit: str | None,
    words: FigureWords,
    confidence: float,
) -> Figure:
    value = _same_scale(number.value, number, upper, low)
    return Figure(
        start_char=span[0],
        end_char=span[1],
        text=body[slice(*span)],
        kind=kind,
        value=value,
        value_high=upper.value if upper else None,
        unit=None if kind in {"percent", "percentage_points"} else unit,
        qualifier=_qualifier(low, span[0], words),
        confidence=confidence,
    )


def _qualifier(low: str, start: int, words: FigureWords) -> str | None:
    """What a phrase right before the figure says of it."""
    before = low[max(0, start - _QUALIFIER_REACH) : start].rstrip()
    if not before.endswith(words.phrases):
        return None
    for phrase, name in words.qualifiers:
        if before.endswith(phrase):
            head = before[-len(phrase) - 1 : -len(phrase)]
            if not words.spaced or not head.isalnum():
                return name
    return None
