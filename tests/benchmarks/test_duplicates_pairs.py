"""The labelled pairs and the long archives are what they say they are, and the same each time."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks.duplicates.baseline import likeness
from benchmarks.duplicates.bulk import BLOCK, SCHEMA, bulk, layout, night, write_bulk
from benchmarks.duplicates.newsroom import Newsroom
from benchmarks.duplicates.pairs import HALVES, SEED, Pair, build, relation_of
from benchmarks.duplicates.shingling import shingles
from benchmarks.duplicates.words import TOPICS
from copydesk.identity import normalise

_SCRIPTS = {"ar", "de", "en", "es", "fr", "he", "hi", "ja", "ko", "ru", "th", "zh"}


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return build(each=12, with_printed=False)


def test_the_same_arguments_give_the_same_pairs(pairs: list[Pair]) -> None:
    assert build(each=12, with_printed=False) == pairs
    assert build(SEED + 1, each=1, with_printed=False)[0] != pairs[0]


def test_halves_share_no_story_topic_form_or_outlet(pairs: list[Pair]) -> None:
    def of(half: str, field: str) -> set[str]:
        return {getattr(s, field) for p in pairs if p.half == half for s in (p.a, p.b)}

    tuned, held = HALVES
    assert set() == of(tuned, "event") & of(held, "event")
    assert set() == of(tuned, "body") & of(held, "body")
    assert set() == of(tuned, "publisher") & of(held, "publisher")
    assert set() == {f for f in of(tuned, "family") & of(held, "family") if not f.startswith("form-")}
    rooms = [Newsroom(SEED, half) for half in HALVES]
    assert set() == set(rooms[0].topics) & set(rooms[1].topics)
    assert set() == rooms[0].names & rooms[1].names
    assert _SCRIPTS == of(tuned, "language") | of(held, "language")


def test_labels_and_relations_agree(pairs: list[Pair]) -> None:
    for pair in pairs:
        assert pair.is_same == (pair.relation != "none")
        assert pair.a.body.strip()
        assert pair.b.body.strip()
        if pair.is_same:
            assert relation_of(pair.a, pair.b) == pair.relation
            assert pair.a.event == pair.b.event
        else:
            assert normalise(pair.a.body) != normalise(pair.b.body)
        if pair.kind == "dress":
            assert pair.relation == "exact"


def test_every_kind_has_pairs_in_both_halves(pairs: list[Pair]) -> None:
    kinds = Counter((p.kind, p.half) for p in pairs if not p.kind.startswith(("short_", "form_")))

    assert {k for k, half in kinds if half == "tuned"} == {k for k, half in kinds if half == "held"}
    assert min(kinds.values()) >= 8
    assert 0.45 < sum(p.is_same for p in pairs) / len(pairs) < 0.65


def test_unrelated_stories_share_stock_phrases_only(pairs: list[Pair]) -> None:
    unrelated = [likeness(p).overlap for p in pairs if p.kind == "unrelated"]

    assert max(unrelated) < 0.15
    assert sum(unrelated) / len(unrelated) < 0.03


def test_an_archive_is_the_same_in_any_chunks(tmp_path: Path) -> None:
    whole = list(bulk(60, 7, BLOCK - 30))

    assert [*bulk(25, 7, BLOCK - 30), *bulk(35, 7, BLOCK - 5)] == whole
    assert list(bulk(1, 7, BLOCK)) == [whole[30]]
    paths = write_bulk(tmp_path, 25, chunk=10, seed=7)
    rows = [row for path in paths for row in pq.read_table(path, schema=SCHEMA).to_pylist()]
    assert rows == list(bulk(25, 7))
    assert len(paths) == 3


def test_a_block_has_the_clusters_that_it_promises() -> None:
    places = layout(7, 0)
    sizes = Counter(p.cluster for p in places)
    alone = sum(1 for size in sizes.values() if size == 1)

    assert len(places) == BLOCK
    assert 0.60 * BLOCK <= alone <= 0.72 * BLOCK
    assert 20 <= max(sizes.values()) <= 300
    assert all(
        sorted(p.member for p in places if p.cluster == c) == list(range(sizes[c])) for c in (6000, 6001)
    )


def test_a_night_has_copies_of_the_archive_and_news() -> None:
    rows = list(islice(night(200, 7), 200))
    old = [row for row in rows if row["true_cluster"] < BLOCK]

    assert 40 <= len(old) <= 80
    assert len({row["article_id"] for row in rows}) == 200
    assert list(night(200, 7)) == rows


def test_scripts_without_spaces_are_compared_by_letters() -> None:
    assert shingles("一二三四五六七八九") == {"一二三四五六七八", "二三四五六七八九"}
    assert shingles("a b c d e f") == {"a b c d e", "b c d e f"}
    assert len(TOPICS) == 24
