"""Lines that an outlet repeats leave the stories, in whichever run the evidence comes."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from outlet_pages import PROMO, SOURCE, outlet_page, write_outlet

from warehouse import chunks

Run = Callable[..., Result]
Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]


@pytest.fixture
def nights(tmp_path: Path) -> dict[str, Path]:
    """Two stories, the same ones of another night, and three more."""
    return {
        "one": write_outlet(tmp_path / "one", range(2)),
        "again": write_outlet(tmp_path / "again", range(2), night=2),
        "more": write_outlet(tmp_path / "more", range(2, 5)),
    }


def with_promo(run: Run, *options: object) -> int:
    query = f"SELECT count(*) AS n FROM articles WHERE contains(body, '{PROMO}')"
    (row,) = json.loads(run("sql", *options, "--json", query).stdout)
    return int(row["n"])


def test_alone_it_is_in_the_body_and_with_others_it_is_not(run: Run, nights: dict[str, Path]) -> None:
    """Two stories do not tell, however often they were scraped; five do, for the older files as well."""
    counts = []
    for batch in nights.values():
        done = json.loads(run("ingest", batch, "--direct", "--json").stdout)
        counts.append((with_promo(run), done["documents_split_again"]))
    bodies = json.loads(run("sql", "--json", "SELECT body FROM articles").stdout)

    assert [(2, 0), (4, 0), (0, 4)] == counts
    assert 7 == len(bodies)
    assert all(4 == row["body"].count("report on harbour number") for row in bodies)


def test_every_order_and_cut_leaves_the_same_tables(run: Run, nights: dict[str, Path], rows: Rows) -> None:
    """One by one in any order, all at once, in many chunks, from child processes, and once more on top."""
    seen = []
    for number, order in enumerate(itertools.permutations(nights.values())):
        root = Path(f"w{number}")
        for batch in order:
            run("ingest", batch, "--direct", "--warehouse", root)
        seen.append(rows(root))
    run("ingest", *nights.values(), "--direct", "--warehouse", "all", "--workers", 2, "--chunk-files", 2)
    seen.append(rows(Path("all")))
    run("ingest", *nights.values(), "--direct", "--warehouse", "all", "--reprocess", "all")
    seen.append(rows(Path("all")))

    assert seen[1:] == seen[:1] * (len(seen) - 1)
    assert 7 == len(seen[0]["documents"])


def test_without_a_source_nothing_is_compared(run: Run, tmp_path: Path) -> None:
    """Files of nobody knows whom are split by themselves."""
    run("ingest", write_outlet(tmp_path / "b", range(6), source=None), "--direct")

    assert 6 == with_promo(run)


def test_explain_with_what_the_archive_knows(run: Run, tmp_path: Path) -> None:
    """A file that was never ingested, by itself and as a page of the outlet."""
    run("ingest", write_outlet(tmp_path / "b", range(5)), "--direct")
    file = tmp_path / "new.txt"
    file.write_text(outlet_page(7), encoding="utf-8")
    alone, known = (
        json.loads(run("explain", "--json", *options, file).stdout) for options in ((), ("--source", SOURCE))
    )
    typo = run("explain", "--source", "harbor-courier", file)

    assert PROMO in alone["articles"][0]["body"]
    assert PROMO not in known["articles"][0]["body"]
    assert ["repeat.source.line"] == [b["rule"] for b in known["blocks"] if b["text"].strip() == PROMO]
    assert 2 == typo.exit_code
    assert f"did you mean '{SOURCE}'?" in typo.stderr


def test_a_lost_chunk_of_the_second_pass_is_made_good(
    run: Run, nights: dict[str, Path], rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first pass gave is published, and the next run that brings something of the source mends it."""
    real = chunks.split_chunk

    def split_chunk(chunk: Any, params: Any) -> Any:
        if chunk.layer:
            raise MemoryError("too much")
        return real(chunk, params)

    run("ingest", nights["one"], nights["again"], "--direct", "--warehouse", "w")
    with monkeypatch.context() as patch:
        patch.setattr("flows.direct.split_chunk", split_chunk)
        lost = run("ingest", nights["more"], "--direct", "--warehouse", "w")
    left = with_promo(run, "--warehouse", "w")
    run("ingest", nights["more"], "--direct", "--warehouse", "w", "--reprocess", "all")
    run("ingest", *nights.values(), "--direct", "--warehouse", "clean")

    assert (0, 7) == (lost.exit_code, left)
    assert rows(Path("clean")) == rows(Path("w"))
