"""Scored gate of duplicates on invented pairs; nothing beside the checkout is needed."""

from collections.abc import Callable, Mapping

from benchmarks.duplicates.matching import measure, some_clusters

_ARTICLES, _EACH = 1_500, 40


def test_duplicates_do_not_fall_below_their_floors(
    hold_floors: Callable[[Mapping[str, float], str], None],
) -> None:
    found, candidates = measure(with_printed=False, each=_EACH, background=_ARTICLES)
    clusters = some_clusters(_ARTICLES)
    figures = {
        f"duplicates.{half}.{name}": getattr(figure, name)
        for half, figure in found.items()
        for name in ("precision", "recall", "f1", "candidate_recall")
    }
    figures |= {f"duplicates.clusters.{name}": getattr(clusters, name) for name in ("precision", "recall")}
    hold_floors(figures, "duplicates")

    assert candidates <= 50
    assert clusters.chained_guarded == 0
