"""What the quickstart shows is what happens."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.cli.report import show_counts
from flows.pipeline import Outcome
from warehouse.lake import load_extensions, open_database
from warehouse.root import WarehouseRoot

QUICKSTART = Path(__file__).parents[2] / "docs" / "quickstart.md"
_COUNTS = re.compile(r"(?<=```\n)2026-03-14-sample: ingest with .+?(?=```)", re.DOTALL)


def blocks(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.+?)^```$", QUICKSTART.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.fixture
def above_the_warehouse(sample: WarehouseRoot, ingested: Outcome) -> Iterator[None]:
    """The working directory is where `warehouse/data` is the sample's archive."""
    before = Path.cwd()
    os.chdir(sample.path.parents[1])
    yield
    os.chdir(before)


def without_seconds(counts: str) -> list[str]:
    return [
        line for line in counts.splitlines() if "seconds a step" not in line and "ingest with" not in line
    ]


def with_seconds_of(shown: str, found: str) -> str:
    """Counts of ``found``; the lines that hold seconds stay as they were measured with Prefect."""
    timed = [line for line in shown.splitlines() if line not in without_seconds(shown)]
    return "\n".join([timed[0], *without_seconds(found), timed[1]]) + "\n"


def test_the_counts_shown_are_those_of_the_sample(
    ingested: Outcome, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """--bless writes those of today."""
    show_counts(ingested)
    found = capsys.readouterr().out
    text = QUICKSTART.read_text(encoding="utf-8")
    if request.config.getoption("--bless"):
        text = _COUNTS.sub(lambda shown: with_seconds_of(shown[0], found), text)
        QUICKSTART.write_text(text, encoding="utf-8")

    shown_counts = _COUNTS.search(text)
    assert shown_counts
    assert without_seconds(found) == without_seconds(shown_counts[0])


@pytest.mark.parametrize("code", blocks("python"), ids=["pandas", "polars"])
@pytest.mark.usefixtures("above_the_warehouse")
def test_python_reads_the_parquet_files(code: str) -> None:
    """As typed, from the folder of the first command."""
    names: dict[str, object] = {}
    exec(code, names)

    assert len(names["stories"]) > 10  # type: ignore[arg-type]


@pytest.mark.usefixtures("above_the_warehouse")
def test_plain_duckdb_reads_the_parquet_files() -> None:
    """Without an extension."""
    con = open_database()

    assert len(con.execute(blocks("sql")[0]).fetchall()) > 10
    con.close()


@pytest.mark.usefixtures("above_the_warehouse")
def test_plain_duckdb_attaches_the_catalog() -> None:
    """All but INSTALL, which would fetch over the network what the wheels bring."""
    con = open_database()
    load_extensions(con)
    attach, titles, count = (part for part in blocks("sql")[1].split(";") if part.strip())

    con.execute(attach)
    assert len(con.execute(titles).fetchall()) > 10
    assert con.execute(count).fetchone()[0] > 10  # type: ignore[index]
    con.close()
