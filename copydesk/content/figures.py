"""Figures in an article: casualties, other counts of people, money, shares, lengths, areas, heat, time spans.

A number is a figure when a word or sign beside it says of what; so dates, clock times, years, telephone
numbers, scores, ages and numbers of roads are none. "Nobody was hurt" prints no number and gives none; nor
does "dozens".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.content.figures_measures import Measure, measure, upper_end
from copydesk.content.figures_numbers import Number, Text, anchors_in, numerals, word_numbers
from copydesk.content.figures_people import counts_of_people
from copydesk.content.figures_words import figure_words
from copydesk.content.quotes_words import known

_QUALIFIER_REACH: Final = 22
"""Code points; the longest qualifying phrase of the words has 20."""
_DASHES: Final = frozenset("-–−")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number ``start_char`` to ``end_char`` with its scale, sign or unit, in code points of the body.

    ``kind`` is one of `killed`, `injured`, `missing`, `arrested`, `displaced`, `people`, `money`, `percent`,
    `percentage_points`, `distance`, `area`, `temperature`, `duration`. ``value`` is the number in ``unit``,
    scale words multiplied in; ``value_high`` the upper end of a range, else null. ``unit`` is ISO 4217 for
    money, null when the text leaves open whose it is ("Rs", "pesos"); null for people and shares.
    ``qualifier`` is `min`, `about`, `max` or null. ``confidence`` is 0 to 1.
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
        language_code: ISO 639-1. Null, or a language without words, is read by signs, codes, and the words
        that all languages agree on; a number that two conventions read differently ("1.234") is left out.

    Returns:
        Figures; empty when there is none.
    """
    words = figure_words(known(language_code))
    text = Text(body, _lowered(body), words)
    anchors = anchors_in(text)
    numbers = _apart([*numerals(text), *word_numbers(text, anchors)])
    found: list[Measure] = []
    others: list[Number] = []
    upper: dict[int, Number] = {}
    end = -1
    for n, number in enumerate(numbers):
        if number.start < end:
            continue
        second = upper_end(text, number, numbers[n + 1] if n + 1 < len(numbers) else None)
        last = second or number
        measured = measure(text, number, second, earliest=end)
        if measured:
            found.append(measured)
            end = max(measured.end, last.end)
            continue
        end = last.end
        if second:
            upper[number.start] = second
        if second or not _is_second_half(text.low, number.start):
            others.append(number._replace(end=end, bare=number.bare and second is None))
    for count in counts_of_people(text, others, anchors):
        start, last_of = count.number.start, count.number.end
        high = upper.get(start)
        value = count.number.value
        found.append(
            Measure(start, last_of, count.kind, value, high.value if high else None, None, count.confidence)
        )
    return tuple(_figure(text, one) for one in sorted(found))


def _lowered(body: str) -> str:
    """Text in lower case, sign by sign, so that places stay what they are."""
    low = body.lower()
    if len(low) == len(body):
        return low
    return "".join(sign.lower() if len(sign.lower()) == 1 else "i" for sign in body)


def _apart(numbers: Sequence[Number]) -> list[Number]:
    """Numbers in order; of two that overlap the one that begins first and is longer."""
    apart: list[Number] = []
    for number in sorted(numbers, key=lambda number: (number.start, -number.end)):
        if not apart or number.start >= apart[-1].end:
            apart.append(number)
    return apart


def _is_second_half(low: str, start: int) -> bool:
    """Whether the number is the second half of a score or a code."""
    return start > 1 and low[start - 1] in _DASHES and low[start - 2].isdigit()


def _figure(text: Text, found: Measure) -> Figure:
    return Figure(
        start_char=found.start,
        end_char=found.end,
        text=text.body[found.start : found.end],
        kind=found.kind,
        value=found.value,
        value_high=found.value_high,
        unit=found.unit,
        qualifier=_qualifier(text, found.start),
        confidence=found.confidence,
    )


def _qualifier(text: Text, start: int) -> str | None:
    """What a phrase right before the figure says of it."""
    before = text.low[max(0, start - _QUALIFIER_REACH) : start].rstrip()
    if not before.endswith(text.words.phrases):
        return None
    for phrase, name in text.words.qualifiers:
        if before.endswith(phrase):
            head = before[-len(phrase) - 1 : -len(phrase)]
            if not text.words.spaced or not head.isalnum():
                return name
    return None
