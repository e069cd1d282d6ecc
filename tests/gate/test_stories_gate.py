"""Scored gate of stories on invented events told by several outlets; nothing beside the checkout is needed."""

from collections.abc import Callable, Mapping

from benchmarks.stories.scores import measure


def test_stories_do_not_fall_below_their_floors(
    hold_floors: Callable[[Mapping[str, float], str], None],
) -> None:
    figures = {
        f"stories.{half}.{name}.{figure}": getattr(score, figure)
        for half, scores in measure().items()
        for name, score in scores.items()
        for figure in ("precision", "recall", "f1")
    }

    hold_floors(figures, "stories")
