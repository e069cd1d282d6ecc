"""``profile``: proposed from files, listed and checked; and profiles where a run and ``explain`` use them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from copydesk.profiles import read_profile, shipped

Run = Callable[..., Result]

PAGES = Path(__file__).parents[1] / "copydesk" / "site"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The five pages of an invented site, as a folder of one's own."""
    folder = tmp_path / "norham"
    folder.mkdir()
    for path in PAGES.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def files(site: Path) -> list[Path]:
    return sorted(site.glob("*.txt"))


def test_the_proposal_is_toml_and_its_effect_goes_beside_it(run: Run, files: list[Path]) -> None:
    """So that standard output can become the profile."""
    result = run("profile", "suggest", *files, "--source", "norham", "--valid-from", "2026-03-01")
    profile = read_profile(result.stdout, "out")

    assert 0 == result.exit_code
    assert ("norham", ("norham",)) == (profile.name, profile.match.sources)
    assert "2026-03-01" == str(profile.versions[0].valid_from)
    assert "# 5 of 5 files" in result.stdout
    assert f"{files[0]}: articles 1 -> 1, words of body removed: " in result.stderr
    assert "  title: Judge lets the baker keep his bell - Norham Courier -> Judge lets" in result.stderr
    assert "  publisher: (none) -> Norham Courier" in result.stderr
    assert "  - The Courier belongs to the people" in result.stderr
    assert "(5 files, 5 stories; 6 entries proposed; articles 5 -> 5; " in result.stderr


def test_what_it_matches_comes_from_the_manifest(run: Run, site: Path, files: list[Path]) -> None:
    """Hosts first, then the source; a name of its own if nothing is known."""
    nothing = read_profile(run("profile", "suggest", *files).stdout, "out")
    (site / "manifest.toml").write_text('[batch]\nsource = "Tanner Street"\n')
    source = read_profile(run("profile", "suggest", *files).stdout, "out")
    (site / "manifest.toml").write_text('[[files]]\npath = "bees.txt"\nurl = "https://www.norham.test/1"\n')
    host = read_profile(run("profile", "suggest", *files).stdout, "out")

    assert ("norham-courier", ("norham-courier",)) == (nothing.name, nothing.match.sources)
    assert ("tanner-street", ("Tanner Street",)) == (source.name, source.match.sources)
    assert ("norham-test", ("norham.test",), ()) == (host.name, host.match.hosts, host.match.sources)


def test_out_writes_the_profile_and_never_over_a_file(run: Run, files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "norham.toml"
    result = run("profile", "suggest", *files, "--name", "norham", "--out", out)
    again = run("profile", "suggest", *files, "--name", "norham", "--out", out)

    assert (0, 2) == (result.exit_code, again.exit_code)
    assert "norham" == read_profile(out.read_text(encoding="utf-8"), "out").name
    assert "articles 1 -> 1" in result.stdout
    assert "is there already" in again.stderr


def test_json_holds_profile_entries_and_effects(run: Run, files: list[Path]) -> None:
    found = json.loads(run("profile", "suggest", *files, "--json").stdout)

    assert ["profile", "files", "stories", "entries", "effects"] == list(found)
    assert {"key", "text", "files", "role"} == found["entries"][0].keys()
    assert [str(path) for path in files] == [effect["file"] for effect in found["effects"]]
    assert {"before": None, "after": "Norham Courier"} == found["effects"][0]["publishers"][0]


@pytest.mark.parametrize(
    ("names", "code", "message"),
    [
        (["ferry.txt"], 2, "1 file is too few"),
        (["ferry.txt", "ferry.txt"], 2, "1 file is too few"),
        (["ferry.txt", "gone.txt"], 2, "gone.txt' cannot be used: missing_file"),
        (["ferry.txt", "empty.txt"], 2, "empty.txt' cannot be used: empty_file"),
        (["ferry.txt", "picture.png"], 2, "picture.png' cannot be used: binary_file"),
        (["ferry.txt", "page.html"], 2, "page.html' is HTML"),
        (["ferry.txt", "."], 2, "cannot be used: not_a_file"),
        (["ferry.txt", "same.txt"], 2, "all 2 files hold the same story"),
        (["a.txt", "b.txt"], 1, "nothing recurs in these files"),
    ],
)
def test_trouble_is_told(run: Run, site: Path, names: list[str], code: int, message: str) -> None:
    (site / "empty.txt").write_bytes(b"")
    (site / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (site / "page.html").write_text("<html><body><p>A ferry stopped.</p></body></html>")
    (site / "same.txt").write_bytes((site / "ferry.txt").read_bytes() + b"\n")
    (site / "a.txt").write_text(
        "A title of a story\n\n" + "The ferry to Arbel stopped on Monday, they said. " * 9
    )
    (site / "b.txt").write_text(
        "Another headline\n\n" + "Six bakers of Norham rang their bells at dawn. " * 9
    )
    result = run("profile", "suggest", *(site / name for name in names))

    assert code == result.exit_code
    assert message in result.stderr


def test_a_bad_name_is_told(run: Run, files: list[Path]) -> None:
    result = run("profile", "suggest", *files, "--name", "Norham Courier")

    assert 2 == result.exit_code
    assert "'Norham Courier' at 'name'" in result.stderr


def test_list_shows_every_version_in_use(run: Run, files: list[Path], tmp_path: Path) -> None:
    run("profile", "suggest", *files, "--name", "norham", "--out", tmp_path / "norham.toml")
    rows = json.loads(run("profile", "list", "--profiles", tmp_path, "--json").stdout)
    shown = run("profile", "list", "--profiles", tmp_path).stdout

    assert sorted([*(p.name for p in shipped().profiles), "norham"]) == [row["name"] for row in rows]
    assert {"name", "version", "valid_from", "valid_until", "hosts", "sources"} == rows[0].keys()
    assert f"({len(rows)} profiles, {len(rows)} versions)" in shown


def test_check_fails_when_one_is_wrong(run: Run, files: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    run("profile", "suggest", *files, "--name", "norham", "--out", folder / "norham.toml")
    good = run("profile", "check", folder)
    (folder / "bad.toml").write_text("name = 'x'\n")
    bad = run("profile", "check", folder)

    assert (0, 1, 2) == (good.exit_code, bad.exit_code, run("profile", "check", tmp_path / "gone").exit_code)
    assert "ok     norham.toml: norham, 1 version" in good.stdout
    assert "WRONG  bad.toml: the profile" in bad.stdout
    assert json.loads(run("profile", "check", folder, "--json").stdout)[0]["error"]


def test_a_mistyped_command_gets_a_hint(run: Run) -> None:
    result = run("profile", "sugest")

    assert 2 == result.exit_code
    assert "did you mean 'suggest'?" in result.stderr


@pytest.fixture
def profiles(run: Run, site: Path, files: list[Path], tmp_path: Path) -> Path:
    """A folder with the proposed profile, for a site whose manifest names its source."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    run("profile", "suggest", *files, "--source", "norham", "--out", folder / "norham.toml")
    (site / "manifest.toml").write_text('[batch]\nsource = "norham"\n')
    return folder


def test_flag_variable_and_file_name_the_folder(
    run: Run, site: Path, profiles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order; in the settings file relative to it. Without one only what is shipped holds."""

    def outlets(*args: object) -> list[str]:
        found = json.loads(run("explain", "--json", site / "ferry.txt", *args).stdout)
        return [article["publisher"] for article in found["articles"]]

    assert [None] == outlets()
    Path("copydesk.toml").write_text('profiles = "../profiles"\n')
    assert ["Norham Courier"] == outlets()
    monkeypatch.setenv("COPYDESK_PROFILES", str(profiles / "gone"))
    assert "gone' is not there" in run("explain", site / "ferry.txt").stderr
    assert ["Norham Courier"] == outlets("--profiles", profiles)


def test_a_run_applies_profiles_and_does_stale_ones_again(
    run: Run, rows: Callable[..., dict[str, list[dict[str, Any]]]], site: Path, profiles: Path
) -> None:
    """What it made is told by rule and profile in the tables; a changed profile changes them on demand."""
    root = Path("archive")

    def ingest(*args: object) -> dict[str, Any]:
        command = ("ingest", site, "--direct", "--warehouse", root, "--profiles", profiles, "--json")
        found: dict[str, Any] = json.loads(run(*command, *args).stdout)
        return found

    assert 5 == ingest()["files_kept"]
    tables = rows(root)
    assert {("norham", 1)} == {(d["profile_name"], d["profile_version"]) for d in tables["documents"]}
    assert {"Norham Courier"} == {a["publisher"] for a in tables["articles"]}
    assert {f"profile.norham.1.{kind}_line" for kind in ("opening", "phrase", "after_end")} | {
        "profile.norham.1.line"
    } == {b["rule"] for b in tables["blocks"] if b["rule"].startswith("profile.")}
    assert 5 == ingest("--reprocess", "stale")["files_known"]
    text = (profiles / "norham.toml").read_text()
    (profiles / "norham.toml").write_text(text.replace('"Norham Courier"', '"The Courier"', 1))
    assert 5 == ingest()["files_known"]
    assert 5 == ingest("--reprocess", "stale")["files_kept"]
    assert {"The Courier"} == {a["publisher"] for a in rows(root)["articles"]}


def test_a_wrong_profile_stops_a_run_before_it_starts(run: Run, site: Path, profiles: Path) -> None:
    (profiles / "bad.toml").write_text("name = 'x'\n")
    for extra in ((), ("--dry-run",), ("--direct",)):
        result = run("ingest", site, "--warehouse", "archive", "--profiles", profiles, *extra)

        assert 2 == result.exit_code
        assert "bad.toml' lacks the key" in result.stderr
        assert not Path("archive").exists()
