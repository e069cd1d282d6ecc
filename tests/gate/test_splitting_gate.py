"""Scored gates of the splitter: floors only go up.

``pytest tests/gate --bless`` raises floors to what is measured now and never lowers one;
``--allow-regression`` lowers them too, which wants a reason in the commit message.
"""

import json
from pathlib import Path

import pytest

from benchmarks import shared, splitting

FLOORS = Path(__file__).with_name("floors.json")
COMPOSITE_FIGURES = ("f1", "precision", "recall", "mean_body_f1", "title_normalised", "files_all_right")

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
    found |= {f"dumps.{style}": splitting.score_dumps(style)[0] for style in splitting.STYLES}
    return found


def test_no_score_falls_below_its_floor(measured: dict[str, float], request: pytest.FixtureRequest) -> None:
    """Every figure is at least what it was when the floor was set."""
    floors = json.loads(FLOORS.read_text())
    if request.config.getoption("--bless"):
        lower_too = request.config.getoption("--allow-regression")
        floors = {k: v if lower_too else max(v, floors.get(k, 0.0)) for k, v in measured.items()}
        FLOORS.write_text(json.dumps({k: round(v, 4) for k, v in sorted(floors.items())}, indent=1) + "\n")

    below = {
        k: (measured.get(k), floor) for k, floor in floors.items() if measured.get(k, 0.0) < floor - 1e-4
    }
    assert below == {}
    assert floors.keys() == measured.keys()


def test_users_files_split_exactly() -> None:
    """All articles of the user's five files: title, body, publisher and raw time as the gold has them."""
    exact, total, notes = splitting.score_seeds()

    assert notes == []
    assert (total, total) == (exact, 14)
