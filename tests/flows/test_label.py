"""``label``: a correction by editor, by pipe and again; cases that are saved, checked, and never lost."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from story_pages import page

Run = Callable[..., Result]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(page(1).replace("\n", "\r\n").encode("utf-16"))
    return path


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return tmp_path / "golden"


def editor(tmp_path: Path, old: str, new: str) -> str:
    """A command that replaces ``old`` in the file it is given."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        f"path.write_text(path.read_text('utf-8').replace({old!r}, {new!r}), 'utf-8')\n"
    )
    return f"{sys.executable} {script}"


def test_edit_saves_a_case(run: Run, story: Path, cases: Path, tmp_path: Path) -> None:
    """The file byte for byte, the sheet beside it, no draft left; what differs is shown."""
    command = editor(tmp_path, "  1 byline ", "  - x")
    result = run("label", story, "--edit", command, "--cases", cases)

    assert 0 == result.exit_code, result.stderr
    assert story.read_bytes() == (cases / "page.txt").read_bytes()
    sheet = (cases / "page.labels").read_text(encoding="utf-8")
    assert "  - boilerplate  | By Ada Pell\n" in sheet
    assert "# Roles" not in sheet
    assert "article 1 byline: none" in result.stdout
    assert "line    6  boilerplate     splitter: byline 1" in result.stdout
    assert "--gap" in result.stderr
    assert not story.with_name("page.txt.labels").exists()


def test_check_tells_exact_differing_known_and_closed(
    run: Run, story: Path, cases: Path, tmp_path: Path
) -> None:
    """Exit code 1 only for what is no known gap."""
    command = editor(tmp_path, "  1 byline ", "  - x")
    run("label", story, "--cases", cases, "--edit", command, "--name", "wrong")
    run("label", story, "--cases", cases, "--edit", command, "--name", "known", "--gap", "a \n reason")
    run("label", story, "--cases", cases, "--edit", "true", "--force", "--name", "right")
    closed = (cases / "right.labels").read_text(encoding="utf-8").replace("\n\n", "\ngap 1 title: x\n\n", 1)
    (cases / "closed.labels").write_text(closed, encoding="utf-8")
    (cases / "closed.txt").write_bytes(story.read_bytes())
    result = run("label", "--check", cases, "--json")
    found = {case["name"]: case for case in json.loads(result.stdout)}

    assert 1 == result.exit_code
    assert {"wrong": "differs", "known": "known", "right": "exact", "closed": "closed"} == {
        name: case["state"] for name, case in found.items()
    }
    assert {"article": 1, "field": "byline"} in found["wrong"]["new"]
    assert [{"article": 1, "field": "title"}] == found["closed"]["closed"]
    assert "gap 1 byline: a reason\n" in (cases / "known.labels").read_text(encoding="utf-8")
    (cases / "wrong.labels").unlink()
    shown = run("label", "--check", cases)
    assert 0 == shown.exit_code
    assert "take its line out" in shown.stdout
    assert "(3 cases: 1 closed, 1 known, 1 exact)" in shown.stdout


def test_check_of_a_broken_case_fails(run: Run, story: Path, cases: Path) -> None:
    """A text that has changed under its sheet, and one that is gone."""
    run("label", story, "--cases", cases, "--edit", "true", "--force")
    run("label", story, "--cases", cases, "--edit", "true", "--force", "--name", "other")
    (cases / "page.txt").write_text(page(2), encoding="utf-8")
    (cases / "other.txt").unlink()
    result = run("label", "--check", cases)

    assert 1 == result.exit_code
    assert "stands where the document has" in result.stdout
    assert "no other.txt beside other.labels" in result.stdout
    assert "(2 cases: 2 unreadable)" in result.stdout


def test_print_and_from(run: Run, story: Path, cases: Path, tmp_path: Path) -> None:
    """The sheet through a pipe: out, corrected, and back."""
    printed = run("label", story, "--print")
    corrected = printed.stdout.replace("  1 title ", "  1 s ")
    result = run("label", story, "--cases", cases, "--from", "-", "--json", stdin=corrected)

    assert printed.stdout.startswith("# copydesk labels 1")
    assert not cases.parent.joinpath("page.txt.labels").exists()
    assert 0 == result.exit_code, result.stderr
    found = json.loads(result.stdout)
    assert {"article": 1, "field": "title"} in found["new"]
    assert "standfirst" in (cases / "page.labels").read_text(encoding="utf-8")
    (tmp_path / "bad").write_text(printed.stdout.replace("  1 title ", "  1 titel "), encoding="utf-8")
    bad = run("label", story, "--cases", cases, "--from", tmp_path / "bad")
    assert 2 == bad.exit_code
    assert "unknown role 'titel'" in bad.stderr
    assert "did you mean 'title'?" in bad.stderr


def test_an_edit_that_cannot_be_read_is_kept_and_taken_up_again(
    run: Run, story: Path, cases: Path, tmp_path: Path
) -> None:
    draft = story.with_name("page.txt.labels")
    spoilt = run("label", story, "--cases", cases, "--edit", editor(tmp_path, "  1 title ", "  1 titel "))

    assert 2 == spoilt.exit_code
    assert "unknown role 'titel'" in spoilt.stderr
    assert str(draft) in spoilt.stderr
    assert "  1 titel " in draft.read_text(encoding="utf-8")
    assert not cases.exists()
    mended = run("label", story, "--cases", cases, "--edit", editor(tmp_path, "  1 titel ", "  1 s"))
    assert 0 == mended.exit_code, mended.stderr
    assert "taking up the edit" in mended.stderr
    assert not draft.exists()


def test_a_person_may_open_a_spoilt_sheet_again(
    run: Run, story: Path, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong stands above its line then, and is gone from what is saved."""
    monkeypatch.setattr("flows.cli.editor.can_ask", lambda: True)
    (tmp_path / "turns.py").write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text('utf-8')\n"
        "again = '#! unknown role' in text\n"
        "path.write_text(text.replace(*(('1 titel', '1 s') if again else ('1 title', '1 titel'))), 'utf-8')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {tmp_path / 'turns.py'}")
    result = run("label", story, "--cases", cases, stdin="y\n")

    assert 0 == result.exit_code, result.stderr
    assert "Open it again?" in result.stderr
    saved = (cases / "page.labels").read_text(encoding="utf-8")
    assert "  1 standfirst   | Harbour 1" in saved
    assert "#!" not in saved


def test_a_person_is_asked_before_a_case_is_overwritten(
    run: Run, story: Path, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("label", story, "--cases", cases, "--edit", "true", "--force")
    story.write_text(page(1), encoding="utf-8")
    monkeypatch.setattr("flows.cli.editor.can_ask", lambda: True)
    command = editor(tmp_path, "  1 byline ", "  - x ")
    no = run("label", story, "--cases", cases, "--edit", command, stdin="n\n")
    yes = run("label", story, "--cases", cases, "--edit", "true", stdin="y\n")

    assert (2, 0) == (no.exit_code, yes.exit_code)
    assert "boilerplate  | By Ada Pell" in (cases / "page.labels").read_text(encoding="utf-8")


def test_a_case_is_not_overwritten_unasked(run: Run, story: Path, cases: Path, tmp_path: Path) -> None:
    """And the edit that could not be saved stays."""
    run("label", story, "--cases", cases, "--edit", "true", "--force")
    before = (cases / "page.labels").read_bytes()
    story.write_text(page(1), encoding="utf-8")
    command = editor(tmp_path, "  1 byline ", "  - x ")
    refused = run("label", story, "--cases", cases, "--edit", command)

    assert 2 == refused.exit_code
    assert "is there already" in refused.stderr
    assert before == (cases / "page.labels").read_bytes()
    assert story.with_name("page.txt.labels").exists()
    assert 0 == run("label", story, "--cases", cases, "--edit", "true", "--force").exit_code
    assert before != (cases / "page.labels").read_bytes()


def test_a_case_is_corrected_from_its_own_labels(run: Run, story: Path, cases: Path, tmp_path: Path) -> None:
    """Not from the splitter's answer, as long as the bytes are the same; and then it may be replaced."""
    run("label", story, "--cases", cases, "--edit", editor(tmp_path, "  1 byline ", "  - ad "))
    again = run("label", story, "--cases", cases, "--print")
    noted = run("label", story, "--cases", cases, "--edit", "true", "--gap", "seen")

    assert "  - ad           | By Ada Pell" in again.stdout
    assert "page.labels" in again.stderr
    assert 0 == noted.exit_code, noted.stderr
    assert "gap 1 byline: seen" in (cases / "page.labels").read_text(encoding="utf-8")


def test_nothing_corrected_is_not_saved_unasked(run: Run, story: Path, cases: Path) -> None:
    result = run("label", story, "--cases", cases, "--edit", "true")

    assert 0 == result.exit_code
    assert "nothing was corrected" in result.stderr
    assert not cases.exists()
    assert not story.with_name("page.txt.labels").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "give a FILE to label, or --check DIR"),
        (["page.txt", "--check", "golden"], "give a FILE to label, or --check DIR"),
        (["page.txt", "--print", "--from", "-"], "--print goes with neither"),
        (["page.txt", "--from", "-", "--edit", "vi"], "give one"),
        (["page.txt", "--print", "--name", "../page"], "--name '../page' is no name of a file"),
        (["page.txt"], "no terminal"),
        (["page.txt", "--edit", "no-such-editor-here"], "cannot be started"),
        (["page.html", "--print"], "only text files can be labelled"),
        (["gone.txt", "--print"], "is not there"),
        (["--check", "gone"], "is not a folder"),
        (["--check", "."], "holds no golden case"),
    ],
)
def test_wrong_usage_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(page(1), encoding="utf-8")
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html><body><p>Rain.</p></body></html>")
    result = run("label", *args)

    assert 2 == result.exit_code
    assert said in result.stderr


def test_sheets_that_are_no_text_or_broken_are_named(
    run: Run, story: Path, cases: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad").write_bytes(b"\xff\xfe\xfa")
    latin = run("label", story, "--cases", cases, "--from", tmp_path / "bad")
    run("label", story, "--cases", cases, "--edit", "true", "--force")
    (cases / "page.labels").write_text("nonsense\n")
    broken = run("label", story, "--cases", cases, "--print")

    assert (2, 2) == (latin.exit_code, broken.exit_code)
    assert "is not UTF-8" in latin.stderr
    assert f"{cases / 'page.labels'} cannot be read: line 1: no |" in broken.stderr


def test_a_file_without_suffix_among_the_cases_keeps_its_sheet(run: Run, cases: Path, tmp_path: Path) -> None:
    """Its draft would have the name of the case's sheet."""
    cases.mkdir()
    (cases / "page").write_text(page(1), encoding="utf-8")
    for _ in range(2):
        assert 0 == run("label", cases / "page", "--cases", cases, "--edit", "true", "--force").exit_code

    assert {"page", "page.txt", "page.labels"} == {path.name for path in cases.iterdir()}


def test_a_failing_editor_leaves_the_sheet(run: Run, story: Path, cases: Path) -> None:
    result = run("label", story, "--cases", cases, "--edit", "false")

    assert 1 == result.exit_code
    assert "ended with 1" in result.stderr
    assert story.with_name("page.txt.labels").exists()


def test_what_is_no_text_is_refused_with_its_reason(run: Run, batch: Path) -> None:
    result = run("label", batch / "picture.png", "--print")

    assert 1 == result.exit_code
    assert "not text" in result.stderr
