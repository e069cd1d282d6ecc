"""Steps that go wrong in the ways that a crew has to survive."""

import os
import signal

from copydesk.params import PipelineParams
from warehouse.chunks import Chunk


def fine_step(chunk: Chunk, params: PipelineParams) -> Chunk:
    del params
    return chunk


def crash_step(chunk: Chunk, params: PipelineParams) -> Chunk:
    del params
    if chunk.key.startswith("bad"):
        os.kill(os.getpid(), signal.SIGSEGV)
    return chunk


def crash_once_step(chunk: Chunk, params: PipelineParams) -> Chunk:
    del params
    mark = chunk.part.with_suffix(".crashed")
    if not mark.exists():
        mark.touch()
        os._exit(3)
    return chunk


def error_step(chunk: Chunk, params: PipelineParams) -> Chunk:
    del params
    raise ValueError(f"no luck with {chunk.key}")
