"""Scored gates of the splitter on the shared pages; the rule of the floors is in `conftest`."""

from collections.abc import Callable, Mapping

import pytest

from benchmarks import shared, splitting

COMPOSITE_FIGURES = ("f1", "precision", "recall", "mean_body_f1", "title_normalised", "files_all_right")
HALF_FIGURES = ("recall", "mean_body_f1", "title_normalised")

pytestmark = pytest.mark.skipif(
    not shared.available(), reason="the shared evaluation material is not beside the checkout"
)


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    """Every gated figure by name."""
    exact, _total, _notes = splitting.score_seeds()
    figures, _worst = splitting.score_composites()
    found = {"seeds.exact": float(exact)}
    found |= {f"composites.{name}": figures[name] for name in COMPOSITE_FIGURES}
    for half, of_half in splitting.score_halves().items():
        found |= {f"halves.{half.replace(' ', '_')}.{name}": of_half[name] for name in HALF_FIGURES}
    found |= {f"dumps.{style}": splitting.score_dumps(style)[0] for style in splitting.STYLES}
    return found


def test_no_score_falls_below_its_floor(
    measured: dict[str, float], hold_floors: Callable[[Mapping[str, float], str], None]
) -> None:
    """Every figure is at least what it was when the floor was set."""
    hold_floors(measured, "seeds composites halves dumps")


def test_users_files_split_exactly() -> None:
    """All articles of the user's five files: title, body, publisher and raw time as the gold has them."""
    exact, total, notes = splitting.score_seeds()

    assert notes == []
    assert (total, total) == (exact, 14)
