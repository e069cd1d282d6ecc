"""Near-duplicates across nights: any order and cut of the batches gives the same links and clusters."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
import toy_pipeline as toy

from copydesk.dedup.segment import hex_of, make_segment, words_of
from copydesk.dedup.words import hash_words
from copydesk.errors import UsageError
from warehouse.index import merge, merge_small, read_segment, segment_row, write_segment
from warehouse.root import WarehouseRoot


def words(start: int, count: int = 90) -> list[str]:
    return ["".join(chr(97 + int(digit)) for digit in f"{n:05}") for n in range(start, start + count)]


def page(title: str, body: list[str], publisher: str, day: int) -> str:
    return f"# {title}\n> {publisher}\n@ 2026-03-{day:02}\n{' '.join(body)}\n"


def edited(body: list[str], *places: int) -> list[str]:
    return ["edit" if i in places else word for i, word in enumerate(body)]


A, B = words(0), words(500)
PAGES = {
    "agency.txt": page("Ferry stops", A, "Agency", 3),
    "lantern.txt": page("No ferry", edited(A, 10, 50), "The Lantern", 4),
    "lantern-later.txt": page("No ferry", [*edited(A, 10, 50, 51), *words(300, 30)], "The Lantern", 5),
    "courier.txt": page("Ferry", A[:60], "Courier", 4),
    "roundup.txt": page("Week", A[:40] + B[:40] + words(900, 120), "Courier", 6),
    "chain-1.txt": page("Bridge", B, "The Lantern", 7),
    "chain-2.txt": page("Bridge", B[30:] + words(700, 30), "Harbour News", 8),
    "chain-3.txt": page("Bridge", B[60:] + words(700, 60), "Post", 9),
    "copy.txt": page("Ferry stops", A, "Post", 2),
    "other.txt": page("Rain", words(2000), "Post", 2),
}


def ingest_cut(root: Path, folder: Path, order: list[str], cuts: list[int]) -> None:
    for n, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(order)], strict=True)):
        files = {name: PAGES[name] for name in order[start:end]}
        if files:
            toy.ingest(root, toy.write_batch(folder / f"{n}" / "night", files), chunk_size=2)


def rows_by_text(root: Path) -> list[dict[str, object]]:
    """Who stands for what, by title, outlet and day: batches and so documents' uris differ from cut to cut."""
    return toy.ask(
        root,
        "SELECT a.publisher, a.published_at, a.content_hash, a.cluster_id, a.is_canonical,"
        " list(d.relation || ' ' || o.publisher || ' ' || d.evidence || coalesce(d.origin, '')"
        "      ORDER BY d.relation, o.publisher, d.evidence) FILTER (d.relation IS NOT NULL) AS pairs"
        " FROM articles a LEFT JOIN duplicates d USING (article_id)"
        " LEFT JOIN articles o ON o.article_id = d.other_article_id GROUP BY ALL ORDER BY ALL",
    )


def links(root: Path) -> list[dict[str, object]]:
    return toy.ask(root, "FROM links ORDER BY ALL")


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("at-once")
    ingest_cut(folder / "w", folder, sorted(PAGES), [])
    return folder / "w"


def test_each_story_once_and_its_copies_known(at_once: Path) -> None:
    """The agency's text with its copy, edits and cut; the round-up, and the end of the chain, by themselves."""
    clusters: dict[object, set[object]] = {}
    for row in rows_by_text(at_once):
        clusters.setdefault(row["cluster_id"], set()).add((row["publisher"], str(row["published_at"])[8:10]))

    assert sorted(map(sorted, clusters.values())) == [
        [("Agency", "03"), ("Courier", "04"), ("Post", "02"), ("The Lantern", "04"), ("The Lantern", "05")],
        [("Courier", "06")],
        [("Harbour News", "08"), ("The Lantern", "07")],
        [("Post", "02")],
        [("Post", "09")],
    ]
    relations = {r["relation"] for r in toy.ask(at_once, "SELECT DISTINCT relation FROM duplicates")}
    assert relations == {"exact", "near", "contained", "revision", "syndicated"}
    assert toy.broken_rules(at_once) == []


@pytest.mark.parametrize("seed", range(3))
def test_any_order_and_cut_gives_the_same(tmp_path: Path, at_once: Path, seed: int) -> None:
    """An old batch backfilled last, one file a night, or all in two lots."""
    rng = Random(seed)
    order = rng.sample(sorted(PAGES), len(PAGES))
    cuts = sorted(rng.sample(range(1, len(order)), rng.choice([1, 2, 3])))
    ingest_cut(tmp_path / "w", tmp_path, order, cuts)

    assert links(tmp_path / "w") == links(at_once)
    assert rows_by_text(tmp_path / "w") == rows_by_text(at_once)


def test_replaced_texts_leave_no_link(tmp_path: Path) -> None:
    """When a page is corrected into something else, its copies are on their own again."""
    first = {"a.txt": PAGES["agency.txt"], "b.txt": PAGES["lantern.txt"]}
    toy.ingest(tmp_path / "w", toy.write_batch(tmp_path / "1" / "night", first))
    assert len(links(tmp_path / "w")) == 1
    toy.ingest(
        tmp_path / "w", toy.write_batch(tmp_path / "2" / "night", first | {"a.txt": PAGES["other.txt"]})
    )

    assert links(tmp_path / "w") == []
    assert toy.ask(tmp_path / "w", "SELECT publisher FROM articles WHERE is_canonical ORDER BY 1") == [
        {"publisher": "Post"},
        {"publisher": "The Lantern"},
    ]
    toy.ingest(
        tmp_path / "w", toy.write_batch(tmp_path / "3" / "night", first | {"c.txt": PAGES["agency.txt"]})
    )
    assert len(links(tmp_path / "w")) == 1


def test_an_index_of_another_scheme_is_not_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to do, and nothing is published."""
    toy.ingest(tmp_path / "w", toy.write_batch(tmp_path / "1" / "night", {"a.txt": PAGES["agency.txt"]}))
    monkeypatch.setattr("warehouse.index.SCHEME", "other")

    with pytest.raises(UsageError, match="scheme") as err:
        toy.ingest(tmp_path / "w", toy.write_batch(tmp_path / "2" / "day", {"b.txt": PAGES["other.txt"]}))
    assert "copydesk reindex" in err.value.hint


def test_small_segments_become_one(tmp_path: Path) -> None:
    """However many nights there were, there are few, and each text is in one."""
    for n in range(5):
        files = {f"{n}.txt": page(f"Story {n}", words(1000 * n), "Post", n + 1)}
        toy.ingest(tmp_path / "w", toy.write_batch(tmp_path / f"{n}" / "night", files))
    rows = toy.ask(tmp_path / "w", "FROM segments")

    assert sum(row["text_count"] for row in rows) == 5
    assert len(rows) <= 3
    assert {f.name for f in WarehouseRoot(tmp_path / "w").index.iterdir()} >= {row["name"] for row in rows}


def test_many_of_one_size_become_one(tmp_path: Path) -> None:
    """Each that is left is twice as large as all smaller ones, however they came."""
    root = WarehouseRoot(tmp_path)
    rows = []
    for n in range(8):
        made = make_segment([f"{n:032x}"], hash_words([" ".join(words(50 * n))]))
        rows.append(segment_row(made, write_segment(root.index, made)))

    assert merge_small(root, rows).column("text_count").to_pylist() == [8]


def test_texts_of_many_lots_are_one_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before they are searched."""
    monkeypatch.setattr("warehouse.matching._TEXTS_AT_ONCE", 2)
    ingest_cut(tmp_path / "w", tmp_path, sorted(PAGES), [])

    assert [row["text_count"] for row in toy.ask(tmp_path / "w", "FROM segments")] == [9]
    assert len(links(tmp_path / "w")) > 0


def test_merged_segments_hold_what_they_were_made_of(tmp_path: Path) -> None:
    """Words and keys of all texts that are there, and of no other."""
    texts = {f"{n:032x}": " ".join(words(37 * n, 40 + n)) for n in range(1, 40)}
    hashed = dict(zip(texts, hash_words(texts.values()), strict=True))
    lots = [sorted(texts)[i::3] for i in range(3)]
    names = [write_segment(tmp_path, make_segment(lot, [hashed[t] for t in lot])) for lot in lots]
    parts = [read_segment(tmp_path / name) for name in names]
    there = [np.arange(len(part.hashes)) % 5 != 0 for part in parts]

    merged = read_segment(tmp_path / merge(tmp_path, parts, there))

    kept = sorted(t for part, keep in zip(parts, there, strict=True) for t in hex_of(part.hashes[keep]))
    again = make_segment(kept, [hashed[t] for t in kept])
    assert hex_of(merged.hashes) == kept
    assert all((words_of(merged, i) == hashed[t]).all() for i, t in enumerate(kept))
    assert all((one == other).all() for one, other in zip(merged, again, strict=True))


def test_a_segment_without_texts_is_dropped(tmp_path: Path) -> None:
    """Nothing is left of one whose texts are all gone, once it is merged."""
    root = WarehouseRoot(tmp_path)
    root.index.mkdir()
    made = make_segment(["0" * 32], hash_words(["a b c"]))
    name = write_segment(root.index, made)
    other = write_segment(root.index, make_segment(["1" * 32], hash_words(["d e f"])))
    rows = [segment_row(made, name, gone=["0" * 32]), segment_row(read_segment(root.index / other), other)]

    assert merge_small(root, rows).column("text_count").to_pylist() == [1]
