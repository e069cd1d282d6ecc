"""Enriching again: what was enriched by other rules, in chunks, in one commit, with what differs told first."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
import toy_pipeline as toy

from copydesk.params import LanguageParams, PipelineParams
from copydesk.schemas import TABLES
from warehouse.chunks import enrich_chunk
from warehouse.lake import connect
from warehouse.recall import plan_renewal, recalling
from warehouse.renewal import Renewed, rehearse_renewal, renew
from warehouse.root import WarehouseRoot
from warehouse.runs import under_way

OTHER = PipelineParams(language=LanguageParams(min_letters=30))
PAGES = {
    "a.txt": "# Ferry stops\n> Post\n@ 2026-03-03\nthe ferry stopped at noon in the fog\n",
    "b.txt": "# Bridge opens\n> Lantern\n@ 2026-03-04\nthe bridge opened on a cold day\n# Rain\n> Post\nit rained\n",
    "c.txt": "# Ferry stops\n> Lantern\n@ 2026-03-05\nthe ferry stopped at noon in the fog\n",
}


class LaterSteps(toy.ToySteps):
    """Finds every article in English, and another name in each title."""

    def enrich_articles(self, *given: Any) -> Any:
        made = super().enrich_articles(*given)
        n = made.articles.num_rows
        at = made.articles.schema.get_field_index("language_code")
        articles = made.articles.set_column(at, made.articles.schema.field(at), pa.array(["en"] * n))
        at = made.mentions.schema.get_field_index("entity_id")
        ids = [f"{name}-2" for name in made.mentions["entity_id"].to_pylist()]
        mentions = made.mentions.set_column(at, made.mentions.schema.field(at), pa.array(ids))
        return made._replace(articles=articles, mentions=mentions)


def again(
    path: Path,
    *,
    is_all: bool = False,
    dry_run: bool = False,
    params: PipelineParams = OTHER,
    meanwhile: Callable[[], object] = lambda: None,
    checkpoint: Callable[[str], None] = lambda _: None,
    steps: toy.ToySteps | None = None,
) -> Renewed:
    root = WarehouseRoot(path)
    run = toy.start_run([], params)
    with under_way(root, run):
        plan = plan_renewal(root, run.run_id, params, is_all=is_all, chunk_size=1)
        with recalling(root) as recall:
            done = [enrich_chunk(recall(chunk), params, steps=steps or LaterSteps()) for chunk in plan.chunks]
        meanwhile()
        if dry_run:
            return rehearse_renewal(root, done)
        return renew(root, done, run, now=toy.Clock(), checkpoint=checkpoint)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    toy.ingest(tmp_path / "w", toy.write_batch(tmp_path / "b" / "night", PAGES))
    return tmp_path / "w"


def everything(path: Path) -> dict[str, Any]:
    return {name: toy.ask(path, f"FROM {name} ORDER BY ALL") for name in TABLES if name not in toy.OF_A_RUN}


def test_what_is_stale_is_enriched_and_nothing_else_changes(archive: Path) -> None:
    before = everything(archive)
    done = again(archive)

    after = everything(archive)
    assert {row["language_code"] for row in after["articles"]} == {"en"}
    assert {row["entity_id"] for row in after["entities"]} == {
        "person:bridge-2",
        "person:ferry-2",
        "person:rain-2",
    }
    kept = ("documents", "blocks", "files", "lines", "links", "duplicates", "term_counts", "article_terms")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert [r["cluster_id"] for r in after["articles"]] == [r["cluster_id"] for r in before["articles"]]
    assert (done.documents, done.articles, done.articles_changed, done.documents_left) == (3, 4, 4, 0)
    assert again(archive).documents == 0


def test_a_rehearsal_says_what_would_differ_and_changes_nothing(archive: Path) -> None:
    before = everything(archive)
    done = again(archive, dry_run=True)

    told = {(d.name, d.publisher): (d.filled, d.emptied, d.changed) for d in done.differences}
    assert told == {
        ("language_code", "Lantern"): (2, 0, 0),
        ("language_code", "Post"): (2, 0, 0),
        ("mentions", "Lantern"): (2, 2, 0),
        ("mentions", "Post"): (2, 2, 0),
    }
    assert everything(archive) == before
    assert done.snapshot_id is None


def test_a_sample_is_of_one_article(archive: Path) -> None:
    """What it had and what it has now are of the article that is named."""
    with connect(WarehouseRoot(archive), read_only=False) as con:
        con.execute("UPDATE articles SET language_code = 'de' WHERE title = 'Rain'")
    told = again(archive, dry_run=True).differences
    [post] = [d for d in told if (d.name, d.publisher) == ("language_code", "Post")]

    [old] = toy.ask(
        archive, f"SELECT language_code FROM articles WHERE article_id = '{post.sample_article_id}'"
    )
    assert (post.filled, post.changed) == (1, 1)
    assert (post.sample_old, post.sample_new) == (old["language_code"], "en")


def test_it_gives_what_a_run_of_the_new_rules_gives(archive: Path, tmp_path: Path) -> None:
    """Enriched again, or from nothing by the same rules: the same tables."""
    again(archive, params=toy.DEFAULTS, is_all=True)
    toy.ingest(tmp_path / "fresh", tmp_path / "b" / "night", steps=LaterSteps())

    assert everything(archive) == everything(tmp_path / "fresh")


def test_a_document_made_anew_meanwhile_is_left_to_that_run(archive: Path, tmp_path: Path) -> None:
    """Its first sighting came in: other rows than those that were recalled."""
    earlier = toy.write_batch(tmp_path / "e" / "a-night-before", {"a.txt": PAGES["a.txt"]})
    done = again(archive, meanwhile=lambda: toy.ingest(archive, earlier))

    assert (done.documents, done.documents_left) == (2, 1)
    codes = toy.ask(archive, "SELECT language_code, count(*) AS n FROM articles GROUP BY ALL ORDER BY 1")
    assert codes == [{"language_code": "en", "n": 3}, {"language_code": None, "n": 1}]


def test_what_was_finished_is_not_enriched_twice(archive: Path) -> None:
    steps = LaterSteps()
    again(archive, steps=steps, dry_run=True)
    again(archive, steps=steps)

    assert steps.calls == {"enrich": 4}


@pytest.mark.parametrize("point", ["worked out", "taken out", "before commit", "committed"])
def test_a_kill_leaves_the_old_or_the_new(archive: Path, point: str) -> None:
    class KilledError(Exception):
        pass

    def stop(name: str) -> None:
        if name == point:
            raise KilledError

    before = everything(archive)
    with pytest.raises(KilledError):
        again(archive, checkpoint=stop)

    assert (everything(archive) == before) == (point != "committed")
    again(archive)
    assert {row["language_code"] for row in everything(archive)["articles"]} == {"en"}


def test_counts_of_terms_and_entities_follow_their_articles(archive: Path, tmp_path: Path) -> None:
    """A replaced page takes its words and names with it; what others still hold stays."""
    toy.ingest(archive, toy.write_batch(tmp_path / "c" / "night", {"b.txt": "# Ferry back\nthe ferry\n"}))

    counts = toy.ask(archive, "SELECT term, article_count FROM term_counts WHERE term IN ('ferry', 'bridge')")
    of_rows = toy.ask(
        archive,
        "SELECT term, count(*) AS article_count FROM (SELECT unnest(terms).term AS term FROM article_terms)"
        " GROUP BY term ORDER BY term",
    )
    assert of_rows == toy.ask(archive, "SELECT term, article_count FROM term_counts ORDER BY term")
    assert SimpleNamespace(**{row["term"]: row["article_count"] for row in counts}).ferry == 3
    assert toy.ask(archive, "SELECT count(*) AS n FROM entities e ANTI JOIN mentions USING (entity_id)") == [
        {"n": 0}
    ]
