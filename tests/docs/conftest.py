"""The sample batch, ingested once a session."""

from pathlib import Path

import pytest

from flows.direct import ingest_directly
from flows.pipeline import Outcome, Request
from warehouse.root import WarehouseRoot

BATCH = Path(__file__).parents[2] / "seeds" / "2026-03-14-sample"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> WarehouseRoot:
    """Where the warehouse of the session lies; it is there once `ingested` was asked for."""
    return WarehouseRoot(tmp_path_factory.mktemp("docs") / "warehouse" / "data")


@pytest.fixture(scope="session")
def ingested(sample: WarehouseRoot) -> Outcome:
    """The run that put the sample batch there. To be read only: all tests of the session share it."""
    return ingest_directly(Request(paths=(BATCH,), warehouse=sample.path, workers=1))
