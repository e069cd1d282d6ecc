"""Stories in the archive: a matter of what it holds, whatever came when and was taken back and restored."""

import random
from pathlib import Path

import pytest
from toy_pipeline import ask, bring_back, broken_rules, dump, ingest, take_back, write_batch

from warehouse import stories, story_days
from warehouse.reindex import reindex
from warehouse.root import WarehouseRoot

TABLES = ("stories", "story_articles", "story_links")
FERRY = "ferry harbour captain storm rescue coast crew wave anchor deck sailor lighthouse"
BUDGET = "budget minister vote deficit tax cabinet coalition subsidy speaker bill treasury pension"


def telling(title: str, day: int | None, words: str, *, outlet: str = "The Lantern", seed: int = 0) -> str:
    """A toy article: its title's first word is a name, its body is eight of the words and some of its own."""
    rng = random.Random(f"{title} {seed}")
    own = " ".join(f"{title.rsplit(maxsplit=1)[-1]}{number}" for number in range(3))
    body = " ".join([*rng.sample(words.split(), 8), own])
    time = f"@ 2026-03-{day:02}\n" if day is not None else ""
    return f"# {title}\n> {outlet}\n{time}{body}\n"


@pytest.fixture
def batches(tmp_path: Path) -> list[Path]:
    """Two events, each over several days and cut into batches across them, and articles of neither."""
    made: dict[int, dict[str, str]] = {batch: {} for batch in range(4)}
    rng = random.Random(5)
    for number in range(28):
        day = 1 + number * 3 // 4
        event, words = (("Zara", FERRY), ("Milo", BUDGET), ("Nobody", f"{FERRY} {BUDGET}"))[number % 3]
        text = telling(
            f"{event if number % 3 < 2 else f'N{number}'} tells t{number}", day, words, seed=number
        )
        made[rng.randrange(4)][f"{number}.txt"] = text
    return [write_batch(tmp_path / f"2026-04-0{batch + 1}", files) for batch, files in made.items()]


def told(root: Path) -> dict[str, list[str]]:
    return {name: rows for name, rows in dump(root).items() if name in TABLES}


def titles_of_stories(root: Path) -> set[frozenset[str]]:
    rows = ask(
        root,
        "SELECT list(a.title) AS titles FROM story_articles JOIN articles a USING (article_id) GROUP BY story_id",
    )
    return {frozenset(row["titles"]) for row in rows}


def test_every_order_and_cut_leaves_the_same_stories(tmp_path: Path, batches: list[Path]) -> None:
    """Batches that bring days before those that the archive has, all at once, and few articles in memory."""
    ingest(tmp_path / "whole", *batches)
    for batch in reversed(batches):
        ingest(tmp_path / "backwards", batch)
    ingest(tmp_path / "mixed", batches[2], batches[0])
    ingest(tmp_path / "mixed", batches[3], batches[1])
    whole = told(tmp_path / "whole")

    assert whole == told(tmp_path / "backwards") == told(tmp_path / "mixed")
    assert [] == broken_rules(tmp_path / "backwards")
    assert ask(tmp_path / "whole", "SELECT max(article_count) AS n FROM stories")[0]["n"] > 2
    assert len(whole["stories"]) > 3


def test_days_are_linked_in_lots_and_from_nothing_alike(
    tmp_path: Path, batches: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(tmp_path / "w", *batches)
    before = told(tmp_path / "w")
    monkeypatch.setattr(stories, "_ARTICLES_AT_ONCE", 10)
    monkeypatch.setattr(story_days, "_ARTICLES_AT_ONCE", 3)
    reindex(WarehouseRoot(tmp_path / "w"))

    assert before == told(tmp_path / "w")


def test_what_is_taken_back_tells_nothing(tmp_path: Path, batches: list[Path]) -> None:
    ingest(tmp_path / "all", *batches)
    ingest(tmp_path / "less", *batches[1:])
    before = told(tmp_path / "all")
    take_back(tmp_path / "all", batches[0].name)
    without = told(tmp_path / "all")
    bring_back(tmp_path / "all", batches[0].name)

    assert told(tmp_path / "less") == without
    assert before == told(tmp_path / "all")


def test_a_copy_is_no_telling(tmp_path: Path) -> None:
    """Two outlets print one text, a third has its own: the story has two articles."""
    text = (
        "ferry harbour captain storm rescue coast crew wave anchor deck sailor lighthouse and more of it here"
    )
    files = {
        "a.txt": f"# Zara drifts\n> Post\n@ 2026-03-01\n{text}\n",
        "b.txt": f"# Zara drifts\n> Times\n@ 2026-03-02\n{text}\n",
        "c.txt": telling("Zara saved", 2, FERRY, outlet="Echo"),
    }
    ingest(tmp_path / "w", write_batch(tmp_path / "2026-04-01", files))

    assert {frozenset({"Zara drifts", "Zara saved"})} == titles_of_stories(tmp_path / "w")
    assert [(2, 2)] == [
        (row["article_count"], row["outlet_count"]) for row in ask(tmp_path / "w", "FROM stories")
    ]
    assert ["Zara drifts", "Zara saved"] == sorted(
        r["title"] for r in ask(tmp_path / "w", "FROM story_tellings")
    )


def test_an_article_without_a_day_tells_no_story(tmp_path: Path) -> None:
    files = {"a.txt": telling("Zara drifts", None, FERRY), "b.txt": telling("Zara saved", 2, FERRY)}
    ingest(tmp_path / "w", write_batch(tmp_path / "2026-04-01", files))

    assert {frozenset({"Zara saved"})} == titles_of_stories(tmp_path / "w")


def test_a_later_day_leaves_ids_and_members_of_before(tmp_path: Path, batches: list[Path]) -> None:
    ingest(tmp_path / "w", *batches)
    before = ask(tmp_path / "w", "SELECT article_id, story_id FROM story_articles ORDER BY ALL")
    later = {f"{n}.txt": telling(f"Zara later{n}", 22 + n, FERRY) for n in range(3)}
    ingest(tmp_path / "w", write_batch(tmp_path / "2026-04-09", later))

    assert before == ask(
        tmp_path / "w",
        "SELECT article_id, story_id FROM story_articles WHERE day < '2026-03-22' ORDER BY ALL",
    )
