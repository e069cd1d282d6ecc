"""The wheel: what is in it, and that it ingests a batch where there is no checkout."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from copydesk.version import __version__

pytestmark = pytest.mark.package

ROOT = Path(__file__).parents[2]
BATCH = ROOT / "seeds" / "2026-03-14-sample"
ROOMS = ("copydesk", "tasks", "flows", "warehouse")
EXPECTED = (
    r"(copydesk|tasks|flows|warehouse)/(\w+/)*\w+\.py",
    r"copydesk/(labels|profiles|content|dates|entities|languages|sources)/(words/)?\w+\.toml",
    r"copydesk/entities/(\w+\.tsv\.gz|SOURCES\.md)",
    r"warehouse/views/\w+\.sql",
    r"copydesk-[\d.\w]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt)",
)


def environment() -> dict[str, str]:
    """Without what would let the checkout or the developer's settings in."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("COPYDESK_", "PYTHON"))} | {
        "DO_NOT_TRACK": "1"
    }


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the checkout as it stands."""
    out = tmp_path_factory.mktemp("dist")
    # With the build tool at hand nothing needs to be fetched.
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        *isolation,
        "--wheel-dir",
        out,
        ROOT,
        folder=out,
    )
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the programs of a fresh environment with the wheel, and this one's packages behind it."""
    home = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(home, with_pip=False)
    programs = home / "bin"
    run(
        *(sys.executable, "-m", "pip", "--python", programs / "python", "install"),
        *("--quiet", "--no-deps", "--no-index", "--no-compile", wheel),
        folder=home,
    )
    # After the wheel: of what lies there, .pth files do not count, and so not the editable checkout.
    own = Path(
        run(
            programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home
        ).strip()
    )
    behind = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (own / "zz_behind.pth").write_text("\n".join(behind) + "\n", encoding="utf-8")
    return programs


def test_wheel_holds_code_words_names_and_views_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert [n for n in names if not any(re.fullmatch(pattern, n) for pattern in EXPECTED)] == []
    assert {n for n in names if n.endswith(".sql")} == {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "warehouse" / "views").glob("*.sql")
    }
    assert {n for n in names if n.endswith(".toml")} == {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "copydesk").rglob("*.toml")
    }
    assert {n for n in names if n.endswith(".py")} == {
        path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.py")
    }


def test_wheel_says_what_it_is(wheel: Path) -> None:
    """Version, the command, and that it must not be uploaded: its names are too generic."""
    with zipfile.ZipFile(wheel) as archive:
        folder = f"copydesk-{__version__}.dist-info"
        metadata = archive.read(f"{folder}/METADATA").decode()
        entry_points = archive.read(f"{folder}/entry_points.txt").decode()

    assert f"Version: {__version__}" in metadata
    assert "Classifier: Private :: Do Not Upload" in metadata
    assert "copydesk = flows.cli:main" in entry_points


def test_no_other_distribution_owns_our_names() -> None:
    owners = packages_distributions()

    assert {room: owners[room] for room in ROOMS if set(owners.get(room, [])) - {"copydesk"}} == {}


def test_installed_modules_are_those_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = f"import {', '.join(ROOMS)}; print(*(m.__file__ for m in ({', '.join(ROOMS)})), sep='\\n')"
    places = [
        Path(line) for line in run(installed / "python", "-c", code, folder=tmp_path).split("\n") if line
    ]

    assert len(places) == len(ROOMS)
    assert [place for place in places if not place.is_relative_to(installed.parent)] == []


def test_installed_command_ingests_a_batch_and_answers(installed: Path, tmp_path: Path) -> None:
    """From another folder, of a batch that lies elsewhere."""
    shutil.copytree(BATCH, tmp_path / "scrapes" / BATCH.name)
    copydesk = installed / "copydesk"

    counts = json.loads(
        run(copydesk, "ingest", f"scrapes/{BATCH.name}", "--direct", "--json", folder=tmp_path)
    )
    assert counts["files_in"] == sum(
        counts[f"files_{fate}"] for fate in ("kept", "quarantined", "known", "failed")
    )
    assert counts["files_kept"] >= 12
    assert counts["files_failed"] == 0

    (summary,) = json.loads(run(copydesk, "sql", "FROM batch_summary", "--json", folder=tmp_path))
    assert summary["batch_id"] == BATCH.name
    assert summary["file_count"] == counts["files_in"]
    assert (tmp_path / "warehouse" / "data" / "current" / "articles").is_dir()
    assert run(copydesk, "--version", folder=tmp_path).split() == ["copydesk", __version__]
