"""Scored gate of quotes and figures on invented passages; nothing beside the checkout is needed."""

from collections.abc import Callable, Mapping

import pytest

from benchmarks.enrichment import quote_labels

EXAMPLES = [*quote_labels.read(quote_labels.PASSAGES), *quote_labels.read(quote_labels.SENTENCES)]
_NAMES = {"spans": "quotes.{}.spans", "speakers": "quotes.{}.speakers", "figures": "figures.{}"}


def test_quotes_and_figures_do_not_fall_below_their_floors(
    hold_floors: Callable[[Mapping[str, float], str], None],
) -> None:
    tallies, _ = quote_labels.measure()
    figures = {
        f"{name.format(half)}.{figure}": getattr(tallies[half][task], figure)
        for half in quote_labels.HALVES
        for task, name in _NAMES.items()
        for figure in ("precision", "recall", "f1")
    }
    hold_floors(figures, "quotes figures")


@pytest.mark.parametrize(("path", "fewest"), [(quote_labels.PASSAGES, 150), (quote_labels.SENTENCES, 250)])
def test_labels_are_many_and_of_many_languages(path: object, fewest: int) -> None:
    examples = quote_labels.read(path)  # type: ignore[arg-type]

    assert len(examples) >= fewest
    assert len({example.language for example in examples}) >= 20
    assert len({(example.language, example.text) for example in examples}) == len(examples)
    for half in quote_labels.HALVES:
        assert sum(example.half == half for example in examples) >= fewest / 3


def test_a_speaker_that_is_labelled_is_printed() -> None:
    for example in quote_labels.read(quote_labels.PASSAGES):
        assert all(label.value in example.text for label in example.labels), example
