"""Crews: a chunk may take its process down, never the run."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import broken_steps
import pytest

from copydesk.errors import CopydeskError
from copydesk.params import PipelineParams
from flows.crew import CrashedError, Crew
from flows.meter import Meter
from warehouse.chunks import Chunk


def chunk(tmp_path: Path, key: str) -> Chunk:
    return Chunk(
        key=key,
        part=tmp_path / f"{key}.parquet",
        staged=tmp_path / key,
        documents=7,
        basis=("", "", ""),
    )


def test_a_crash_costs_one_chunk(tmp_path: Path) -> None:
    """The chunk that kills its process fails; those beside it and after it are done."""
    chunks = [chunk(tmp_path, key) for key in ("a", "bad", "c", "d")]
    meter = Meter()
    with ThreadPoolExecutor(4) as threads, Crew(PipelineParams(), workers=2, meter=meter) as crew:
        under_work = [threads.submit(crew.work, broken_steps.crash_step, c) for c in chunks]
        errors = [future.exception() for future in under_work]
        after = crew.work(broken_steps.fine_step, chunks[0])

    assert [type(None), CrashedError, type(None), type(None)] == [type(err) for err in errors]
    assert after == chunks[0]


def test_a_crash_through_no_fault_of_the_chunk(tmp_path: Path) -> None:
    """A chunk whose process died is tried once more, alone."""
    only = chunk(tmp_path, "a")
    with Crew(PipelineParams(), workers=2, meter=Meter()) as crew:
        done = crew.work(broken_steps.crash_once_step, only)

    assert only == done


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_a_step_reaches_the_caller(tmp_path: Path, workers: int) -> None:
    """Whatever a step raises comes out, whichever process ran it."""
    with (
        Crew(PipelineParams(), workers=workers, meter=Meter()) as crew,
        pytest.raises(ValueError, match="no luck with a"),
    ):
        crew.work(broken_steps.error_step, chunk(tmp_path, "a"))


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_starts_after_the_end(tmp_path: Path, workers: int) -> None:
    """A thread that comes late does not bring a stopped crew back to work."""
    with Crew(PipelineParams(), workers=workers, meter=Meter()) as crew:
        pass

    with pytest.raises(CopydeskError, match="stopped"):
        crew.work(broken_steps.fine_step, chunk(tmp_path, "a"))
