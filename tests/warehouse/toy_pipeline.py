"""A pipeline of toy steps, whose answers can be foretold: the warehouse is tested apart from the splitter.

A toy document is UTF-8. ``# x`` opens an article with the title x, ``> x`` is its publisher, ``@ 2026-03-14``
its day of publication (``@ captured``: when the page was fetched), other lines its body; lines before the
first article and lines that begin with ``~`` are boilerplate, and so is a line of a body that hints say is
the page's.
"""

import hashlib
import os
import signal
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.arrow import table_of
from copydesk.dedup.words import hash_words
from copydesk.enriched_schemas import ARTICLE_TERMS, FIGURES, MENTIONS, QUOTES
from copydesk.enrichment import Enriched
from copydesk.hints import NO_HINTS, Hints, line_fingerprint
from copydesk.identity import compared_text, content_hash, title_hash
from copydesk.params import PipelineParams
from copydesk.profiles import ProfileSet
from copydesk.records import SourceFile
from copydesk.repetition import source_of
from copydesk.rows import ENRICHED_ARTICLES
from copydesk.schemas import ARTICLES, BLOCKS, DOCUMENTS, LINES, QUARANTINE, TABLES
from warehouse import lake
from warehouse.batches import read_batches
from warehouse.chunks import cut_chunks, enrich_chunk, load_chunk, split_chunk
from warehouse.clusters import stage_clusters
from warehouse.doctor import RULES
from warehouse.lake import connect
from warehouse.ledger import Plan, Reprocess, plan_run
from warehouse.publish import Published, publish
from warehouse.query import run_sql
from warehouse.reach import Change
from warehouse.repeats import stage_again
from warehouse.retractions import restore, retract
from warehouse.root import WarehouseRoot
from warehouse.runs import RunStart, new_run_id, under_way

# Checking the extensions' signatures is nine tenths of the cost of a connection: only `test_lake` does it.
# On tables of a few rows a second thread costs more than it does.
lake.open_database = lambda: duckdb.connect(config={"allow_unsigned_extensions": "true", "threads": 1})

STAGED_DOCUMENTS = DOCUMENTS.append(pa.field("text", pa.string()))
DEFAULTS = PipelineParams()
OF_A_RUN = {"runs", "segments"}
"""Tables that say how the archive came about and not what it holds."""
T0 = datetime(2026, 3, 14, 4, 0, tzinfo=UTC)


@dataclass
class ToySteps:
    """`failing` names document texts that stop the step; `calls` counts documents by step."""

    failing: set[str] = field(default_factory=set)
    code_version: str = "0"
    calls: dict[str, int] = field(default_factory=dict)

    def _count(self, step: str, n: int = 1) -> None:
        self.calls[step] = self.calls.get(step, 0) + n

    def _refusal(self, row: dict[str, Any], step: str, reason: str, message: str) -> dict[str, Any]:
        row["outcome"] = "failed" if reason == "step_failed" else "quarantined"
        row["reason_code"] = reason
        kept = {k: row[k] for k in ("document_id", "batch_id", "uri", "params_fingerprint", "code_version")}
        return {**kept, "step": step, "reason_code": reason, "message": message}

    def load_files(self, files: Iterable[tuple[SourceFile, bytes]], params: PipelineParams) -> Any:
        documents, quarantine = [], []
        for file, raw in files:
            self._count("load")
            row: dict[str, Any] = dict.fromkeys(STAGED_DOCUMENTS.names)
            row |= {
                "document_id": file.document_id,
                "batch_id": file.batch_id,
                "uri": file.uri,
                "source": file.source,
                "url": file.url,
                "captured_at": file.captured_at,
                "byte_count": len(raw),
                "outcome": "kept",
                "params_fingerprint": params.fingerprint(),
                "code_version": self.code_version,
            }
            row |= dict.fromkeys(
                ["text_chars", "removed_chars", "article_chars", "boilerplate_chars", "article_count"], 0
            )
            row["repeated_lines"] = []
            try:
                row["text"] = raw.decode()
                row["text_chars"] = len(row["text"])
                if not raw:
                    row["text"] = None
                    quarantine.append(self._refusal(row, "load", "empty_file", "no bytes"))
            except UnicodeDecodeError:
                quarantine.append(self._refusal(row, "load", "undecodable", "not UTF-8"))
            if row["text"] in self.failing:
                row["text"] = None
                quarantine.append(self._refusal(row, "load", "step_failed", "toy failure"))
            documents.append(row)
        return SimpleNamespace(
            documents=table_of(documents, STAGED_DOCUMENTS), quarantine=table_of(quarantine, QUARANTINE)
        )

    def split_documents(
        self, documents: pa.Table, params: PipelineParams, *, hints: Mapping[str, Hints]
    ) -> Any:
        done, articles, blocks, lines, quarantine = [], [], [], [], []
        for row in documents.to_pylist():
            self._count("split")
            text = row.pop("text")
            done.append(row)
            if text is None:
                continue
            repeated = hints.get(row["document_id"], NO_HINTS).repeated
            if hints:
                self._count("again")
            row["repeated_lines"] = sorted(repeated)
            own = _articles(row, text, repeated)
            articles += own
            blocks += _blocks(row, text, own, repeated)
            lines += [] if hints else _lines(row, text, own)
            row["article_count"] = len(own)
            inside = [b for b in _blocks(row, text, own, repeated) if b["article_id"]]
            row["article_chars"] = sum(b["end_char"] - b["start_char"] for b in inside)
            row["boilerplate_chars"] = len(text) - row["article_chars"]
            if not own:
                quarantine.append(self._refusal(row, "split", "no_article", "nothing"))
        return SimpleNamespace(
            documents=table_of(done, DOCUMENTS),
            articles=table_of(articles, ARTICLES),
            blocks=table_of(blocks, BLOCKS),
            lines=table_of(lines, LINES),
            quarantine=table_of(quarantine, QUARANTINE),
        )

    def enrich_articles(
        self,
        articles: pa.Table,
        documents: pa.Table,
        blocks: pa.Table,
        params: PipelineParams,
        profiles: ProfileSet,
    ) -> Enriched:
        self._count("enrich", articles.num_rows)
        captured = {d["document_id"]: d["captured_at"] for d in documents.to_pylist()}
        rows = [dict.fromkeys(ARTICLES.names) | row for row in articles.to_pylist()]
        for row in rows:
            row.update(_identified(row))
            raw = row["published_raw"]
            if raw == "captured":
                row["published_at"] = captured[row["document_id"]]
            elif raw:
                row["published_at"] = datetime.fromisoformat(raw).replace(tzinfo=UTC)
        words = hash_words(compared_text(row["title"], row["body"]) for row in rows)
        for row, own in zip(rows, words, strict=True):
            row["words"] = own
            row["enrich_fingerprint"] = params.enrich_fingerprint()
        return Enriched(
            table_of(rows, ENRICHED_ARTICLES),
            table_of((_mention(row) for row in rows if row["title"]), MENTIONS),
            table_of([], QUOTES),
            table_of([], FIGURES),
            table_of(map(_terms, rows), ARTICLE_TERMS),
        )


def _mention(article: dict[str, Any]) -> dict[str, Any]:
    """A toy article names its title's first word."""
    word = article["title"].split()[0]
    return {
        "article_id": article["article_id"],
        "document_id": article["document_id"],
        "field": "title",
        "start_char": 0,
        "end_char": len(word),
        "surface": word,
        "type": "person",
        "entity_id": f"person:{word.casefold()}",
        "country_code": None,
        "confidence": 1.0,
    }


def _terms(article: dict[str, Any]) -> dict[str, Any]:
    """A toy article's terms are the words of its body."""
    words = Counter(article["body"].split())
    return {
        "article_id": article["article_id"],
        "document_id": article["document_id"],
        "language_code": "und",
        "terms": [{"term": term, "count": count, "in_title": False} for term, count in sorted(words.items())],
    }


def digest(*parts: object) -> str:
    return hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def _lines(document: dict[str, Any], text: str, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    source = source_of(document["source"], document["url"])
    found = {(a["ordinal"], line): a for a in articles for line in a["body"].splitlines()}
    return [
        {
            "document_id": document["document_id"],
            "story": ordinal,
            "source": source,
            "fingerprint": line_fingerprint(line),
            "is_opening": article["body"].startswith(line),
            "word_count": len(line.split()),
            "start_char": text.index(line, article["start_char"]),
            "end_char": text.index(line, article["start_char"]) + len(line),
        }
        for (ordinal, line), article in found.items()
        if source
    ]


def _articles(document: dict[str, Any], text: str, repeated: Collection[int]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.startswith("# "):
            row: dict[str, Any] = dict.fromkeys(ARTICLES.names)
            lineage = ("document_id", "batch_id", "params_fingerprint", "code_version")
            row |= {name: document[name] for name in lineage}
            row |= {
                "article_id": digest(document["document_id"], start),
                "ordinal": len(rows) + 1,
                "kind": "article",
                "title": line[2:].strip(),
                "body": "",
                "start_char": start,
                "split_confidence": 1.0,
                "extractor": "text",
                "is_canonical": True,
            }
            rows.append(row)
        elif rows and line.startswith("> "):
            rows[-1]["publisher"] = line[2:].strip()
        elif rows and line.startswith("@ "):
            rows[-1]["published_raw"] = line[2:].strip()
        elif rows and not line.startswith("~") and line_fingerprint(line.strip()) not in repeated:
            rows[-1]["body"] += line
        start += len(line)
        if rows:
            rows[-1]["end_char"] = start
            rows[-1] |= _identified(rows[-1])
    return rows


def _identified(article: dict[str, Any]) -> dict[str, Any]:
    hashed = content_hash(article["title"], article["body"])
    return {
        "word_count": len(article["body"].split()),
        "content_hash": hashed,
        "title_hash": title_hash(article["title"]),
        "cluster_id": hashed,
        "is_canonical": True,
    }


def _blocks(
    document: dict[str, Any], text: str, articles: list[dict[str, Any]], repeated: Collection[int]
) -> list[dict[str, Any]]:
    rows, start = [], 0
    for index, line in enumerate(text.splitlines(keepends=True)):
        owner = [a["article_id"] for a in articles if a["start_char"] <= start < a["end_char"]]
        is_page = line.startswith("~") or not owner or line_fingerprint(line.strip()) in repeated
        rows.append(
            {
                "document_id": document["document_id"],
                "batch_id": document["batch_id"],
                "block_index": index,
                "start_char": start,
                "end_char": start + len(line),
                "role": "navigation" if is_page else "body",
                "article_id": None if is_page else owner[0],
                "rule": "toy",
                "confidence": 1.0,
                "text": line,
            }
        )
        start += len(line)
    return rows


class Clock:
    """Each call is a second later."""

    def __init__(self) -> None:
        self.at = T0

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def start_run(plan_of: Iterable[Any], params: PipelineParams, code_version: str = "0") -> RunStart:
    return RunStart(
        run_id=new_run_id(),
        command="ingest",
        engine="direct",
        batch_ids=tuple(b.batch_id for b in plan_of),
        inputs=tuple(str(b.root) for b in plan_of),
        started_at=T0,
        params_fingerprint=params.fingerprint(),
        code_version=code_version,
        versions={"python": "3"},
    )


def ingest(
    root: Path,
    *paths: Path,
    steps: ToySteps | None = None,
    reprocess: Reprocess = Reprocess.NONE,
    chunk_size: int = 3,
    checkpoint: Callable[[str], None] = lambda _: None,
    before_publish: Callable[[Plan], None] = lambda _: None,
    stage_dedup: bool = True,
    params: PipelineParams = DEFAULTS,
    leave_out: int = 0,
) -> Published:
    """All steps in order, as a direct run does them."""
    steps = steps or ToySteps()
    place = WarehouseRoot(root)
    batches = read_batches(paths)
    run = start_run(batches, params, steps.code_version)
    with under_way(place, run):
        plan = plan_run(
            place,
            batches,
            run_id=run.run_id,
            params_fingerprint=params.fingerprint(),
            code_version=steps.code_version,
            reprocess=reprocess,
        )
        checkpoint("planned")
        done = []
        for chunk in cut_chunks(place, plan, chunk_size=chunk_size)[leave_out:]:
            loaded = load_chunk(chunk, params, steps=steps, checkpoint=checkpoint)
            cut = split_chunk(loaded, params, steps=steps, checkpoint=checkpoint)
            done.append(enrich_chunk(cut, params, steps=steps, checkpoint=checkpoint))
        for chunk in stage_again(place, plan, done, params, chunk_size=chunk_size) if stage_dedup else ():
            cut = split_chunk(chunk, params, steps=steps, checkpoint=checkpoint)
            done.append(enrich_chunk(cut, params, steps=steps, checkpoint=checkpoint))
        clusters = stage_clusters(place, plan, done) if stage_dedup else None
        checkpoint("clustered")
        before_publish(plan)
        return publish(
            place,
            plan,
            done,
            run,
            params=params,
            steps=steps,
            now=Clock(),
            clusters=clusters,
            step_seconds={"load": 1.0},
            checkpoint=checkpoint,
        )


def take_back(
    root: Path,
    *names: str,
    reason: str = "asked for",
    scope: str | None = None,
    now: Callable[[], datetime] | None = None,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Change:
    """`retract`, as the command does it."""
    run = replace(start_run([], DEFAULTS), command="retract")
    return retract(
        WarehouseRoot(root),
        names,
        reason=reason,
        run=run,
        now=now or Clock(),
        scope=scope,
        checkpoint=checkpoint,
    )


def bring_back(
    root: Path, *names: str, scope: str | None = None, checkpoint: Callable[[str], None] = lambda _: None
) -> Change:
    """`restore`, as the command does it."""
    run = replace(start_run([], DEFAULTS), command="restore")
    return restore(WarehouseRoot(root), names, run=run, now=Clock(), scope=scope, checkpoint=checkpoint)


def dump(root: Path) -> dict[str, list[str]]:
    """All rows of all tables but runs, in an order of their own."""
    with connect(WarehouseRoot(root), read_only=True) as con:
        tables = {name: con.execute(f"SELECT * FROM {name}").to_arrow_table() for name in TABLES}
    return {name: sorted(map(repr, t.to_pylist())) for name, t in tables.items() if name not in OF_A_RUN}


def broken_rules(root: Path) -> list[str]:
    """Names of the archive's rules that do not hold."""
    with connect(WarehouseRoot(root), read_only=True) as con:
        return [name for name, broken in RULES.items() if con.execute(broken).fetchall()]


def ask(root: Path, sql: str) -> list[dict[str, Any]]:
    return run_sql(WarehouseRoot(root), sql).to_pylist()


def dump_current(root: Path) -> dict[str, list[str]]:
    """The same, from the Parquet files of ``current/`` and nothing else."""
    tables = {name: _read_folder(root / "current" / name, name) for name in TABLES if name not in OF_A_RUN}
    return {name: sorted(map(repr, table.to_pylist())) for name, table in tables.items()}


def _read_folder(folder: Path, name: str) -> pa.Table:
    parts = [pq.ParquetFile(file).read() for file in sorted(folder.glob("*.parquet"))]
    return pa.concat_tables([part.select(TABLES[name].names) for part in parts])


def write_batch(folder: Path, files: dict[str, str | bytes], manifest: str | None = None) -> Path:
    """A batch folder with ``files``."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    folder.mkdir(parents=True, exist_ok=True)
    if manifest is not None:
        (folder / "manifest.toml").write_text(manifest)
    return folder


def story(n: object, *, extra: str = "", publisher: str = "The Lantern", day: str = "2026-03-01") -> str:
    """A toy document with one article and some boilerplate."""
    return f"~ menu\n# Title {n}\n> {publisher}\n@ {day}\nBody of story {n}.\n{extra}~ footer\n"


# -- for child processes -------------------------------------------------------------------------------


def ingest_until_killed(root: Path, batches: tuple[Path, ...], point: str, nth: int = 1) -> None:
    """Ingest, and end by SIGKILL when the checkpoint ``point`` is met for the ``nth`` time."""
    ingest(root, *batches, checkpoint=_deadly(point, nth))


def take_back_until_killed(root: Path, name: str, point: str) -> None:
    """Retract ``name``, and end by SIGKILL at the checkpoint ``point``."""
    take_back(root, name, checkpoint=_deadly(point, 1))


def bring_back_until_killed(root: Path, name: str, point: str) -> None:
    """Restore ``name``, and end by SIGKILL at the checkpoint ``point``."""
    bring_back(root, name, checkpoint=_deadly(point, 1))


def _deadly(point: str, nth: int) -> Callable[[str], None]:
    met = 0

    def checkpoint(name: str) -> None:
        nonlocal met
        met += name == point
        if met == nth and name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return checkpoint


def ingest_beside(root: Path, batches: tuple[Path, ...], barrier: Any) -> None:
    """Ingest, publishing at the same time as the others that wait at ``barrier``."""
    ingest(root, *batches, before_publish=lambda _: barrier.wait(60))
