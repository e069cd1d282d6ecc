"""The sample batch, ingested once a session, and where the documents lie."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.direct import ingest_directly
from flows.pipeline import Outcome, Request
from warehouse.root import WarehouseRoot

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The run that made the warehouse of `sample`."""
    where = tmp_path_factory.mktemp("docs") / "data"
    batch = ROOT / "seeds" / "2026-03-14-sample"
    return ingest_directly(Request(paths=(batch,), warehouse=where, workers=1))


@pytest.fixture(scope="session")
def sample(ingested: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarehouseRoot]:
    """A warehouse that holds the sample batch; to be read only."""
    yield WarehouseRoot(Path(ingested.plan.path).parents[3])
