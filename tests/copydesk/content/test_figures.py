"""A number is a figure when the words beside it say of what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.content.figures import find_figures
from copydesk.content.figures_numbers import han_value, numeral_value
from copydesk.content.quotes_words import files

KINDS = {
    "killed", "injured", "missing", "arrested", "displaced", "people", "money", "percent", "percentage_points",
    "distance", "area", "temperature", "duration",
}  # fmt: skip
SIGNS = st.text(alphabet="0123456789.,-–$€£% \nmillion dead two killed people 人死亡万", max_size=80)


def given_by(body: str, language: str | None = "en") -> list[tuple[str, float, str | None]]:
    return [(figure.kind, figure.value, figure.unit) for figure in find_figures(body, language)]


@pytest.mark.parametrize(
    ("body", "language", "expected"),
    [
        ("At least 12 people were killed.", "en", [("killed", 12, None)]),
        ("The storm killed two and injured 30.", "en", [("killed", 2, None), ("injured", 30, None)]),
        ("It cost $1.5 million.", "en", [("money", 1_500_000, "USD")]),
        ("Das kostet 2,5 Mrd. Euro.", "de", [("money", 2_500_000_000, "EUR")]),
        ("Il y a 1 204 morts.", "fr", [("killed", 1204, None)]),
        ("価格は1万2000円だった。", "ja", [("money", 12_000, "JPY")]),
        ("It was priced at Rs 500.", "en", [("money", 500, None)]),
        ("Det kostar 500 kr.", "sv", [("money", 500, "SEK")]),
        ("Prices rose 3.4%.", "en", [("percent", 3.4, None)]),
        ("Fiyatlar %61,5 arttı.", "tr", [("percent", 61.5, None)]),
    ],
)
def test_what_is_counted(body: str, language: str, expected: list[tuple[str, float, str | None]]) -> None:
    assert expected == given_by(body, language)


@pytest.mark.parametrize(
    "body",
    [
        "Nobody was hurt.",
        "No one was killed in 2019.",
        "Dozens were injured.",
        "A man aged 45 was arrested.",
        "It began at 14:30 on 3 May 2021.",
        "They won 3-1.",
        "Call 555-0123.",
        "Flight 17 killed the mood.",
        "The outbreak killed 300 cows.",
        "",
    ],
)
def test_what_is_no_figure(body: str) -> None:
    assert [] == given_by(body)


def test_a_range_has_both_ends_in_its_scale() -> None:
    (figure,) = find_figures("It costs $40-50 million.", "en")

    assert (40_000_000, 50_000_000) == (figure.value, figure.value_high)


def test_a_change_is_no_range() -> None:
    assert [("percent", 7, None)] == given_by("It rose from 5 to 7 percent.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("More than 200 people came.", "min"),
        ("About 200 people came.", "about"),
        ("Up to 200 people came.", "max"),
        ("There 200 people came.", None),
    ],
)
def test_qualifiers(body: str, expected: str | None) -> None:
    (figure,) = find_figures(body, "en")

    assert expected == figure.qualifier


@pytest.mark.parametrize(
    ("printed", "decimal", "expected"),
    [
        ("1.234", ",", 1234),
        ("1.234", ".", 1.234),
        ("1.234", "", None),
        ("1,234,567.5", ".", 1234567.5),
        ("1.234,5", ".", 1234.5),
        ("1,00,000", ".", 100_000),
        ("3,4", ".", 3.4),
        ("1 204", ",", 1204),
        ("١٢", ".", 12),
        ("1.2.3", ".", None),
    ],
)
def test_numerals_by_the_signs_of_the_language(printed: str, decimal: str, expected: float | None) -> None:
    assert expected == numeral_value(printed, decimal)


def test_chinese_numerals() -> None:
    assert [3, 12, 205, 30_000] == [han_value(printed) for printed in ("三", "十二", "二百〇五", "三万")]


@given(st.one_of(st.text(max_size=120), SIGNS), st.sampled_from([None, "xx", *files()]))
def test_spans_lie_in_the_text_and_match(body: str, language: str | None) -> None:
    found = find_figures(body, language)
    last = 0
    for figure in found:
        assert last <= figure.start_char < figure.end_char <= len(body)
        assert body[figure.start_char : figure.end_char] == figure.text
        last = figure.end_char
        assert figure.kind in KINDS
        assert figure.value_high is None or figure.value_high > figure.value
        assert figure.qualifier in {None, "min", "about", "max"}
        assert 0 < figure.confidence <= 1
    assert found == find_figures(body, language)
