"""What finding duplicates costs: an archive from nothing, and a night against it, by stage.

python -m benchmarks.duplicates.scale --articles 10000 --articles 100000    # sizes, each from nothing
python -m benchmarks.duplicates.scale --bulk FOLDER --articles 1000000      # rows of `bulk.write_bulk`

CPU seconds of this process and its threads; memory is the most that it held of its own (anonymous) and with
mapped files of the index, which the system may drop at any time. The night is the same 5,000 articles for
every archive, 30 % of them copies of articles in the first 10,000.
"""

import argparse
import json
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.duplicates.bulk import SCHEMA, night, write_bulk
from copydesk.dedup import match, search
from copydesk.dedup.words import hash_words
from copydesk.identity import compared_text
from copydesk.schemas import ARTICLES, DOCUMENTS, FILES
from warehouse import clusters, matching
from warehouse.changes import make_table, work_out_nothing
from warehouse.lake import column_list, connect, transact, writer_lock
from warehouse.reindex import reindex
from warehouse.root import WarehouseRoot
from warehouse.tables import ensure

_NIGHT: Final = 5_000
_SEED: Final = 1


class Meter:
    """CPU seconds by stage, own time only, and the peak of memory."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._open: list[float] = []
        self.anonymous_mb = self.whole_mb = 0
        self._over = threading.Event()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what the block takes, without the stages inside it."""
        start = time.process_time()
        self._open.append(0.0)
        try:
            yield
        finally:
            spent = time.process_time() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + spent - self._open.pop()
            if self._open:
                self._open[-1] += spent

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Keep the peak of memory until the block ends."""
        self._over.clear()
        thread = threading.Thread(target=self._watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            held = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
            own, mapped = (int(held[k].split()[0]) // 1024 for k in ("RssAnon", "RssFile"))
            self.anonymous_mb = max(self.anonymous_mb, own)
            self.whole_mb = max(self.whole_mb, own + mapped)


def make_archive(root: WarehouseRoot, parts: Sequence[Path], articles: int) -> None:
    """An archive of the first ``articles`` rows of ``parts``, each a document of its own; no index."""
    rows = f"(SELECT * FROM read_parquet([{', '.join(repr(str(p)) for p in parts)}]) LIMIT {articles})"
    with writer_lock(root), connect(root, read_only=False) as con:
        ensure(con, root)

        def body() -> None:
            con.execute(f"INSERT INTO articles BY NAME SELECT {column_list(ARTICLES.names)} FROM {rows}")
            con.execute(f"INSERT INTO documents BY NAME SELECT {_document()} FROM {rows}")
            con.execute(f"INSERT INTO files BY NAME SELECT {_file()} FROM {rows}")

        transact(con, body)


def _document() -> str:
    known = {
        "document_id": "document_id", "batch_id": "batch_id", "uri": "batch_id || '/' || document_id",
        "byte_count": "0", "outcome": "'kept'", "text_chars": "0", "removed_chars": "0", "article_chars": "0",
        "boilerplate_chars": "0", "article_count": "1", "params_fingerprint": "params_fingerprint",
        "code_version": "code_version",
    }  # fmt: skip
    return ", ".join(f"{known.get(f.name, 'NULL')} AS {f.name}" for f in DOCUMENTS)


def _file() -> str:
    known = {"batch_id": "batch_id", "path": "document_id", "version": "1", "is_current": "true"}
    known["document_id"] = "document_id"
    return ", ".join(f"{known.get(f.name, 'NULL')} AS {f.name}" for f in FILES)


def measure(root: WarehouseRoot, parts: Sequence[Path], articles: int, folder: Path) -> dict[str, Any]:
    """Figures of one size: from nothing, then the night."""
    # in a process of its own, whose memory is not ours
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        other.submit(make_archive, root, parts, articles).result()
    whole = Meter()
    with _measured(whole), whole.watched(), whole.stage("rows"):
        made = reindex(root)
    one = Meter()
    with one.watched():
        found = _night(root, folder, one)
    return {
        "articles": articles,
        "texts": made.texts,
        "links": made.links,
        "clusters": made.clusters,
        "from_nothing": _figures(whole),
        "night": _figures(one) | found,
    }


def _figures(meter: Meter) -> dict[str, Any]:
    seconds = {name: round(value, 2) for name, value in meter.seconds.items()}
    return {"cpu_seconds": seconds, "anonymous_mb": meter.anonymous_mb, "with_mapped_mb": meter.whole_mb}


@contextmanager
def _measured(meter: Meter) -> Iterator[None]:
    """Put stages around the parts of the work that cost."""
    places: list[tuple[Any, str, str]] = [
        (matching, "_words", "words"),
        (matching, "make_segment", "keys"),
        (matching, "write_segment", "write segments"),
        (matching, "merge", "merge segments"),
        (search.Index, "_candidates", "candidates"),
        (match, "compare", "compare"),
        (match, "profile", "compare"),
        (clusters, "_cluster_parts", "cluster"),
        (clusters, "merge_small", "merge segments"),
        (matching, "match_texts", "match"),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
    for owner, name, stage in places:
        setattr(owner, name, _staged(getattr(owner, name), meter, stage))
    clusters.match_texts = matching.match_texts  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for owner, name, value in kept:
            setattr(owner, name, value)
        clusters.match_texts = matching.match_texts  # type: ignore[attr-defined]


def _staged(call: Any, meter: Meter, stage: str) -> Any:
    def measured(*args: Any, **kwargs: Any) -> Any:
        with meter.stage(stage):
            result = call(*args, **kwargs)
            # a generator works when it is read
            return list(result) if isinstance(result, Iterator) else result

    return measured


def _night(root: WarehouseRoot, folder: Path, meter: Meter) -> dict[str, int]:
    """The clusters of a night, staged as `publish` would: nothing is committed."""
    rows = list(night(_NIGHT, _SEED))
    words = hash_words(compared_text(row["title"], row["body"]) for row in rows)
    staged = pa.Table.from_pylist(rows, schema=SCHEMA).select(ARTICLES.names)
    given = pa.table(
        {"content_hash": staged["content_hash"], "words": pa.array(words, pa.list_(pa.uint32()))}
    )
    pq.write_table(given, folder / "words.parquet")
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        work_out_nothing(con)
        make_table(con, "staged_articles", staged)
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE staged_documents AS SELECT {_document()} FROM staged_articles"
        )
        con.execute("CREATE OR REPLACE TEMP TABLE kept AS SELECT document_id FROM staged_articles")
        con.execute(f"CREATE OR REPLACE TEMP TABLE files_come AS SELECT {_file()} FROM staged_articles")
        con.execute(
            "CREATE OR REPLACE TEMP TABLE touched_texts AS SELECT DISTINCT content_hash FROM staged_articles"
        )
        words_given = f"SELECT * FROM read_parquet('{folder / 'words.parquet'}')"
        given_before = clusters._give_words
        clusters._give_words = lambda con, _: con.execute(  # type: ignore[assignment]
            f"CREATE OR REPLACE TEMP VIEW words_given AS {words_given}"
        )
        try:
            with _measured(meter), meter.stage("rows"):
                found = clusters.cluster_touched(con, root, folder)
        finally:
            clusters._give_words = given_before
    return {"links_come": found.links_come.num_rows, "articles_touched": found.assigned.num_rows}


def main() -> None:
    """Print the figures of each size, one JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=int, action="append", help="size of an archive; may be given again"
    )
    parser.add_argument(
        "--bulk", type=Path, help="folder of rows made before; made for this run if not given"
    )
    args = parser.parse_args()
    sizes = sorted(args.articles or [10_000])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        parts = sorted(args.bulk.glob("*.parquet")) if args.bulk else write_bulk(folder / "bulk", sizes[-1])
        for size in sizes:
            own = folder / str(size)
            own.mkdir()
            print(json.dumps(measure(WarehouseRoot(own / "w"), parts, size, own)), flush=True)


if __name__ == "__main__":
    main()
