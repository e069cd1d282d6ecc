"""How well and how fast the source of an article is read.

python -m benchmarks.enrichment.sources            figures of both halves, and time an article
python -m benchmarks.enrichment.sources --wrong    with every answer of the half `tuned` that is wrong
"""

import argparse
import json
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.sources import Source, SourceEvidence, read_source
from copydesk.split.dateline import read_dateline

LABELLED = Path(__file__).parents[2] / "tests" / "gate" / "sources"
HALVES = ("tuned", "held")
_NOTHING: dict[str, Any] = dict.fromkeys(
    ("publisher", "byline", "credit", "title", "standfirst", "url", "site", "dateline")
)
_ROUNDS = 400


def half_of(row: dict[str, Any]) -> str:
    """``tuned`` or ``held``, by a checksum of the row's texts, so that a new row moves no other."""
    texts = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return HALVES[zlib.crc32(texts.encode()) & 1]


def rows(name: str) -> list[dict[str, Any]]:
    """The labelled rows of ``tests/gate/sources/<name>.jsonl``."""
    lines = (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def evidence_of(row: dict[str, Any]) -> SourceEvidence:
    """A row's evidence as the pipeline would give it, with the dateline that the splitter finds."""
    given = _NOTHING | {k: v for k, v in row.items() if k in _NOTHING}
    opening, ending = row.get("opening", ""), row.get("ending", "")
    found = read_dateline(opening) if opening else None
    given["dateline"] = found.place if found else None
    return SourceEvidence(
        **given,
        dateline_text=opening[: found.end] if found else None,
        opening=opening[:400],
        ending=(ending or opening)[-400:],
        kind=row.get("kind", "article"),
        language_code=row.get("lang"),
    )


@dataclass(slots=True)
class Tally:
    """Answers right, wrong and missing; a wrong one counts as both surplus and missing."""

    right: int = 0
    surplus: int = 0
    missing: int = 0
    all_right: int = 0
    rows: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, expected: Iterable[str], got: Iterable[str], row: dict[str, Any]) -> None:
        """Count one row's answer."""
        wanted, given = set(expected), set(got)
        self.right += len(wanted & given)
        self.surplus += len(given - wanted)
        self.missing += len(wanted - given)
        self.rows += 1
        self.all_right += wanted == given
        if wanted != given:
            self.wrong.append(f"{sorted(wanted)} but {sorted(given)}: {json.dumps(row, ensure_ascii=False)}")

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall over all answers; 1 if nothing was asked or given."""
        counted = 2 * self.right + self.surplus + self.missing
        return 2 * self.right / counted if counted else 1.0

    @property
    def exact(self) -> float:
        """Share of rows with exactly the right answer."""
        return self.all_right / self.rows if self.rows else 1.0


def _listed(value: str | None) -> list[str]:
    return [value] if value else []


def measure(half: str) -> dict[str, Tally]:
    """What is asked, by name, with the answers on one half of the labelled rows."""
    found = {n: Tally() for n in ("agency", "place", "date", "authors", "genre", "publisher")}
    for name in ("openings", "endings", "bylines", "genres", "publishers"):
        for row in rows(name):
            if half_of(row) != half:
                continue
            source = read_source(evidence_of(row))
            for question, (expected, got) in _questions(name, row, source).items():
                found[question].add(expected, got, row)
    return found


def _questions(name: str, row: dict[str, Any], source: Source) -> dict[str, tuple[list[str], list[str]]]:
    if name == "openings":
        return {
            "agency": (row["agencies"], list(source.agencies)),
            "place": (_listed(row.get("place")), _listed(source.dateline_place)),
            "date": (_listed(row.get("date")), _listed(source.dateline_date_raw)),
        }
    if name == "endings":
        return {"agency": (row["agencies"], list(source.agencies))}
    if name == "bylines":
        return {"authors": (row["authors"], list(source.authors))}
    if name == "genres":
        return {"genre": ([row["genre"]], [source.genre])}
    return {"publisher": (_listed(row["id"]), _listed(source.publisher_id))}


def seconds_an_article() -> float:
    """CPU seconds that reading the source of one labelled row takes, on average, once the data is loaded."""
    given = [evidence_of(row) for name in ("openings", "endings", "bylines", "genres") for row in rows(name)]
    padding = "The keeper of the lock said that the work would go on until the end of June. " * 5
    given = [
        SourceEvidence(
            publisher=e.publisher, byline=e.byline, credit=e.credit, dateline=e.dateline, title=e.title,
            standfirst=e.standfirst, kind=e.kind, url=e.url, site=e.site, language_code=e.language_code,
            opening=(e.opening + padding)[:400], ending=(padding + e.ending)[-400:],
            dateline_text=e.dateline_text,
        )
        for e in given
    ]  # fmt: skip
    for one in given:
        read_source(one)
    rounds = max(1, _ROUNDS // 40)
    started = time.process_time()
    for _ in range(rounds):
        for one in given:
            read_source(one)
    return (time.process_time() - started) / (rounds * len(given))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong on the half that rules are tuned on")
    options = parser.parse_args()
    for half in HALVES:
        for question, tally in measure(half).items():
            print(f"{half:6} {question:10} rows {tally.rows:4}  F1 {tally.f1:.4f}  exact {tally.exact:.4f}")
            if options.wrong and half == "tuned":
                print(*(f"    {line}" for line in tally.wrong), sep="\n")
    print(f"{seconds_an_article() * 1000:.4f} ms an article")


if __name__ == "__main__":
    main()
