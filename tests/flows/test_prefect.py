"""The Prefect engine against the direct one, with an API of its own that starts for the first time."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from outlet_pages import outlet_page

COMMAND = [sys.executable, "-m", "flows.cli"]

pytestmark = pytest.mark.prefect


def test_the_same_tables_whichever_engine(
    batch: Path,
    run: Callable[..., Result],
    rows: Callable[[Path], dict[str, list[dict[str, Any]]]],
    api_environment: dict[str, str],
) -> None:
    """Row for row, in chunks and child processes, quietly; and a wrong manifest is wrong usage there too."""

    # An outlet that repeats itself, so that documents are split again.
    for number in range(4):
        (batch / f"outlet{number}.txt").write_text(outlet_page(number + 3), encoding="utf-8")
    (batch / "manifest.toml").write_text('[batch]\nsource = "outlet"\n')

    def ingest(*more: str) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, "ingest", str(batch), "--warehouse", "prefect", "--json", *more]
        return subprocess.run(command, env=api_environment, capture_output=True, text=True, check=False)

    done = ingest("--workers", "2", "--chunk-files", "2")
    run("ingest", batch, "--direct", "--warehouse", "direct")
    (row,) = json.loads(run("runs", "--warehouse", "prefect", "--json").stdout)

    assert 0 == done.returncode, done.stderr
    assert [] == [line for line in done.stderr.splitlines() if not line.startswith("copydesk: ")]
    assert ("prefect", "completed", 12) == (row["engine"], row["state"], row["files_in"])
    assert rows(Path("direct")) == rows(Path("prefect"))
    assert 4 == sum(bool(row["repeated_lines"]) for row in rows(Path("prefect"))["documents"])

    (batch / "sub" / "manifest.toml").write_text('[batch]\nsorce = "x"\n')
    wrong = ingest()
    assert 2 == wrong.returncode
    assert "copydesk: hint: did you mean 'source'?" in wrong.stderr
    assert "Traceback" not in wrong.stderr
