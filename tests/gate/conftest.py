"""The rule of all scored gates: floors only go up.

``pytest tests/gate --bless`` raises floors to what is measured now and never lowers one;
``--allow-regression`` lowers them too, which wants a reason in the commit message.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

FLOORS = Path(__file__).with_name("floors.json")
# Floors are written with four digits.
_ROUNDED = 1e-4


@pytest.fixture(scope="module")
def hold_floors(request: pytest.FixtureRequest) -> Callable[[Mapping[str, float], str], None]:
    """Function that holds figures to their floors: those whose names begin with one of the given words."""

    def hold(measured: Mapping[str, float], first_parts: str) -> None:
        mine = first_parts.split()
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        others = {k: v for k, v in floors.items() if k.split(".")[0] not in mine}
        own = {k: v for k, v in floors.items() if k not in others}
        if request.config.getoption("--bless"):
            lower_too = request.config.getoption("--allow-regression")
            own = {k: round(v if lower_too else max(v, own.get(k, 0.0)), 4) for k, v in measured.items()}
            FLOORS.write_text(json.dumps(dict(sorted({**others, **own}.items())), indent=1) + "\n")
        below = {
            k: (measured.get(k), floor) for k, floor in own.items() if measured.get(k, 0.0) < floor - _ROUNDED
        }
        assert below == {}
        assert own.keys() == measured.keys()

    return hold
