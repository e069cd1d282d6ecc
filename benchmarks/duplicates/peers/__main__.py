"""copydesk's search for near-duplicates beside other tools, on the same texts in one run.

    python -m benchmarks.duplicates.peers --peers-python other/bin/python
    python -m benchmarks.duplicates.peers --articles 10000 --only copydesk --json

Each method is a process of its own and starts from the same normalised texts. "CPU s" is all of that
process, "search" is without its start and reading the texts. A method that takes more CPU time or memory than
is allowed is stopped and said to be; one whose package the peers' Python has not is skipped.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks.duplicates.peers.agreement import score
from benchmarks.duplicates.peers.meter import MISSING_EXIT

HERE: Final = "benchmarks.duplicates.peers"
ROOT: Final = Path(__file__).resolve().parents[3]
INSTALL: Final = (
    "make a venv with `pip install datasketch datatrove spacy text-dedup`, give its Python as --peers-python"
)


class Method(NamedTuple):
    """A module here with its arguments; ``stages`` are the names that it marks, each with what to show."""

    name: str
    module: str
    arguments: tuple[str, ...]
    stages: dict[str, str]


OUR_STAGES: Final = {"links": "compared", "clusters": "clusters guarded"}
METHODS: Final = (
    *(
        Method("copydesk", "ours", ("candidates", lot), {"candidates": f"candidates, lots of {int(lot):,}"})
        for lot in ("50000", "10000")
    ),
    *(
        Method(
            "copydesk", "ours", ("links", lot),
            {stage: f"{shown}, lots of {int(lot):,}" for stage, shown in OUR_STAGES.items()},
        )
        for lot in ("50000", "10000")
    ),
    *(
        Method(
            "datasketch", "sketches", (at,),
            {"candidates": f"threshold {at}, as found", "verified": f"threshold {at}, Jaccard verified"},
        )
        for at in ("0.7", "0.3")
    ),
    *(
        Method("datatrove", "troves", (buckets, hashes), {"clusters": f"{buckets} buckets of {hashes}{note}"})
        for buckets, hashes, note in (("14", "8", " (default)"), ("42", "3", ""))
    ),
    Method("text-dedup", "textdedup", ("0.7",), {"clusters": "threshold 0.7 (default)"}),
)  # fmt: skip


_OUT_OF_MEMORY: Final = ("MemoryError", "bad_alloc", "malloc of size", "Cannot allocate memory")


class Limits(NamedTuple):
    """What a method may take."""

    cpu_seconds: int
    memory_gb: int


class Outcome(NamedTuple):
    """How a process ended: ``problem`` is None when it did its work; its CPU seconds and peak memory."""

    problem: str | None
    cpu: float
    peak_mb: float


def run(python: str, module: str, arguments: Sequence[str], log: Path, limits: Limits) -> Outcome:
    """Run a module here with ``python``, within ``limits``; what it prints goes to ``log``."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_gb << 30,) * 2)

    settings = {
        "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
        "HF_HUB_OFFLINE": "1", "HF_HOME": str(log.parent / "hf"),
    }  # fmt: skip
    with log.open("wb") as printed:
        process = subprocess.Popen(
            [python, "-m", f"{HERE}.{module}", *arguments], env={**os.environ, **settings},
            stdout=printed, stderr=subprocess.STDOUT, cwd=log.parent,
            preexec_fn=limit,  # noqa: PLW1509  # this process has no threads
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
    code = process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    return Outcome(problem(code, cpu, log, limits), cpu, usage.ru_maxrss / 1024)


def problem(code: int, cpu: float, log: Path, limits: Limits) -> str | None:
    """What became of a process that ended with ``code``, None when it did its work."""
    if code == 0:
        return None
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "it printed nothing")
    if code == MISSING_EXIT:
        return f"skipped: {last}; {INSTALL}"
    if cpu >= limits.cpu_seconds - 1:
        return f"stopped after {limits.cpu_seconds} CPU seconds"
    if any(sign in last for sign in _OUT_OF_MEMORY):
        return f"stopped at {limits.memory_gb} GB"
    return f"failed ({code}): {last}"


def measure(method: Method, python: str, texts: Path, limits: Limits, out: Path) -> list[dict[str, Any]]:
    """One row a stage: what it took, and where its pairs and clusters lie."""
    out.mkdir(parents=True)
    ended = run(python, method.module, [*method.arguments, str(texts), str(out)], out / "log", limits)
    marks = out / "stages.json"
    found = json.loads(marks.read_text(encoding="utf-8")) if marks.exists() else {}
    rows = []
    for stage, shown in method.stages.items():
        row: dict[str, Any] = {"method": method.name, "settings": shown, "stage": stage, "out": str(out)}
        if stage in found:
            rows.append(row | found[stage])
        else:
            rows.append(row | {"problem": ended.problem, "cpu": ended.cpu, "peak_mb": ended.peak_mb})
    return rows


def judge(row: dict[str, Any], texts: Path) -> dict[str, Any]:
    """``row`` with the score of its pairs and clusters."""
    if "problem" in row:
        return row
    files = [Path(row["out"]) / f"{row['stage']}.{name}.npy" for name in ("pairs", "labels")]
    pairs, labels = (np.load(path) if path.exists() else None for path in files)
    return row | score(np.load(texts / "truth.npy"), pairs, labels)._asdict()


COST: Final = {
    "CPU s": ("cpu", "{:.0f}"), "search": ("search", "{:.0f}"), "peak MB": ("peak_mb", "{:,.0f}"),
}  # fmt: skip
FOUND: Final = {
    "pairs given": ("pairs", "{:,}"), "precision": ("precision", "{:.3f}"), "recall": ("recall", "{:.3f}"),
    "recall, small": ("small_recall", "{:.3f}"), "joined P": ("joined_precision", "{:.3f}"),
    "joined R": ("joined_recall", "{:.3f}"), "BCubed P": ("bcubed_precision", "{:.3f}"),
    "BCubed R": ("bcubed_recall", "{:.3f}"), "BCubed F1": ("bcubed_f1", "{:.3f}"),
}  # fmt: skip


def table(rows: Sequence[dict[str, Any]], columns: dict[str, tuple[str, str]]) -> str:
    """The rows as a table of Markdown, without those that have nothing in ``columns`` to show."""
    lines = [["method", "settings", *columns], ["---", "---", *("---:" for _ in columns)]]
    for row in rows:
        cells = ["" if row.get(key) is None else form.format(row[key]) for key, form in columns.values()]
        settings = f"{row['settings']}: {row['problem']}" if "problem" in row else row["settings"]
        if any(cells):
            lines.append([row["method"], settings, *cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Prepare the texts, run the methods one after the other, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--bulk", type=Path, help="folder that benchmarks.duplicates.bulk wrote")
    parser.add_argument("--peers-python", default=sys.executable, help="a Python that has the other tools")
    parser.add_argument("--only", action="append", choices=sorted({m.name for m in METHODS}))
    parser.add_argument("--max-cpu-seconds", type=int, default=900)
    parser.add_argument("--max-memory-gb", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        rows = compare(args, Path(name))
    if args.json:
        print(json.dumps(rows, indent=1))
    else:
        print(f"{table(rows, COST)}\n\n{table(rows, FOUND)}")


def compare(args: argparse.Namespace, work: Path) -> list[dict[str, Any]]:
    """All rows. They are judged at the end: a large process would be counted into those it starts."""
    limits = Limits(args.max_cpu_seconds, args.max_memory_gb)
    bulk = args.bulk or work / "bulk"
    if args.bulk is None:
        command = [sys.executable, "-m", "benchmarks.duplicates.bulk", str(bulk), str(args.articles)]
        subprocess.run(command, check=True, cwd=ROOT, stdout=sys.stderr)
    texts = work / "texts"
    texts.mkdir()
    ended = run(sys.executable, "prepare", [str(bulk), str(texts), str(args.articles)], work / "log", limits)
    if ended.problem:
        raise SystemExit(f"the texts could not be made: {ended.problem}")
    rows = [
        {
            "method": "(all)",
            "settings": "reading the archive and normalising, once",
            "cpu": ended.cpu,
            "peak_mb": ended.peak_mb,
        }
    ]
    for number, method in enumerate(METHODS):
        if args.only and method.name not in args.only:
            continue
        print(f"{method.name} {' '.join(method.arguments)} ...", file=sys.stderr, flush=True)
        python = sys.executable if method.module == "ours" else args.peers_python
        rows += measure(method, python, texts, limits, work / f"method{number}")
    return [row if "stage" not in row else judge(row, texts) for row in rows]


if __name__ == "__main__":
    main()
