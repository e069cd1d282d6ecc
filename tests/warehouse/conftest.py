import multiprocessing
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = str(Path(__file__).parent)
# The toy pipeline is run by child processes too, so it is a module and not a fixture.
sys.path.insert(0, HERE)


@pytest.fixture(scope="session")
def children() -> Any:
    """Starts processes that have the toy pipeline imported already and none of this process's threads."""
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join([*sys.path, before])
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["toy_pipeline"])
    yield context
    os.environ["PYTHONPATH"] = before


@pytest.fixture
def run_child(children: Any) -> Callable[..., int]:
    """Runs a function in a process of its own; its exit code, minus the signal when one ended it."""

    def run(target: Callable[..., None], *args: object) -> int:
        process = children.Process(target=target, args=args)
        process.start()
        process.join(120)
        return int(process.exitcode)

    return run
