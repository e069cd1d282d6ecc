"""Tasks are thin, and Prefect neither caches nor retries what it should not."""

import asyncio
import importlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prefect import Task
from prefect.cache_policies import NO_CACHE

import tasks
from copydesk.errors import BadInputError, TransientError, UsageError
from tasks.retries import only_transient
from warehouse.batches import batch_names

FOLDER = Path(tasks.__file__).parent
STEPS = ("plan", "load", "split", "enrich", "dedup", "publish")


@pytest.mark.parametrize("module", sorted(FOLDER.glob("*.py")), ids=lambda p: p.name)
def test_modules_are_thin(module: Path) -> None:
    """Substance lives below; a module here is under 60 lines."""
    assert len(module.read_text(encoding="utf-8").splitlines()) < 60


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_a_task(step: str) -> None:
    """One a module, named verb and object, not cached, tried again only after a transient error."""
    module = importlib.import_module(f"tasks.{step}")
    (task,) = [value for value in vars(module).values() if isinstance(value, Task)]

    assert task.name.startswith(f"{step}-")
    assert task.cache_policy == NO_CACHE
    assert task.retry_condition_fn is only_transient
    assert task.task_run_name
    assert task.fn.__doc__


@pytest.mark.parametrize(
    ("err", "again"),
    [
        (TransientError("busy"), True),
        (UsageError("wrong"), False),
        (BadInputError("empty_file", ""), False),
        (OSError(), False),
    ],
)
def test_only_transient_errors_are_tried_again(err: Exception, again: bool) -> None:
    """The condition looks at the kind of the error, not at its words."""

    async def result(**_: Any) -> Exception:
        return err

    state: Any = SimpleNamespace(aresult=result)
    assert again is asyncio.run(only_transient(None, None, state))  # type: ignore[arg-type]


def test_batch_names(tmp_path: Path) -> None:
    """Known before a file is read: from the manifest, else from the folder."""
    for name in ("plain", "seed"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").touch()
    (tmp_path / "seed" / "manifest.toml").write_text('[batch]\nid = "2026-03-14-x"\n')
    names = batch_names([tmp_path / "plain" / "a.txt", tmp_path / "seed"])

    assert {"plain": tmp_path / "plain", "2026-03-14-x": tmp_path / "seed"} == names
    with pytest.raises(UsageError, match="there is nothing at"):
        batch_names([tmp_path / "gone"])
