"""Scored gate of languages on invented headlines, paragraphs, traps and mixed articles."""

from collections.abc import Callable, Mapping

from benchmarks.enrichment.language import calibration, is_right, measure, mixed_articles

# What issue 5 asks of those answered, and the share that may go unanswered.
_REACH = {"headline": 0.96, "paragraph": 0.99}
_MOST_UNANSWERED = 0.05
# In rows of fewer answers one wrong one moves the share by more than the confidence is out.
_ENOUGH = 100


def test_languages_do_not_fall_below_their_floors(
    hold_floors: Callable[[Mapping[str, float], str], None],
) -> None:
    found = measure()
    figures = {
        f"language.{half}.{kind}.{name}": getattr(figure, name)
        for (half, kind), figure in found.items()
        if kind in _REACH
        for name in ("of_answered", "answered")
    }
    figures |= {
        f"language.{half}.trap.all_right": figure.all_right
        for (half, kind), figure in found.items()
        if kind == "trap"
    }
    articles = mixed_articles()
    figures["language.mixed"] = sum(map(is_right, articles)) / len(articles)
    hold_floors(figures, "language")

    for (_, kind), figure in found.items():
        if kind in _REACH:
            assert figure.of_answered >= _REACH[kind]
            assert 1 - figure.answered <= _MOST_UNANSWERED


def test_confidence_is_the_share_that_is_right() -> None:
    """Within three of a hundred where there are answers enough to tell, and over all answers on both halves."""
    for rows in calibration().values():
        total = sum(count for _, _, count in rows)
        given = sum(confidence * count for confidence, _, count in rows) / total
        right = sum(share * count for _, share, count in rows) / total

        assert abs(given - right) <= 0.02
        assert all(abs(confidence - share) <= 0.03 for confidence, share, count in rows if count >= _ENOUGH)
