"""Scored gate of places, people and organisations on invented sentences of `tests/gate/entities`."""

from collections.abc import Callable, Mapping

from benchmarks.enrichment.entity_labels import measure_names, measure_places, sentences

_WANTED_F1 = 0.85


def test_entities_do_not_fall_below_their_floors(
    hold_floors: Callable[[Mapping[str, float], str], None],
) -> None:
    scores = {
        f"entities.{half}.{kind}": score
        for half in ("tuned", "held")
        for kind, score in {**measure_places(half), **measure_names(half)}.items()
    }
    figures = {
        f"{name}.{figure}": getattr(score, figure)
        for name, score in scores.items()
        for figure in ("precision", "recall", "f1")
    }
    hold_floors(figures, "entities")

    assert figures["entities.held.country.f1"] >= _WANTED_F1


def test_the_labelled_set_is_wide_enough() -> None:
    places = list(sentences("places_en.txt", "places_other.txt"))
    names = list(sentences("names.txt"))

    assert len(places) >= 320
    assert len({one.language for one in places}) >= 15
    assert sum(one.language == "en" for one in places) >= len(places) / 2
    assert sum(not one.places for one in places) >= 60
    assert len(names) >= 80
