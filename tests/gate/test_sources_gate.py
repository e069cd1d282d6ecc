"""Scored gate of the source of an article, on invented openings, endings, bylines, titles and names of outlets."""

from collections.abc import Callable, Mapping

import pytest

from benchmarks.enrichment import sources

# What is asked, and whether answers are counted one by one or a row's answers as a whole.
_QUESTIONS = {
    "agency": "f1",
    "place": "f1",
    "date": "f1",
    "authors": "exact",
    "genre": "exact",
    "publisher": "exact",
}
# The least that the issue asks for, on the half that rules are not tuned on.
_REACH = 0.97


@pytest.fixture(scope="module")
def tallies() -> dict[str, dict[str, sources.Tally]]:
    """The answers on each half."""
    return {half: sources.measure(half) for half in sources.HALVES}


def test_no_answer_falls_below_its_floor(
    tallies: dict[str, dict[str, sources.Tally]], hold_floors: Callable[[Mapping[str, float], str], None]
) -> None:
    figures = {
        f"sources.{half}.{question}.{figure}": getattr(tallies[half][question], figure)
        for half in sources.HALVES
        for question, figure in _QUESTIONS.items()
    }
    hold_floors(figures, "sources")


@pytest.mark.parametrize("question", ["agency", "place"])
def test_agency_and_dateline_reach_what_is_asked(
    question: str, tallies: dict[str, dict[str, sources.Tally]]
) -> None:
    assert _REACH <= tallies["held"][question].f1


def test_the_labelled_rows_are_many_and_of_many_languages() -> None:
    counts = {
        name: len(sources.rows(name)) for name in ("openings", "endings", "bylines", "genres", "publishers")
    }
    languages = {row["lang"] for name in ("openings", "endings") for row in sources.rows(name)}

    assert counts["openings"] + counts["endings"] >= 240
    assert counts["bylines"] >= 120
    assert counts["genres"] >= 80
    assert counts["publishers"] >= 60
    assert len(languages) >= 25


def test_no_row_is_there_twice() -> None:
    for name in ("openings", "endings", "bylines", "genres", "publishers"):
        rows = [tuple(sorted((k, str(v)) for k, v in row.items())) for row in sources.rows(name)]
        assert len(rows) == len(set(rows))
