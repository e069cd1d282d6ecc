"""The order of the steps, once, whatever engine runs them.

plan -> for each chunk load -> split -> enrich -> (all together) repeat -> for each chunk of what has to be
split again split -> enrich -> (all together) dedup -> publish. An engine gives a `Steps`; it decides where
a step runs and how often it is tried, never what comes after what.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from types import MappingProxyType
from typing import Any, Final, Protocol

from pydantic import BaseModel, ConfigDict, Field

from copydesk.errors import TransientError, UsageError
from copydesk.params import PipelineParams
from copydesk.version import __version__
from flows.meter import Meter
from flows.stopping import check_stop
from warehouse.batches import batch_names
from warehouse.chunks import Chunk
from warehouse.layout import check_layout
from warehouse.ledger import Plan, Reprocess
from warehouse.maintenance import prune
from warehouse.publish import Published
from warehouse.root import WarehouseRoot
from warehouse.runs import RunStart, new_run_id, record_run, under_way

log = logging.getLogger(__name__)

_VERSIONED: Final = (
    "prefect",
    "duckdb",
    "pyarrow",
    "trafilatura",
    "langdetect",
    "ftfy",
    "charset-normalizer",
)
# Stages of killed runs that nobody came back for.
_ABANDONED_AFTER: Final = timedelta(days=7)


class Request(BaseModel):
    """What to ingest, and where to: also the parameter of the Prefect flow, so it is plain data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paths: tuple[Path, ...] = Field(min_length=1, description="files, folders, seed batches")
    warehouse: Path = Field(description="root folder of the warehouse")
    reprocess: Reprocess = Field(default=Reprocess.NONE, description="which known documents are done again")
    only: frozenset[str] | None = Field(
        default=None, description="leave out all files but these, `<batch_id>/<path>`"
    )
    command: str = Field(default="ingest", description="what was asked, for the row in `runs`")
    workers: int = Field(default=1, ge=1, description="processes that work on chunks; 1: this one")
    chunk_files: int = Field(default=1_000, ge=1, description="most files in a chunk")
    params: PipelineParams = PipelineParams()
    profiles: Path | None = Field(default=None, description="folder of site profiles beside the shipped ones")

    @property
    def root(self) -> WarehouseRoot:
        """The warehouse, by its absolute path: child processes may stand elsewhere."""
        return WarehouseRoot(self.warehouse.absolute())

    @property
    def names(self) -> tuple[str, ...]:
        """Batch ids as far as they are known before a file is read."""
        return tuple(batch_names(self.paths))

    @property
    def label(self) -> str:
        """Short name of the run."""
        names = self.names
        return "+".join(names[:3]) + (f"+{len(names) - 3}" if len(names) > 3 else "")


class Pending(Protocol):
    """A chunk that some engine works on."""

    def result(self) -> Any:
        """The chunk as the step gave it back, or the step's exception."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps as one engine runs them. Those of a chunk start work and return at once."""

    plan: Callable[[Request, str], tuple[Plan, tuple[Chunk, ...]]]
    load: Callable[[Chunk], Pending]
    split: Callable[[Pending], Pending]
    enrich: Callable[[Pending], Pending]
    repeat: Callable[..., tuple[Chunk, ...]]
    dedup: Callable[[WarehouseRoot, Plan, Sequence[Chunk]], Path]
    publish: Callable[..., Published]


@dataclass(frozen=True, slots=True, kw_only=True)
class LostChunk:
    """A chunk that a step stopped on; its documents count as failed and the next run takes them again."""

    key: str
    documents: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did. ``seconds`` is its wall time."""

    run: RunStart
    plan: Plan
    published: Published
    lost: tuple[LostChunk, ...]
    seconds: float


def run_pipeline(request: Request, steps: Steps, *, engine: str, meter: Meter) -> Outcome:
    """Ingest what ``request`` names; afterwards it is published and has its row in ``runs``.

    A chunk that stops with an unexpected error is left out, and the rest goes on. Anything else that
    goes wrong ends the run, with a row of state ``failed``; what is staged by then is used by the next.

    Raises:
        UsageError: a path or manifest is wrong; nothing is recorded.
        CopydeskError: the warehouse's catalog is gone; nothing is recorded.
        TransientError: another process holds the warehouse for too long.
    """
    check_layout(request.root)
    names = batch_names(request.paths)
    run = new_run(request.command, engine=engine, params=request.params, batches=names)
    with under_way(request.root, run), _recorded(request.root, run) as known:
        with meter.step("plan"):
            plan, chunks = steps.plan(request, run.run_id)
        run = replace(run, batch_ids=plan.batch_ids, inputs=plan.inputs)
        known.append((run, plan.files))
        meter.expect(plan)
        done, lost = _work(chunks, steps)
        check_stop()
        with meter.step("repeat"):
            again = steps.repeat(request.root, plan, done, request.params, chunk_size=request.chunk_files)
        meter.expect_again(again)
        # Of a document whose chunk is lost here, what it gave when it was split by itself is published.
        done += _work(again, steps, fate="left as split before")[0]
        check_stop()
        with meter.step("dedup"):
            clusters = steps.dedup(request.root, plan, done)
        with meter.step("publish"):
            published = steps.publish(
                request.root,
                plan,
                done,
                run,
                params=request.params,
                now=_now,
                clusters=clusters,
                step_seconds=meter.seconds(),
            )
    _tidy(request.root, run.run_id)
    seconds = (_now() - run.started_at).total_seconds()
    return Outcome(run=run, plan=plan, published=published, lost=lost, seconds=seconds)


def _work(
    chunks: Sequence[Chunk], steps: Steps, *, fate: str = "left for the next run"
) -> tuple[list[Chunk], tuple[LostChunk, ...]]:
    under_work = [(chunk, steps.enrich(steps.split(steps.load(chunk)))) for chunk in chunks]
    done: list[Chunk] = []
    lost: list[LostChunk] = []
    for chunk, pending in under_work:
        try:
            done.append(pending.result())
        except Exception as err:  # noqa: BLE001 - whatever one chunk does, the others go on
            message = f"{type(err).__name__}: {err}"
            files = "1 file is" if chunk.documents == 1 else f"{chunk.documents} files are"
            log.warning("%s %s: %s", files, fate, message)
            lost.append(LostChunk(key=chunk.key, documents=chunk.documents, message=message))
    return done, tuple(lost)


def _now() -> datetime:
    return datetime.now(UTC)


def new_run(
    command: str, *, engine: str, params: PipelineParams, batches: Mapping[str, Path] = MappingProxyType({})
) -> RunStart:
    """A run that starts now; ``batches`` are ids and where they lie."""
    versions = {"python": python_version(), **{name: version(name) for name in _VERSIONED}}
    return RunStart(
        run_id=new_run_id(),
        command=command,
        engine=engine,
        batch_ids=tuple(batches),
        inputs=tuple(map(str, batches.values())),
        started_at=_now(),
        params_fingerprint=params.fingerprint(),
        code_version=__version__,
        versions=versions,
    )


@contextmanager
def _recorded(root: WarehouseRoot, run: RunStart) -> Iterator[list[tuple[RunStart, int]]]:
    """Write a row of state ``failed`` when the block ends with an exception; it says more by appending."""
    known = [(run, 0)]
    try:
        yield known
    except UsageError:
        raise
    except BaseException as err:
        _record_failure(root, *known[-1], err)
        raise


def _record_failure(root: WarehouseRoot, run: RunStart, files: int, err: BaseException) -> None:
    stopped = not isinstance(err, Exception)
    message = "stopped by a signal" if stopped else f"{type(err).__name__}: {err}"
    try:
        record_run(root, run, state="failed", ended_at=_now(), message=message, files_in=files)
    except Exception:
        # The error that ended the run is the one to tell.
        log.debug("the failed run could not be recorded", exc_info=True)


def _tidy(root: WarehouseRoot, run_id: str) -> None:
    try:
        prune(root, run_id, abandoned_before=_now() - _ABANDONED_AFTER)
    except TransientError:
        # Another run writes, and will tidy up itself.
        log.debug("staging is left to the next run", exc_info=True)
