"""Every query that the documents show runs, and those said to give rows give some."""

import re
from pathlib import Path

import pytest

from flows.pipeline import Outcome
from warehouse.query import run_sql
from warehouse.root import WarehouseRoot

RECIPES = Path(__file__).parents[2] / "docs" / "sql-recipes.md"
# The sentence before a block says whether it has an answer.
_RECIPE = re.compile(
    r"^(?P<about>[^\n]+(?:\n[^\n`]+)*)\n\n```sql\n(?P<query>.+?)\n```$", re.MULTILINE | re.DOTALL
)


def recipes() -> list[tuple[str, str]]:
    return [(m["about"], m["query"]) for m in _RECIPE.finditer(RECIPES.read_text(encoding="utf-8"))]


def test_every_block_is_found_by_this_test() -> None:
    assert RECIPES.read_text(encoding="utf-8").count("```sql") == len(recipes())
    assert len(recipes()) >= 12


@pytest.mark.parametrize(("about", "query"), recipes(), ids=[about.split(".")[0] for about, _ in recipes()])
def test_recipe_runs(about: str, query: str, sample: WarehouseRoot, ingested: Outcome) -> None:
    """On the sample batch, with an answer where one is promised."""
    answer = run_sql(sample, query)

    if "*Gives rows.*" in about:
        assert answer.num_rows
    if "has to be empty" in about:
        assert not answer.num_rows
