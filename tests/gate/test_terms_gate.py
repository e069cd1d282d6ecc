"""Scored gate of keywords on invented articles, weighed against an invented archive."""

from collections.abc import Callable, Mapping

from benchmarks.enrichment.terms import recall


def test_keywords_do_not_fall_below_their_floors(
    hold_floors: Callable[[Mapping[str, float], str], None],
) -> None:
    hold_floors({f"terms.{half}.recall_of_ten": value for half, value in recall().items()}, "terms")
