"""`copydesk retract` and `copydesk restore`: what they print, ask for and refuse."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from story_pages import page

Run = Callable[..., Result]
REASON = ("--reason", "asked for")


@pytest.fixture
def ingested(run: Run, batch: Path) -> None:
    assert 0 == run("ingest", batch, "--direct").exit_code


def query(run: Run, sql: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("sql", "--json", sql).stdout)
    return rows


def test_a_story_is_taken_back_and_restored(run: Run, ingested: None) -> None:
    """Its copy stands meanwhile; the counts say so, and `--list` has it with its reason."""
    [story] = query(
        run, "SELECT article_id, uri FROM latest_articles WHERE uri LIKE '%page1%' OR uri LIKE '%again%'"
    )
    name = str(story["uri"])

    told = run("retract", name, "--dry-run")
    assert (0, 1) == (told.exit_code, len(query(run, f"FROM latest_articles WHERE uri = '{name}'")))
    assert "would be taken back:" in told.stdout
    assert "would stand for their clusters instead:" in told.stdout
    assert "nothing was written" in told.stdout

    done = run("retract", name, *REASON)
    assert (0, "1 document: 1 article taken back; 1 cluster rebuilt, 1 other article stands now\n") == (
        done.exit_code,
        done.stdout,
    )
    again = run("retract", name, "--reason", "another")
    assert (0, True) == (again.exit_code, again.stdout.endswith(f"({name}) is taken back already\n"))
    [listed] = json.loads(run("retract", "--list", "--json").stdout)
    assert ("document", name, 1, "asked for") == tuple(
        listed[key] for key in ("scope", "uri", "article_count", "reason")
    )
    assert name in run("retract", "--list").stdout
    assert [] == query(run, f"FROM latest_articles WHERE uri = '{name}'")

    back = json.loads(run("restore", name, "--json").stdout)
    assert ("restore", [story["article_id"]], 1) == (
        back["command"],
        [row["article_id"] for row in back["articles"]],
        len(back["standing"]),
    )
    assert 0 == run("doctor").exit_code
    assert ["restore", "retract", "ingest"] == [
        row["command"] for row in json.loads(run("runs", "--json").stdout)
    ]


def test_ingest_says_what_is_held_back(run: Run, ingested: None, batch: Path) -> None:
    """A batch that was taken back stays so when it comes again, with new files in it."""
    assert 0 == run("retract", batch.name, *REASON).exit_code
    (batch / "new.txt").write_text(page(9), encoding="utf-8")

    shown = run("ingest", batch, "--direct")

    assert 0 == shown.exit_code
    assert [] == query(run, "FROM latest_articles")
    assert "articles held back" in shown.stdout
    assert "documents held back" in shown.stdout
    assert "copydesk retract --list" in shown.stdout


WRONG = [
    (("retract",), "no TARGET is given", "--list"),
    (("retract", "x"), "no reason is given", "--reason"),
    (("retract", "x", "--list"), "--list takes no TARGET", "leave it out"),
    (("retract", "harbour-new", *REASON), "'harbour-new' is in the archive", "did you mean 'harbour-news'?"),
    (("retract", "harbour-news", "--reason", " "), "is blank", "say why"),
    (("restore", "harbour-news"), "'harbour-news' is taken back", "copydesk retract --list"),
    (("retract", "harbour-news", "--scope", "article", *REASON), "no article 'harbour-news'", ""),
]


def test_wrong_use_says_what_to_do(run: Run, ingested: None) -> None:
    """With exit code 2, and nothing on standard output."""
    for args, message, hint in WRONG:
        result = run(*args)

        assert (2, "") == (result.exit_code, result.stdout)
        assert message in result.stderr
        assert hint in result.stderr


def test_many_articles_need_yes(run: Run, ingested: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal nobody is asked."""
    monkeypatch.setattr("flows.cli.retract._MANY", 1)

    refused = run("retract", "harbour-news", *REASON, stdin="y\n")
    assert (2, True) == (refused.exit_code, "--yes" in refused.stderr)
    assert [] != query(run, "FROM latest_articles")

    assert 0 == run("retract", "harbour-news", *REASON, "--yes").exit_code
    assert [] == query(run, "FROM latest_articles")
