"""Views and the lookup of clusters, on archives whose clusters can be foretold."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from toy_pipeline import ask, ingest, write_batch

from copydesk.errors import UsageError
from warehouse.copies import Copies, copies_of
from warehouse.lake import connect
from warehouse.references import find_article
from warehouse.root import WarehouseRoot

_ROOTS = (
    "pier",
    "boat",
    "rope",
    "mill",
    "bee",
    "clay",
    "tide",
    "lamp",
    "moor",
    "fern",
    "oak",
    "brick",
    "salt",
    "wharf",
)
_ENDS = ("s", "ward", "less", "like", "keeper", "yard", "side", "man", "work", "light")


def words(seed: int, count: int) -> list[str]:
    """Invented words in an order that no other seed gives."""
    state, found = seed, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        found.append(_ROOTS[(state >> 33) % 14] + _ENDS[(state >> 45) % 10])
    return found


def page(title: str, publisher: str, day: str, body: list[str]) -> str:
    return f"~ menu\n# {title}\n> {publisher}\n@ {day}\n{' '.join(body)}\n"


WIRE = words(1, 120)
EDITED = [*WIRE[:60], "and", "so", "on", *WIRE[60:]]
FIRST, SECOND = words(2, 100), [*words(2, 90), *words(3, 30)]
EXCERPTED = words(4, 60)
ROUND_UP = [*words(5, 150), *EXCERPTED, *words(6, 150)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wire story at three outlets (twice at one), a story with a later version, an excerpt, a story alone."""
    folder = tmp_path_factory.mktemp("copies")
    files: dict[str, str | bytes] = {
        "a.txt": page("Pier to close", "The Lantern", "2026-03-01", WIRE),
        "b.txt": page("Old pier closes", "Lowgate Post", "2026-03-02", EDITED),
        "c.txt": page("Pier to close", "The Courier", "2026-03-03", WIRE),
        "c2.txt": page("Pier closes today", "the courier", "2026-03-04", WIRE),
        "d.txt": page("Mill opens a hall", "The Lantern", "2026-03-01", FIRST),
        "e.txt": page("Mill opens a second hall", "The Lantern", "2026-03-02", SECOND),
        "f.txt": page("Bees at the moor", "Lowgate Post", "2026-03-01", EXCERPTED),
        "g.txt": page("What the papers say", "The Courier", "2026-03-02", ROUND_UP),
        "h.txt": page("Clay for the brickyard", "The Lantern", "2026-03-01", words(7, 80)),
        "two.txt": page("Reeds one", "The Lantern", "2026-03-01", words(8, 80))
        + page("Reeds two", "The Lantern", "2026-03-01", words(9, 80)),
        "gone.txt": page("Tides", "The Lantern", "2026-03-01", words(10, 80)),
    }
    batch = write_batch(folder / "b", files)
    ingest(folder / "w", batch)
    write_batch(batch, {"gone.txt": page("Tides turn", "The Lantern", "2026-03-01", words(11, 80))})
    ingest(folder / "w", batch)
    return folder / "w"


@pytest.fixture(scope="module")
def find(root: Path) -> Iterator[Callable[[str], str]]:
    """The id of the article that a reference means."""
    with connect(WarehouseRoot(root), read_only=True) as con:
        yield lambda reference: find_article(con, reference)


@pytest.fixture
def look_up(root: Path) -> Callable[..., Copies]:
    def call(reference: str, **values: Any) -> Copies:
        return copies_of(WarehouseRoot(root), reference, **values)

    return call


def one(root: Path, sql: str) -> dict[str, Any]:
    (row,) = ask(root, sql)
    return row


def test_every_live_article_is_in_the_cluster_views(root: Path) -> None:
    """And none that was replaced, though it has a cluster_id of its own."""
    live = ask(
        root,
        "SELECT article_id FROM articles WHERE document_id IN (SELECT document_id FROM files WHERE is_current)",
    )
    held = ask(root, "SELECT article_id FROM cluster_articles")

    assert sorted(r["article_id"] for r in live) == sorted(r["article_id"] for r in held)
    assert len(live) == one(root, "SELECT sum(article_count)::INT AS n FROM clusters")["n"]
    assert (
        one(root, "SELECT count(*) AS n FROM clusters")["n"]
        == one(root, "SELECT count(*) AS n FROM latest_articles")["n"]
    )


def test_clusters_count_articles_texts_and_outlets(root: Path) -> None:
    row = one(root, "FROM clusters WHERE title = 'Pier to close'")

    assert (4, 2, 3) == (row["article_count"], row["text_count"], row["outlet_count"])
    assert ["exact", "near", "syndicated"] == row["relations"]
    assert "The Lantern" == row["publisher"]
    assert (1, 4) == (row["first_published_at"].day, row["last_published_at"].day)


def test_syndication_lists_outlets_in_the_order_of_publication(root: Path) -> None:
    row = one(root, "FROM syndication")

    assert "3 outlets, 1 source" == row["carried"]
    assert ["The Lantern", "Lowgate Post", "The Courier"] == row["outlets"]
    assert ("The Lantern", "time", 1) == (row["origin"], row["origin_source"], row["source_count"])
    assert (4, 2, 1, 0) == tuple(row[f"{name}_count"] for name in ("article", "exact", "near", "contained"))


def test_revisions_show_both_versions(root: Path) -> None:
    row = one(root, "FROM revisions")

    assert ("The Lantern", "Mill opens a hall", "Mill opens a second hall", True) == (
        row["outlet"], row["earlier_title"], row["later_title"], row["is_retitled"],
    )  # fmt: skip
    assert (100, 120) == (row["words_before"], row["words_after"])
    assert row["earlier_at"] < row["later_at"]


def test_an_article_is_found_by_all_its_names(root: Path, find: Callable[[str], str]) -> None:
    row = one(root, "SELECT * FROM articles a JOIN documents USING (document_id) WHERE uri = 'b/b.txt'")
    canonical = one(root, "FROM clusters WHERE title = 'Pier to close'")
    names = [row["article_id"], row["article_id"][:12], row["article_id"][:8].upper(), "b/b.txt", "b/b.txt#1"]

    assert {row["article_id"]} == {find(name) for name in names}
    # a text that stood for the cluster once, and the one that does now
    assert row["article_id"] == find(row["content_hash"])
    assert canonical["canonical_id"] == find(canonical["cluster_id"])


@pytest.mark.parametrize(
    ("reference", "message", "hint"),
    [
        ("b/nothing.txt", "'b/nothing.txt'", "the nearest names are "),
        ("b/two.txt", "'b/two.txt' holds 2 articles", "b/two.txt#1 (Reeds one, The Lantern), b/two.txt#2"),
        ("b/two.txt#3", "has no article 3", "b/two.txt#1"),
        ("ffffffff0", "'ffffffff0'", "latest_articles"),
        ("abc", "'abc' is too little", "6 digits"),
        ("Pier to close", "'Pier to close' names no article", "cluster id"),
    ],
)
def test_a_name_of_nothing_or_of_several_is_an_error(
    reference: str, message: str, hint: str, find: Callable[[str], str]
) -> None:
    with pytest.raises(UsageError) as caught:
        find(reference)

    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_cluster_with_its_pairs(root: Path, look_up: Callable[..., Copies]) -> None:
    found = look_up("b/b.txt")

    assert found.is_live
    assert found.cluster
    assert ["b/a.txt", "b/b.txt", "b/c.txt", "b/c2.txt"] == [row["uri"] for row in found.articles]
    assert [None, "near", "exact", "exact"] == [row["relation"] for row in found.articles]
    assert 6 == len(found.pairs)
    assert [] == found.links
    assert found.difference is None


def test_an_excerpt_is_linked_to_the_round_up(look_up: Callable[..., Copies]) -> None:
    excerpt, round_up = look_up("b/f.txt"), look_up("b/g.txt")

    assert [("contained", True, "b/g.txt")] == [
        (r["relation"], r["is_first"], r["other_uri"]) for r in excerpt.links
    ]
    assert [("contained", False, "b/f.txt")] == [
        (r["relation"], r["is_first"], r["other_uri"]) for r in round_up.links
    ]


@pytest.mark.parametrize(
    ("reference", "other", "sides"),
    [
        ("b/b.txt", "", ("b/a.txt", "b/b.txt")),  # from the one that stands for the cluster
        ("b/a.txt", "", ("b/a.txt", "b/b.txt")),  # of that one, to the earliest other text
        ("b/e.txt", "", ("b/d.txt", "b/e.txt")),  # from the version before
        ("b/f.txt", "", ("b/g.txt", "b/f.txt")),  # from what holds it
        ("b/a.txt", "b/h.txt", ("b/h.txt", "b/a.txt")),  # from what was asked for
    ],
)
def test_what_an_article_is_compared_with(
    reference: str,
    other: str,
    sides: tuple[str, str],
    find: Callable[[str], str],
    look_up: Callable[..., Copies],
) -> None:
    difference = look_up(reference, other=other).difference

    assert difference
    assert tuple(map(find, sides)) == (difference.old_id, difference.new_id)
    assert difference.runs


def test_an_article_alone_has_nothing_to_be_compared_with(look_up: Callable[..., Copies]) -> None:
    found = look_up("b/h.txt", other="")

    assert (1, [], None) == (len(found.articles), found.links, found.difference)


def test_a_replaced_article_is_in_no_cluster(root: Path, look_up: Callable[..., Copies]) -> None:
    row = one(root, "SELECT article_id FROM articles WHERE title = 'Tides'")
    found = look_up(row["article_id"])

    assert (False, None, []) == (found.is_live, found.cluster, found.articles)
