"""`copydesk enrich`: what an older version enriched is found, shown and done again."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from copydesk.content.terms import keyword_weight
from flows.cli import cli
from warehouse.lake import connect
from warehouse.query import run_sql
from warehouse.root import WarehouseRoot

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "seeds" / "2026-03-14-sample"


def call(*args: str, warehouse: Path) -> Result:
    return CliRunner().invoke(cli, [*args, "--warehouse", str(warehouse)], catch_exceptions=False)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("enrich") / "w"
    assert call("ingest", str(SAMPLE), "--direct", "--workers", "1", warehouse=root).exit_code == 0
    return root


def rows(root: Path, query: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run_sql(WarehouseRoot(root), query).to_pylist()
    return found


def test_stale_rows_are_shown_then_done_again(archive: Path) -> None:
    """As if an older version had found no language and other names."""
    with connect(WarehouseRoot(archive), read_only=False) as con:
        con.execute("UPDATE articles SET language_code = NULL, enrich_fingerprint = 'old' WHERE ordinal = 1")
        con.execute("DELETE FROM quotes")
    before = rows(archive, "SELECT article_id, language_code FROM articles ORDER BY 1")

    shown = call("enrich", "--stale", "--dry-run", "--workers", "1", "--json", warehouse=archive)
    told = json.loads(shown.stdout)
    assert (shown.exit_code, told["dry_run"], told["snapshot_id"]) == (0, True, None)
    assert {d["name"] for d in told["differences"]} == {"language_code", "quotes"}
    assert rows(archive, "SELECT article_id, language_code FROM articles ORDER BY 1") == before

    done = call("enrich", "--stale", "--workers", "1", warehouse=archive)
    assert done.exit_code == 0
    assert f"{told['articles']} articles of {told['documents']} documents enriched again" in done.stdout
    assert rows(archive, "SELECT count(*) AS n FROM articles WHERE language_code IS NULL") == [{"n": 0}]
    assert rows(archive, "SELECT DISTINCT command FROM runs ORDER BY 1") == [
        {"command": "enrich"},
        {"command": "ingest"},
    ]
    again = call("enrich", "--stale", warehouse=archive)
    assert again.stdout == "no article is stale; nothing was written\n"


@pytest.mark.parametrize(("options", "said"), [((), "neither"), (("--stale", "--all"), "exclude each other")])
def test_one_of_stale_and_all_is_given(archive: Path, options: tuple[str, ...], said: str) -> None:
    result = call("enrich", *options, warehouse=archive)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.skipif(find_spec("spacy") is not None, reason="the extra nlp is installed")
def test_a_model_that_is_not_there_is_told_before_anything_starts(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_NAMES_MODEL", "spacy")
    for command in (("enrich", "--stale"), ("ingest", str(SAMPLE), "--direct")):
        result = call(*command, warehouse=archive)

        assert result.exit_code == 2
        assert "copydesk[nlp]" in result.stderr


def test_there_must_be_an_archive(tmp_path: Path) -> None:
    result = call("enrich", "--stale", warehouse=tmp_path / "none")

    assert result.exit_code == 2
    assert "hint" in result.stderr


def test_keywords_are_weighed_as_they_are_defined(archive: Path) -> None:
    total = {
        r["code"]: r["n"]
        for r in rows(archive, "SELECT language_code AS code, count(*) AS n FROM article_terms GROUP BY 1")
    }
    found = rows(
        archive, "SELECT k.*, language_code AS code FROM keywords k JOIN article_terms USING (article_id)"
    )

    assert found
    for row in found[:200]:
        expected = keyword_weight(row["count"], row["in_title"], total[row["code"]], row["article_count"])  # type: ignore[arg-type]
        assert row["weight"] == pytest.approx(expected, abs=1e-4)


def test_every_mention_stands_where_it_says(archive: Path) -> None:
    """Spans of names, quotes and figures point into the stored texts."""
    wrong = rows(
        archive,
        """
        SELECT 'mention' AS what FROM mentions m JOIN articles a USING (article_id)
        WHERE surface <> substring(CASE WHEN field = 'title' THEN title ELSE body END,
                                   m.start_char + 1, m.end_char - m.start_char)
        UNION ALL
        SELECT 'quote' FROM quotes q JOIN articles a USING (article_id)
        WHERE q.text <> substring(body, q.start_char + 1, q.end_char - q.start_char)
        UNION ALL
        SELECT 'figure' FROM figures f JOIN articles a USING (article_id)
        WHERE f.text <> substring(body, f.start_char + 1, f.end_char - f.start_char)
        """,
    )

    assert wrong == []


def test_a_null_has_its_reason(archive: Path) -> None:
    unsaid = rows(
        archive,
        "SELECT article_id FROM articles WHERE (published_at IS NULL) <> (published_reason IS NOT NULL)"
        " OR (language_code IS NULL) <> (language_reason IS NOT NULL)",
    )

    assert unsaid == []
