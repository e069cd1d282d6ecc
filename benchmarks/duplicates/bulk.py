"""Archives of any size with known clusters, made fast: for runs where a million articles are needed.

    python -m benchmarks.duplicates.bulk FOLDER 1000000            # Parquet files of 50,000 rows
    python -m benchmarks.duplicates.bulk FOLDER 2000 --night       # a night to come after them

Article number i is a function of the seed and i alone, whatever range it is made in. Ten thousand in a row
are a block; the copies of a story are spread over its block, so over five nights.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.duplicates.edits import EDITS, short_edit
from benchmarks.duplicates.newsroom import Newsroom, Story
from benchmarks.duplicates.pairs import Invented
from benchmarks.duplicates.surface import UNSPACED, length
from benchmarks.duplicates.templates import filled
from copydesk.identity import article_id, content_hash, document_id, title_hash, word_count
from copydesk.schemas import ARTICLES

SCHEMA: Final = ARTICLES.append(pa.field("true_cluster", pa.int64(), nullable=False))
"""Of the rows and files; ``cluster_id`` is the article's own hash, as if nothing had been compared yet."""
BLOCK: Final = 10_000
_PER_NIGHT: Final = 2_000
_FIRST_NIGHT: Final = datetime(2024, 1, 1, tzinfo=UTC)
_OF_ARCHIVE: Final = 0.3
"""Share of a night's articles that are copies of archived ones."""
_LANGUAGES: Final = ("en",) * 24 + ("es", "de", "fr", "ru", "ar", "hi", "zh", "ja")
_NEW_CLUSTERS: Final = 10**12
"""Clusters of a night are numbered from here, those of a bulk from 0."""

# Shares of articles: alone; in twos to fives; in groups of 20 to 300; filled forms; briefs.
_MIX: Final = {"alone": 0.60, "few": 0.25, "many": 0.07, "form": 0.05, "brief": 0.03}
# What becomes of a copy. Half of an agency's customers print it as it comes.
_COPIES: Final = (
    ("as_it_is",) * 10 + ("tail_cut", "tail_cut", "credited", "credited", "own_paragraphs", "copy_edit")
    + ("typos", "dress", "revision", "redump")
)  # fmt: skip


class Place(NamedTuple):
    """What stands at one place of a block."""

    cluster: int
    """Within the block."""
    kind: str
    member: int
    """Of its cluster; 0 is the original."""


@lru_cache(maxsize=8)
def layout(seed: int | str, block: int) -> tuple[Place, ...]:
    """The places of a block in order: 60 % single stories, 32 % in clusters, 8 % forms and briefs."""
    rng = random.Random(f"{seed}/layout/{block}")
    sizes = {"few": (2, 5), "many": (20, 300)}
    places: list[Place] = []
    cluster = 0
    for kind, share in _MIX.items():
        end = len(places) + round(share * BLOCK)
        while len(places) < end:
            low, high = sizes.get(kind, (1, 1))
            size = min(round(low * (high / low) ** rng.random()), end - len(places))
            places += [Place(cluster, kind, member) for member in range(size)]
            cluster += 1
    rng.shuffle(places)
    return tuple(places)


def bulk(n: int, seed: int, start: int = 0) -> Iterator[dict[str, Any]]:
    """Rows ``start`` to ``start + n`` of the archive of ``seed``, in `SCHEMA`."""
    room = _room(seed)
    for i in range(start, start + n):
        place = layout(seed, i // BLOCK)[i % BLOCK]
        cluster = (i // BLOCK) * BLOCK + place.cluster
        story = _carried(room, str(seed), cluster, place.kind, place.member)
        published = _FIRST_NIGHT + timedelta(seconds=i * 86_400 // _PER_NIGHT)
        yield _row(story, f"bulk/{seed}/{i}", published, cluster)


def night(
    n_new: int, against_seed: int, night_seed: int = 1, archived: int = 10_000
) -> Iterator[dict[str, Any]]:
    """Rows of one more night: 30 % carry stories of the bulk's first ``archived`` rows, the others are new.

    It is the same whatever the archive's size: one night can be run against ten thousand and a million.
    The rows end before the year 2030 begins, behind every bulk of four million.
    """
    room, name = _room(against_seed), f"{against_seed}/night/{night_seed}"
    for i in range(n_new):
        rng = random.Random(f"{name}/{i}")
        if rng.random() < _OF_ARCHIVE:
            j = rng.randrange(archived)
            place = layout(against_seed, j // BLOCK)[j % BLOCK]
            cluster = (j // BLOCK) * BLOCK + place.cluster
            # a member that no row of the bulk is
            story = _carried(room, str(against_seed), cluster, place.kind, 1_000_000 * night_seed + i + 1)
        else:
            place = layout(name, i // BLOCK)[i % BLOCK]
            cluster = (i // BLOCK) * BLOCK + place.cluster
            story = _carried(room, name, cluster, place.kind, place.member)
            cluster += _NEW_CLUSTERS * night_seed
        published = datetime(2029, 12, 31, tzinfo=UTC) + timedelta(seconds=i * 80_000 // n_new)
        yield _row(story, f"{name}/{i}", published, cluster)


def write_bulk(folder: Path, n: int, chunk: int = 50_000, seed: int = 1) -> list[Path]:
    """The first ``n`` rows as ``part-00000.parquet`` and so on in ``folder``, at most ``chunk`` rows each."""
    starts = range(0, n, chunk)
    return [
        _write(folder / f"part-{k:05}.parquet", bulk(min(chunk, n - start), seed, start))
        for k, start in enumerate(starts)
    ]


def _write(path: Path, rows: Iterator[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows), schema=SCHEMA), path)
    return path


@cache
def _room(seed: int) -> Newsroom:
    return Newsroom(seed, "bulk")


@lru_cache(maxsize=4096)
def _original(room: Newsroom, name: str, cluster: int, kind: str) -> tuple[Story, Invented]:
    rng = random.Random(f"{name}/cluster/{cluster}")
    if kind == "form":
        forms = {**room.figure_forms, **room.name_forms}
        family = rng.choice(sorted(forms))
        (story,) = filled(rng, room, family, forms[family], 1, short=rng.random() < 0.3)
        return story, Invented(room, room.event(rng, "en"))
    event = room.event(rng, rng.choice(_LANGUAGES))
    words = rng.randint(15, 50) if kind == "brief" else None
    return room.story(rng, event, words, wire=True if kind == "many" else None), Invented(room, event)


def _carried(room: Newsroom, name: str, cluster: int, kind: str, member: int) -> Story:
    """The story of a cluster as its member number ``member`` prints it."""
    story, material = _original(room, name, cluster, kind)
    if member == 0:
        return story
    rng = random.Random(f"{name}/cluster/{cluster}/{member}")
    way = rng.choice(_COPIES)
    if way == "as_it_is":
        return story._replace(publisher=material.outlet(rng))
    if length(story) < 80 and way not in {"typos", "dress"}:
        return short_edit(rng, story, material, 0.5)._replace(publisher=material.outlet(rng))
    return EDITS[way](rng, story, material, 0.7 * rng.random())._replace(publisher=material.outlet(rng))


_hash = lru_cache(maxsize=4096)(content_hash)


def _row(story: Story, name: str, published: datetime, cluster: int) -> dict[str, Any]:
    document = document_id(name.encode())
    hashed = _hash(story.title, story.body)
    words = word_count(story.body) if story.language in UNSPACED else len(story.body.split())
    return dict.fromkeys(SCHEMA.names) | {
        "article_id": article_id(document, 0), "document_id": document, "batch_id": f"{published:%Y-%m-%d}",
        "ordinal": 1, "kind": "brief" if length(story) < 60 else "article", "title": story.title,
        "title_hash": title_hash(story.title),
        "standfirst": None, "body": story.body, "items": None, "publisher": story.publisher, "byline": None,
        "credit": story.credit, "agency": story.agency, "dateline": story.dateline,
        "published_raw": f"{published:%Y-%m-%d %H:%M}", "published_at": published.replace(second=0),
        "published_precision": "minute", "published_source": "printed",
        "language_code": "zh-Hans" if story.language == "zh" else story.language, "language_confidence": 1.0,
        "word_count": words, "start_char": 0, "end_char": len(story.body),
        "split_confidence": 1.0, "extractor": "text", "content_hash": hashed, "cluster_id": hashed,
        "is_canonical": True, "params_fingerprint": "0" * 16, "code_version": "bulk", "true_cluster": cluster,
    }  # fmt: skip


def main() -> None:
    """Write an archive, or a night, and say how fast it was made."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("n", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--night", action="store_true", help="a night after the archive of the seed")
    args = parser.parse_args()
    began = time.process_time()
    if args.night:
        _write(args.folder / "night.parquet", night(args.n, args.seed))
    else:
        write_bulk(args.folder, args.n, seed=args.seed)
    took = time.process_time() - began
    print(f"{args.n} articles in {took:.1f} CPU seconds, {args.n / took:.0f} a second")


if __name__ == "__main__":
    main()
