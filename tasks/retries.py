"""When a step is tried again: after a transient error, and after no other."""

from typing import TYPE_CHECKING, Any

from copydesk.errors import TransientError

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun

RETRY_SECONDS = (2, 10)
"""Pauses before the second and the third try."""


async def only_transient(task: object, task_run: "TaskRun", state: "State[Any]") -> bool:
    """Prefect's question whether to try again."""
    del task, task_run
    return isinstance(await state.aresult(raise_on_failure=False), TransientError)
