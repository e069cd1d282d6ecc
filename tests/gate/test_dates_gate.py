"""Scored gate of times on labelled expressions of many languages, with traps."""

from collections.abc import Callable, Mapping

from benchmarks.enrichment.date_labels import labels, score


def test_dates_do_not_fall_below_their_floors(
    hold_floors: Callable[[Mapping[str, float], str], None],
) -> None:
    scores = {half: score(half) for half in ("tuned", "held")}
    hold_floors(
        {f"dates.{half}.right": found.right for half, found in scores.items()}
        | {f"dates.{half}.not_wrong": 1 - found.wrong for half, found in scores.items()},
        "dates",
    )

    assert all(found.wrong <= 0.01 for found in scores.values())


def test_the_labels_are_many_and_of_many_languages() -> None:
    """At least 600 in 20 languages were asked for."""
    some = list(labels())

    assert len(some) >= 900
    assert len({label.language for label in some}) >= 35
    assert len({(label.language, label.line) for label in some}) == len(some)
