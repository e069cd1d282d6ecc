"""The command line: help without weight, errors in two lines, answers in the form asked for."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import Result

from flows.cli import cli
from flows.cli.command import safe
from flows.cli.show import dumps

Run = Callable[..., Result]

HEAVY = ("prefect", "duckdb", "pyarrow", "pydantic", "rich", "copydesk", "warehouse", "trafilatura")


def test_help_loads_nothing_but_click() -> None:
    """--help is fast because there is nothing to load, which unlike seconds can be tested."""
    code = "import sys, flows.cli; flows.cli.cli.get_help; print(*sorted(m.partition('.')[0] for m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert set() == set(HEAVY) & set(loaded.stdout.split())
    assert "click" in loaded.stdout.split()


@pytest.mark.parametrize("name", [None, *cli.commands])
def test_help_ends_with_an_example(run: Run, name: str | None) -> None:
    """Every command shows how it is called."""
    result = run(*([name] if name else []), "--help")

    assert 0 == result.exit_code
    assert "copydesk" in result.stdout.split("Example:")[1].splitlines()[1]


def test_the_name_alone_shows_the_help(run: Run) -> None:
    """It is a question, not a mistake."""
    result = run()

    assert (0, "") == (result.exit_code, result.stderr)
    assert run("--help").stdout == result.stdout


def test_no_command_but_ingest_needs_prefect(batch: Path) -> None:
    """A direct run and all that looks at its outcome go without Prefect."""
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom flows.cli import cli\n"
        f"for args in (['ingest', {str(batch)!r}, '--direct'], ['sql', 'FROM runs'], ['runs'], ['tables'],"
        f" ['quarantine'], ['retract', {batch.name!r}, '--reason', 'x'], ['restore', {batch.name!r}], ['explain', {str(batch / 'page0.txt')!r}]):\n"
        "    result = CliRunner().invoke(cli, args)\n    assert result.exit_code == 0, (args, result.output)\n"
        "assert 'prefect' not in sys.modules, 'prefect was imported'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=_environment()
    )

    assert (0, "") == (done.returncode, done.stderr[-2000:])


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (("ingset",), "no such command 'ingset'", "did you mean 'ingest'?"),
        (("ingest", "--driect", "x"), "no such option '--driect'", "did you mean '--direct'?"),
        (("ingest", "nowhere"), "there is nothing at 'nowhere'", "give a file or a folder that is there"),
        (
            ("ingest", "nowhere", "--direct"),
            "there is nothing at 'nowhere'",
            "give a file or a folder that is there",
        ),
        (("ingest",), "missing argument 'PATH...'", "copydesk ingest --help shows what it takes"),
        (("ingest", ".", "--reprocess", "every"), "'every' is not one of", "copydesk ingest --help"),
        (("ingest", ".", "--workers", "0"), "--workers has the value '0'", ""),
        (("sql", "FROM articles"), "there is no warehouse at", "copydesk ingest"),
        (("ingest", ".", "--warehouse", ""), "'--warehouse': the name is empty", "--help"),
        (("ingest", "/", "--warehouse", "/dev/null", "--dry-run"), "'/dev/null' is a file", "--warehouse"),
        (("ingest", "/", "--warehouse", "/dev/null"), "'/dev/null' is a file", "--warehouse"),
        (
            ("quarantine", "--reason", "empty_fil"),
            "unknown reason code 'empty_fil'",
            "did you mean 'empty_file'?",
        ),
        (("runs", "--config", "none.toml"), "'none.toml' cannot be read", ""),
    ],
)
def test_wrong_usage(run: Run, args: tuple[str, ...], message: str, hint: str) -> None:
    """Exit code 2, what is wrong, one thing to do, no traceback, nothing written."""
    result = run(*args)
    error, *hints = result.stderr.splitlines()

    assert 2 == result.exit_code
    assert error.startswith("copydesk: error: ")
    assert message in error
    assert hint in (hints or [""])[0]
    assert "Traceback" not in result.output
    assert [] == list(Path().iterdir())


def test_sql_forms(run: Run, batch: Path) -> None:
    """One answer as a table, JSON, CSV and Parquet; a query may come from standard input."""
    run("ingest", batch, "--direct")
    query = "SELECT title, word_count, published_at, NULL AS nothing FROM latest_articles ORDER BY title"
    table = run("sql", query)
    as_json = json.loads(run("sql", "--json", stdin=query).stdout)
    as_csv = list(csv.DictReader(io.StringIO(run("sql", query, "--csv").stdout)))
    run("sql", query, "--parquet", "out.parquet")

    assert 3 == len(as_json) == len(as_csv) == pq.read_table("out.parquet").num_rows
    assert [row["title"] for row in as_json] == [row["title"] for row in as_csv]
    assert as_json[0]["nothing"] is None
    assert "" == as_csv[0]["nothing"]
    assert table.stdout.splitlines()[0].split() == ["title", "word_count", "published_at", "nothing"]
    assert "(3 rows)" == table.stdout.splitlines()[-1]


def test_sql_says_what_is_wrong_with_a_query(run: Run, batch: Path) -> None:
    """A typo and a write are wrong usage."""
    run("ingest", batch, "--direct")
    typo, write = run("sql", "SELECT titel FROM articles"), run("sql", "DELETE FROM articles")

    assert (2, 2) == (typo.exit_code, write.exit_code)
    assert "titel" in typo.stderr
    assert "only reading is allowed" in write.stderr


def test_sql_keeps_columns_of_one_name(run: Run, batch: Path) -> None:
    """A dict would lose the second one."""
    run("ingest", batch, "--direct")

    assert [{"a": 1, "a_2": 2}] == json.loads(run("sql", "SELECT 1 AS a, 2 AS a", "--json").stdout)


def test_tables_runs_quarantine_export_doctor(run: Run, batch: Path) -> None:
    """What looks at an archive works on one, with --json too."""
    run("ingest", batch, "--direct")
    tables = json.loads(run("tables", "--json").stdout)
    runs = json.loads(run("runs", "--json").stdout)
    refused = json.loads(run("quarantine", "--json").stdout)
    exported = run("export", "out", "articles", "publishers")
    doctor = run("doctor")

    articles = next(table for table in tables if table["name"] == "articles")
    assert 4 == articles["rows"]
    assert all(column["doc"] for column in articles["columns"])
    assert [("completed", "direct", 8)] == [(r["state"], r["engine"], r["files_in"]) for r in runs]
    assert {"publish", "plan", "load"} <= set(runs[0]["step_seconds"])
    assert ["empty_file", "no_article", "binary_file"] == [row["reason_code"] for row in refused]
    assert ["articles.parquet", "publishers.parquet"] == sorted(p.name for p in Path("out").iterdir())
    assert 0 == exported.exit_code
    assert (0, []) == (doctor.exit_code, [line for line in doctor.stdout.splitlines() if "WRONG" in line])


def test_a_mistyped_batch_gets_a_hint(run: Run, batch: Path) -> None:
    """And a batch in which nothing was refused gets none."""
    run("ingest", batch / "page0.txt", "--direct")

    assert "did you mean 'harbour-news'?" in run("quarantine", "--batch", "harbour-new").stderr
    assert "" == run("quarantine", "--batch", "harbour-news").stderr


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\u202eb", "a\x9bb"])
def test_nothing_moves_the_cursor(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are made safe everywhere; JSON says the same in other signs, on a terminal."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    assert safe(text).isprintable()
    assert dumps(text).isprintable()
    assert text == json.loads(dumps(text))


def test_quarantine_filters(run: Run, batch: Path) -> None:
    """--reason and --batch narrow the list; a name with a quote is only a name."""
    run("ingest", batch, "--direct")
    by_reason = json.loads(run("quarantine", "--reason", "empty_file", "--json").stdout)
    by_batch = json.loads(run("quarantine", "--batch", "o'hare", "--json").stdout)

    assert ["harbour-news/empty.txt"] == [row["uri"] for row in by_reason]
    assert [] == by_batch


def test_doctor_says_how_to_mend(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken setting and a server that is not there are found, with something to do, and exit code 1."""
    monkeypatch.setenv("COPYDESK_WORKER", "2")
    result = run("doctor")

    assert 1 == result.exit_code
    assert "WRONG  settings: unknown environment variable 'COPYDESK_WORKER'" in result.stdout
    assert "to mend it: did you mean 'COPYDESK_WORKERS'?" in result.stdout
