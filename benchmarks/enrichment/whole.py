"""The whole step enrich over invented articles of 400 words: articles a second of one core, and memory.

``python -m benchmarks.enrichment.whole [--articles N]`` enriches N articles (2,000) in chunks of 1,000 with
langdetect and, where it is installed, with its accelerator, and prints articles per CPU second of each, with
the parts' milliseconds an article. ``--memory`` prints the resident memory after each tenth instead, which
must not grow. The articles are paragraphs of the language gate, put together at random by a seed.
"""

import argparse
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from copydesk import enriched_rows
from copydesk.arrow import table_of
from copydesk.enrichment import enrich_articles
from copydesk.languages import accelerated, trigrams
from copydesk.rows import STAGED_ARTICLES
from copydesk.schemas import BLOCKS, DOCUMENTS

LABELLED = Path(__file__).parents[2] / "tests" / "gate" / "language"
WORDS = 400
CHUNK = 1_000


def paragraphs() -> dict[str, list[str]]:
    """The labelled paragraphs of the language gate by language, of languages that part words by spaces."""
    found: dict[str, list[str]] = {}
    for path in sorted(LABELLED.glob("??.txt")):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        found[path.stem] = [line for line in lines if len(line.split()) >= 15]
    return {language: lines for language, lines in found.items() if len(lines) >= 8}


def chunks(count: int) -> Iterator[tuple[pa.Table, pa.Table, pa.Table]]:
    """Articles, documents and blocks, `CHUNK` articles at once."""
    pool = paragraphs()
    for start in range(0, count, CHUNK):
        dice = random.Random(start)
        rows = [
            _article(dice, pool[_language(dice, pool)], n) for n in range(start, min(count, start + CHUNK))
        ]
        documents = [_document(row) for row in rows]
        yield table_of(rows, STAGED_ARTICLES), table_of(documents, DOCUMENTS), BLOCKS.empty_table()


def _language(dice: random.Random, pool: dict[str, list[str]]) -> str:
    """Half of the articles are English, the others of any language: none is mixed."""
    return "en" if dice.random() < 0.5 else dice.choice(sorted(pool))


def _article(dice: random.Random, pool: list[str], n: int) -> dict[str, Any]:
    body: list[str] = []
    while sum(len(part.split()) for part in body) < WORDS:
        body.append(dice.choice(pool))
    row: dict[str, Any] = dict.fromkeys(STAGED_ARTICLES.names)
    return row | {
        "article_id": f"a{n:09}",
        "document_id": f"d{n:09}",
        "batch_id": "2026-03-14-bulk",
        "ordinal": 1,
        "kind": "article",
        "title": " ".join(dice.choice(pool).split()[:9]),
        "body": "\n\n".join(body),
        "publisher": dice.choice(["Morrow Daily", "The Hindu", "Reuters", None]),
        "byline": dice.choice(["Ann Roe and Bo Lark", "Staff Reporter", None]),
        "published_raw": dice.choice(["2 hours ago", "14 March 2026, 09:30", "March 13, 2026", None]),
        "start_char": 0,
        "end_char": 1,
        "split_confidence": 1.0,
        "extractor": "text",
        "params_fingerprint": "0",
        "code_version": "0",
    }


def _document(row: dict[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(DOCUMENTS.names)
    counts = dict.fromkeys(
        ["byte_count", "text_chars", "removed_chars", "article_chars", "boilerplate_chars", "article_count"],
        0,
    )
    return empty | counts | {
        "document_id": row["document_id"],
        "batch_id": row["batch_id"],
        "uri": row["document_id"],
        "outcome": "kept",
        "params_fingerprint": "0",
        "code_version": "0",
    }  # fmt: skip


def cpu_seconds(count: int) -> float:
    """CPU seconds of the step over ``count`` articles."""
    spent = 0.0
    for articles, documents, blocks in chunks(count):
        start = time.process_time()
        enrich_articles(articles, documents, blocks)
        spent += time.process_time() - start
    return spent


def parts(count: int) -> dict[str, float]:
    """Milliseconds an article of each part of the step."""
    spent: Counter[str] = Counter()
    names = (
        "detect_language", "resolve_times", "read_source", "find_mentions", "find_quotes", "find_figures",
        "terms_of", "readability", "summary_of",
    )  # fmt: skip
    kept = {name: getattr(enriched_rows, name) for name in names}

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time_ns()
            try:
                return work(*args, **kwargs)
            finally:
                spent[name] += time.process_time_ns() - start

        return wrapped

    for name, work in kept.items():
        setattr(enriched_rows, name, timed(name, work))
    try:
        whole = cpu_seconds(count)
    finally:
        for name, work in kept.items():
            setattr(enriched_rows, name, work)
    found = {name: round(spent[name] / count / 1e6, 3) for name in names}
    return found | {"rest": round(1e3 * whole / count - sum(found.values()), 3)}


def resident_mb() -> float:
    """Resident memory of this process now, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(count: int) -> list[float]:
    """Resident memory after each tenth of ``count`` articles, MB."""
    found = []
    step = max(1, count // CHUNK // 10)
    for n, (articles, documents, blocks) in enumerate(chunks(count), start=1):
        enrich_articles(articles, documents, blocks)
        if n % step == 0:
            found.append(round(resident_mb(), 1))
    return found


def main() -> None:
    """Print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--memory", action="store_true", help="only memory, over all articles")
    options = parser.parse_args()
    cpu_seconds(50)  # models and automata are loaded
    if options.memory:
        print(json.dumps({"articles": options.articles, "resident_mb": memory(options.articles)}))
        return
    rates: dict[str, object] = {"accelerator_installed": accelerated()}
    if accelerated():
        rates["per_second_accelerated"] = round(options.articles / cpu_seconds(options.articles), 1)
        rates["parts_ms_accelerated"] = parts(options.articles)
    trigrams.accelerated = lambda: False  # type: ignore[assignment]
    rates["per_second"] = round(options.articles / cpu_seconds(options.articles), 1)
    rates["parts_ms"] = parts(options.articles)
    print(json.dumps(rates, indent=1))


if __name__ == "__main__":
    main()
