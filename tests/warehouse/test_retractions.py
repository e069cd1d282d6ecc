"""Taking back and restoring: what goes, what stands instead, and that order and kills do not matter."""

import json
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from toy_pipeline import (
    T0,
    ask,
    bring_back,
    bring_back_until_killed,
    broken_rules,
    dump,
    dump_current,
    ingest,
    story,
    take_back,
    take_back_until_killed,
    write_batch,
)

from copydesk.errors import UsageError
from warehouse.ledger import Reprocess
from warehouse.retractions import list_retractions, rehearse_restore, rehearse_retract
from warehouse.root import WarehouseRoot

LONG = " ".join(f"word{n}" for n in range(60))
POINTS = [
    "worked out",
    "before commit",
    "committed",
    "generation named",
]
AFTER_COMMIT = POINTS[2:]


def near(n: int, *, day: str = "2026-03-01") -> str:
    """One long text, each time with other words at its end."""
    ending = " ".join(f"end{n}x{m}" for m in range(4))
    return f"~ menu\n# The long story of the harbour {n}\n> Paper {n}\n@ {day}\n{LONG} {ending}\n"


@pytest.fixture
def batches(tmp_path: Path) -> dict[str, Path]:
    return make_batches(tmp_path)


def make_batches(folder: Path) -> dict[str, Path]:
    """Stories with copies and near copies in other batches, and a file that two batches hold."""
    return {
        "a": write_batch(folder / "a", {"1.txt": story(1), "n.txt": near(1), "both.txt": story(7)}),
        "b": write_batch(
            folder / "b", {"copy.txt": story(1, day="2026-03-05"), "n.txt": near(2, day="2026-03-02")}
        ),
        "c": write_batch(
            folder / "c",
            {"n.txt": near(3, day="2026-03-03"), "both.txt": story(7), "two.txt": story(4) + story(5)},
        ),
    }


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All three batches, ingested; to be copied, because a warehouse opens where it lies."""
    folder = tmp_path_factory.mktemp("ingested")
    ingest(folder / "w", *make_batches(folder).values())
    return folder / "w"


@pytest.fixture
def root(tmp_path: Path, batches: dict[str, Path], ingested: Path) -> Path:
    """A copy of `ingested`."""
    shutil.copytree(ingested, tmp_path / "w", symlinks=True)
    return tmp_path / "w"


def standing(root: Path) -> list[str]:
    return [row["uri"] for row in ask(root, "SELECT uri FROM latest_articles ORDER BY uri")]


def without_times(rows: dict[str, list[str]], root: Path) -> dict[str, Any]:
    """``rows`` with retractions by what they say, but not when."""
    said = ask(
        root,
        "SELECT scope, target, document_id, content_hash, reason, restored_at IS NULL AS holds"
        " FROM retractions ORDER BY ALL",
    )
    return {**rows, "retractions": said}


# -- what goes, and what stands instead ----------------------------------------------------------------


def test_a_document_goes_and_its_copy_stands(root: Path) -> None:
    """The exact copy of another batch takes its place, and restoring gives all rows as they were."""
    before = dump(root)
    assert "a/1.txt" in standing(root)

    change = take_back(root, "a/1.txt", reason="the outlet asked for it")

    assert ["a/1.txt"] == change.articles["uri"].to_pylist()
    assert ["b/copy.txt"] == change.standing["uri"].to_pylist()
    assert 1 == change.clusters
    assert {"a/1.txt", "b/copy.txt"} & {*standing(root)} == {"b/copy.txt"}
    assert broken_rules(root) == []
    assert dump(root) == dump_current(root)

    back = bring_back(root, "a/1.txt")

    assert ["a/1.txt"] == back.articles["uri"].to_pylist()
    assert ["a/1.txt"] == back.standing["uri"].to_pylist()
    assert {**dump(root), "retractions": []} == {**before, "retractions": []}
    assert broken_rules(root) == []


def test_the_rows_stay_and_older_snapshots_show_them(root: Path) -> None:
    """A retraction is logical: nothing but cluster, pairs and links changes."""
    [before] = ask(root, "SELECT count(*) AS n FROM articles WHERE is_canonical")
    snapshot = take_back(root, "a/1.txt").snapshot_id
    assert snapshot is not None

    [gone] = ask(root, "FROM articles a JOIN documents d USING (document_id) WHERE d.uri = 'a/1.txt'")
    [was] = ask(root, f"SELECT count(*) AS n FROM articles AT (VERSION => {snapshot - 1}) WHERE is_canonical")

    assert not gone["is_canonical"]
    assert gone["cluster_id"] == gone["content_hash"]
    assert was == before
    assert [] == ask(root, "FROM duplicates WHERE article_id = other_article_id")


def test_a_near_copy_stands_for_what_is_left(root: Path) -> None:
    """The first of three goes: the other two are one cluster, of the second."""
    change = take_back(root, "a/n.txt")

    assert ["b/n.txt"] == change.standing["uri"].to_pylist()
    [cluster] = ask(root, "SELECT cluster_id, count(*) AS n FROM articles a JOIN documents d USING (document_id)"
                    " WHERE d.uri IN ('b/n.txt', 'c/n.txt') GROUP BY ALL")  # fmt: skip
    assert 2 == cluster["n"]
    assert broken_rules(root) == []


def test_one_article_of_two_goes(root: Path) -> None:
    """By a beginning of its id; the other stands."""
    [row] = ask(root, "SELECT article_id FROM articles WHERE title = 'Title 4'")

    change = take_back(root, row["article_id"][:12].upper())

    assert [("article", row["article_id"], "Title 4")] == [
        (t.scope, t.target, t.label) for t in change.targets
    ]
    titles = [r["title"] for r in ask(root, "SELECT title FROM latest_articles WHERE uri = 'c/two.txt'")]
    assert ["Title 5"] == titles
    assert 0 == change.standing.num_rows
    assert broken_rules(root) == []
    assert change.targets == take_back(root, "c/two.txt#1").already
    assert ["Title 4"] == bring_back(root, "c/two.txt#1").articles["title"].to_pylist()


def test_an_article_stays_taken_back_when_its_document_is_cut_anew(
    root: Path, batches: dict[str, Path]
) -> None:
    [row] = ask(root, "SELECT article_id FROM articles WHERE title = 'Title 4'")
    take_back(root, row["article_id"])

    done = ingest(root, batches["c"], reprocess=Reprocess.ALL)

    assert (1, 1) == (done.articles_retracted, done.documents_retracted)
    assert "Title 4" not in {r["title"] for r in ask(root, "FROM latest_articles")}
    assert broken_rules(root) == []


def test_a_batch_goes_but_for_what_another_holds(root: Path) -> None:
    """A document stands while any batch that is not taken back holds it."""
    take_back(root, "a")

    assert ["a/both.txt", "b/copy.txt", "b/n.txt", "c/two.txt", "c/two.txt"] == standing(root)
    assert broken_rules(root) == []

    change = take_back(root, "c")

    assert "a/both.txt" in change.articles["uri"].to_pylist()
    assert ["b/copy.txt", "b/n.txt"] == standing(root)
    assert broken_rules(root) == []


# -- batches that come again ---------------------------------------------------------------------------


def test_a_batch_that_is_taken_back_stays_so_when_it_comes_again(
    root: Path, batches: dict[str, Path]
) -> None:
    """Ingested again, done again, and with files added to it; the counts say what is held back."""
    take_back(root, "b")
    seen = standing(root)

    known = ingest(root, batches["b"])
    again = ingest(root, batches["b"], reprocess=Reprocess.ALL)
    write_batch(batches["b"], {"new.txt": story(8)})
    more = ingest(root, batches["b"])

    assert seen == standing(root)
    assert (0, 2) == (known.articles_retracted, known.documents_retracted)
    assert (2, 2) == (again.articles_retracted, again.documents_retracted)
    assert (0, 0, 1, 3) == (
        more.articles_new,
        more.articles_duplicate,
        more.articles_retracted,
        more.documents_retracted,
    )
    assert broken_rules(root) == []
    assert 3 == bring_back(root, "b").articles.num_rows
    assert "b/new.txt" in standing(root)


def test_another_batch_brings_a_document_back_that_only_a_batch_held(
    tmp_path: Path, batches: dict[str, Path]
) -> None:
    root = tmp_path / "w"
    ingest(root, batches["a"])
    take_back(root, "a")
    assert [] == standing(root)

    ingest(root, batches["c"])

    assert "a/both.txt" in standing(root)
    assert broken_rules(root) == []


def test_a_document_that_is_taken_back_does_not_come_back_under_another_name(
    tmp_path: Path, batches: dict[str, Path]
) -> None:
    root = tmp_path / "w"
    ingest(root, batches["a"])
    take_back(root, "a/both.txt")

    done = ingest(root, batches["c"])

    assert "a/both.txt" not in standing(root)
    assert 1 == done.documents_retracted


# -- order, kills, repetition --------------------------------------------------------------------------


ORDERS = ["abcX", "aXbc", "caXb"]
"""Orders in which three batches come and something of the first is taken back (X)."""


@pytest.mark.parametrize("names", [("a",), ("a/1.txt", "a/n.txt")])
def test_order_does_not_matter(tmp_path: Path, batches: dict[str, Path], names: tuple[str, ...]) -> None:
    """The same rows whether something was taken back before or after others came."""
    seen = []
    for number, order in enumerate(ORDERS):
        root = tmp_path / f"w{number}"
        for step in order:
            if step == "X":
                take_back(root, *names)
            else:
                ingest(root, batches[step], stage_dedup=number % 2 == 0)
        seen.append(without_times(dump(root), root))
        assert broken_rules(root) == []

    assert seen[1:] == seen[:1] * (len(seen) - 1)


def test_what_was_restored_is_as_if_nothing_had_been(tmp_path: Path, batches: dict[str, Path]) -> None:
    """Also when other batches came between; the index has the texts again."""
    plain, other = tmp_path / "plain", tmp_path / "other"
    ingest(plain, *batches.values())
    ingest(other, batches["a"])
    take_back(other, "a")
    ingest(other, batches["b"])
    bring_back(other, "a")
    ingest(other, batches["c"])

    assert {**dump(plain), "retractions": []} == {**dump(other), "retractions": []}


def test_overlapping_retractions_are_undone_one_by_one(root: Path) -> None:
    """What two hold back comes with the second restoration."""
    before = standing(root)
    take_back(root, "b")
    assert 0 == take_back(root, "b/n.txt").articles.num_rows

    assert ["b/copy.txt"] == bring_back(root, "b").articles["uri"].to_pylist()
    assert ["b/n.txt"] == bring_back(root, "b/n.txt").articles["uri"].to_pylist()
    assert before == standing(root)


def test_retracting_again_changes_nothing(root: Path) -> None:
    """The first reason stays, and there is neither a commit nor a run."""
    first = take_back(root, "a/1.txt", reason="first")
    before = dump(root)
    count = "SELECT (SELECT count(*) FROM runs) AS n, (SELECT max(snapshot_id) FROM ducklake_snapshots('lake')) AS s"
    runs = ask(root, count)

    again = take_back(root, "a/1.txt", reason="second")

    assert ((), first.targets, None) == (again.targets, again.already, again.snapshot_id)
    assert (before, runs) == (dump(root), ask(root, count))


def test_retracted_restored_and_retracted_leaves_both_rows(root: Path) -> None:
    take_back(root, "a/1.txt", reason="first")
    bring_back(root, "a/1.txt")
    take_back(root, "a/1.txt", reason="second", now=lambda: T0.replace(hour=9))

    rows = ask(root, "SELECT reason, restored_at IS NULL AS holds FROM retractions ORDER BY retracted_at")
    assert [("first", False), ("second", True)] == [tuple(r.values()) for r in rows]
    assert ["second"] == list_retractions(WarehouseRoot(root))["reason"].to_pylist()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """An archive before a retraction and after it, with its rows."""
    folder = tmp_path_factory.mktemp("kill")
    ingest(folder / "before", *make_batches(folder).values())
    shutil.copytree(folder / "before", folder / "after", symlinks=True)
    take_back(folder / "after", "a")
    return {
        name: (folder / name, without_times(dump(folder / name), folder / name))
        for name in ("before", "after")
    }


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_leaves_before_or_after(
    tmp_path: Path, archive: dict[str, Any], run_child: Callable[..., int], point: str
) -> None:
    """And the same command, again, brings it to its end."""
    root = tmp_path / "w"
    shutil.copytree(archive["before"][0], root, symlinks=True)
    code = run_child(take_back_until_killed, root, "a", point)

    assert -signal.SIGKILL == code
    expected = archive["after" if point in AFTER_COMMIT else "before"][1]
    assert expected == without_times(dump(root), root)

    take_back(root, "a")

    assert archive["after"][1] == without_times(dump(root), root)
    assert broken_rules(root) == []


@pytest.mark.parametrize("point", ["before commit", "committed"])
def test_a_kill_while_restoring_leaves_before_or_after(
    tmp_path: Path, archive: dict[str, Any], run_child: Callable[..., int], point: str
) -> None:
    root = tmp_path / "w"
    shutil.copytree(archive["after"][0], root, symlinks=True)
    code = run_child(bring_back_until_killed, root, "a", point)

    assert -signal.SIGKILL == code
    expected = archive["before" if point in AFTER_COMMIT else "after"][1]
    assert {**expected, "retractions": []} == {**dump(root), "retractions": []}


# -- names, rehearsal, records -------------------------------------------------------------------------


def test_names_that_stand_for_nothing_or_for_several(root: Path, batches: dict[str, Path]) -> None:
    """An error quotes the name and says what to do; nothing changes then, not even for the good names."""
    before = dump(root)
    for name, message, hint in [
        ("a/11.txt", "no article, document or batch 'a/11.txt' is in the archive", "did you mean 'a/1.txt'?"),
        ("abc", "no article, document or batch 'abc' is in the archive", "6 or more"),
        ("a/gone", "no article, document or batch 'a/gone' is in the archive", ""),
    ]:
        with pytest.raises(UsageError) as caught:
            take_back(root, "a/1.txt", name)
        assert message == caught.value.message
        assert hint in caught.value.hint
    [row] = ask(root, "SELECT document_id FROM documents WHERE uri = 'a/1.txt'")
    namesake = row["document_id"][:8]
    write_batch(batches["a"].parent / namesake, {"z.txt": story(9)})
    ingest(root, batches["a"].parent / namesake)
    with pytest.raises(UsageError) as caught:
        take_back(root, namesake)
    assert f"{namesake!r} fits several: batch {namesake}" in caught.value.message
    assert "a/1.txt" in caught.value.message
    assert "--scope" in caught.value.hint
    with pytest.raises(UsageError, match="blank"):
        take_back(root, "a", reason=" ")
    assert before["retractions"] == dump(root)["retractions"]

    assert "document" == take_back(root, namesake, scope="document").targets[0].scope


def test_restoring_what_is_not_taken_back_is_an_error(root: Path) -> None:
    take_back(root, "a/1.txt")
    for name, hint in [("a/11.txt", "did you mean 'a/1.txt'?"), ("zzz", "copydesk retract --list")]:
        with pytest.raises(UsageError) as caught:
            bring_back(root, name)
        assert f"no article, document or batch {name!r} is taken back" == caught.value.message
        assert hint in caught.value.hint


def test_a_rehearsal_foretells_and_changes_nothing(root: Path) -> None:
    before = dump(root)
    place = WarehouseRoot(root)

    told = rehearse_retract(place, ["a"], now=T0)
    assert before == dump(root)
    done = take_back(root, "a")
    back = rehearse_restore(place, ["a"], now=T0)
    restored = bring_back(root, "a")

    assert told.articles.equals(done.articles)
    assert told.standing.equals(done.standing)
    assert back.articles.equals(restored.articles)
    assert back.standing.equals(restored.standing)
    assert None is told.snapshot_id


def test_a_retraction_is_a_run_and_a_commit_with_a_message(root: Path) -> None:
    change = take_back(root, "b", "a/1.txt")

    [run] = ask(root, "FROM runs WHERE command = 'retract'")
    [commit] = ask(
        root,
        "SELECT commit_message, commit_extra_info FROM ducklake_snapshots('lake')"
        f" WHERE snapshot_id = {change.snapshot_id}",
    )
    assert (["a", "b"], [], 3) == (run["batch_ids"], run["inputs"], run["articles_retracted"])
    assert commit["commit_message"].startswith("retract batch b, document ")
    assert run["run_id"] == json.loads(commit["commit_extra_info"])["run_id"]
    assert not list((root / "staging" / "runs").glob(run["run_id"]))


def test_the_view_says_what_is_taken_back_and_how_much(root: Path) -> None:
    take_back(root, "a", reason="bad scrape")
    [row] = ask(root, "SELECT article_id FROM articles WHERE title = 'Title 4'")
    take_back(root, row["article_id"], now=lambda: T0.replace(hour=9))

    rows = ask(root, "SELECT scope, batch_id, uri, title, reason, article_count FROM current_retractions")

    assert [
        ("article", "c", "c/two.txt", "Title 4", "asked for", 1),
        ("batch", "a", None, None, "bad scrape", 2),
    ] == [tuple(r.values()) for r in rows]


def test_views_of_today_leave_out_what_is_taken_back(root: Path) -> None:
    take_back(root, "a")
    take_back(root, "b")
    take_back(root, "c")
    for view in (
        "latest_articles",
        "publishers",
        "articles_by_day",
        "digest_items",
        "current_documents",
        "boilerplate_by_rule",
    ):
        assert [] == ask(root, f"FROM {view}"), view
    summary = ask(root, "SELECT batch_id, is_retracted, article_count, canonical_count FROM batch_summary")
    assert [("a", True, 3, 0), ("b", True, 2, 0), ("c", True, 4, 0)] == [tuple(r.values()) for r in summary]


def test_there_has_to_be_a_warehouse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no warehouse"):
        take_back(tmp_path / "none", "a")

    assert not (tmp_path / "none").exists()
