"""``explain``: every line with its role, and every bad file with its reason."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from story_pages import page

from copydesk.schemas import ARTICLES

Run = Callable[..., Result]


def test_json_shape(run: Run, batch: Path) -> None:
    """One object a line and file; blocks tile the text, lines count from 1, articles are the table's rows."""
    files = [batch / name for name in ("page0.txt", "empty.txt", "menu.txt", "gone.txt", "sub")]
    result = run("explain", "--json", *files)
    whole, empty, menu, gone, folder = map(json.loads, result.stdout.splitlines())

    assert 0 == result.exit_code
    assert [str(f) for f in files] == [o["file"] for o in (whole, empty, menu, gone, folder)]
    assert "error" not in whole
    assert page(0) == "".join(block["text"] for block in whole["blocks"])
    assert [b["end_char"] for b in whole["blocks"][:-1]] == [b["start_char"] for b in whole["blocks"][1:]]
    lines = page(0).splitlines(keepends=True)
    for block in whole["blocks"]:
        assert block["text"] in "".join(lines[block["start_line"] - 1 : block["end_line"]])
    (article,) = whole["articles"]
    assert {"batch_id", "cluster_id", "is_canonical"} == set(ARTICLES.names) - set(article)
    assert (1, "Harbour 0 in Norham gets its cranes back") == (article["ordinal"], article["title"])
    assert article["body"].startswith("The first report on harbour number 0")
    assert {1, None} == {block["article"] for block in whole["blocks"]}
    reasons = [o["error"]["reason_code"] for o in (empty, menu, gone, folder)]
    assert ["empty_file", "no_article", "missing_file", "not_a_file"] == reasons
    assert menu["blocks"]
    assert not menu["articles"]


def test_same_as_a_run(run: Run, batch: Path) -> None:
    """It shows what a run stores, the manifest's capture time included."""
    (batch / "manifest.toml").write_text("[batch]\ncaptured_at = 2026-03-14T09:00:00Z\n")
    (batch / "page2.txt").write_text(page(2).replace("14 March 2026 06:30", "2 hours ago"), encoding="utf-8")
    run("ingest", batch, "--direct")
    stored = json.loads(
        run(
            "sql",
            "SELECT * FROM articles JOIN documents USING (document_id) WHERE uri LIKE '%page2.txt'",
            "--json",
        ).stdout
    )
    (shown,) = json.loads(run("explain", "--json", batch / "page2.txt").stdout)["articles"]

    beside = {name: shown.pop(name) for name in ("mentions", "quotes", "figures")}
    assert [shown] == [{name: row[name] for name in shown} for row in stored]
    for name, rows in beside.items():
        counted = f"SELECT count(*) AS n FROM {name} WHERE article_id = '{shown['article_id']}'"
        assert [{"n": len(rows)}] == json.loads(run("sql", counted, "--json").stdout)


def test_plain_text(run: Run, batch: Path) -> None:
    """A row a line, and a legend of the roles that occur."""
    result = run("explain", batch / "page1.txt")
    shown = [line for line in result.stdout.splitlines() if line[:6].strip().isdigit()]

    assert len(page(1).splitlines()) == len(shown)
    assert any("title" in line and "Harbour 1 in Eastwick" in line for line in shown)
    assert "Headline of an article" in result.stdout
    assert "\x1b" not in result.stdout


def test_control_characters_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    """A page cannot move the reader's cursor."""
    (tmp_path / "a.txt").write_text(page(3).replace("Sport", "Sp\u202eort\u2028x"), encoding="utf-8")
    result = run("explain", tmp_path / "a.txt")

    assert not {"\u202e", "\u2028"} & set(result.stdout)


def test_too_large_a_file_is_named_by_all_its_bytes(run: Run, tmp_path: Path) -> None:
    """Size and id are those that a run gives, though only the beginning is read."""
    (tmp_path / "work" / "copydesk.toml").write_text("[load]\nmax_bytes = 10\n")
    (tmp_path / "big.txt").write_bytes(b"x" * 30)
    (found,) = map(json.loads, run("explain", "--json", tmp_path / "big.txt").stdout.splitlines())

    assert (30, sha256(b"x" * 30).hexdigest()) == (
        found["document"]["byte_count"],
        found["document"]["document_id"],
    )
    assert {"reason_code": "too_large", "message": "30 bytes, 10 are allowed"} == found["error"]


def test_all_bad_is_a_failure(run: Run, batch: Path) -> None:
    """Exit code 1 when no file could be explained; reasons on standard error."""
    result = run("explain", batch / "empty.txt", batch / "picture.png")

    assert 1 == result.exit_code
    assert "empty_file" in result.stderr
    assert "binary_file" in result.stderr


def test_rules_are_explained(run: Run, batch: Path) -> None:
    """Each rule that occurs has its sentence, below the lines and in JSON."""
    shown = run("explain", batch / "page1.txt").stdout
    (found,) = map(json.loads, run("explain", "--json", batch / "page1.txt").stdout.splitlines())

    assert {block["rule"] for block in found["blocks"]} == set(found["rules"])
    assert all(found["rules"].values())
    assert [doc for doc in found["rules"].values() if doc not in shown] == []


def test_a_part_of_a_line_is_marked(run: Run, tmp_path: Path) -> None:
    """What was cut out of a line stands on a row of its own, under the same number."""
    (tmp_path / "a.txt").write_text(page(1).replace("The first", "File photo NORHAM: The first"))
    rows = run("explain", tmp_path / "a.txt").stdout.splitlines()
    (caption,) = [row for row in rows if row.endswith("File photo")]
    (story,) = [row for row in rows if "  NORHAM: The first" in row]

    assert f"{caption[:6]}+" == story[:7]


def test_articles_are_shown_as_stored(run: Run, batch: Path) -> None:
    shown = run("explain", "--articles", batch / "page1.txt").stdout

    assert "article 1  article, lines 5 to 16" in shown
    assert "  byline               Ada Pell" in shown
    assert "  The fourth report on harbour number 1 was read out" in shown
    assert "roles" not in shown


def test_a_terminal_gets_lines_cut_to_its_width(
    run: Run, batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whole ones with --wide, as everything that is not a terminal does."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("flows.cli.explain._is_terminal", lambda: True)
    cut, whole = (run("explain", *args, batch / "page1.txt").stdout for args in ([], ["--wide"]))
    rows = [line for line in cut.splitlines() if line[:6].strip().isdigit()]

    assert max(map(len, rows)) <= 100
    assert any(row.endswith("…") for row in rows)
    assert "before the winter comes." in whole
