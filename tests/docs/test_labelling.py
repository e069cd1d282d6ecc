"""What the page on labelling shows is what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.labelling import vocabulary
from copydesk.labelling.sheet import help_lines

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "labelling.md"
_SHOWN = re.compile(r"(?<=^```\n)\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)(?=```$)", re.MULTILINE)
_EDIT = re.compile(r"(?<=^```\n)(?P<first> +\| .+)\n(?P<rest>(?:- |\d ).+\n(?:.+\n)*?)(?=```$)", re.MULTILINE)

# the editor of the page's reader: puts the rows that the page shows for those of the last line
_EDITOR = """\
import pathlib, sys
path, rows = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[1]).read_text("utf-8")
text = path.read_text("utf-8")
if "Read More:" in text.split("quarter.")[1].split("\\n")[0]:
    path.write_text(text[: text.index("quarter.")] + "quarter.\\n" + rows, "utf-8")
"""


def test_the_example_is_what_the_commands_print(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """--bless writes what they print today."""
    page = PAGE.read_text(encoding="utf-8")
    edit = _EDIT.search(page)
    assert edit
    sample = ROOT / "seeds" / "2026-03-14-sample" / "001_aggregator_cards.txt"
    (tmp_path / "page.txt").write_bytes(sample.read_bytes())
    (tmp_path / "rows").write_text(edit["rest"], encoding="utf-8")
    (tmp_path / "editor.py").write_text(_EDITOR, encoding="utf-8")
    printed = [ran(shown["command"], tmp_path) for shown in _SHOWN.finditer(page)]
    if request.config.getoption("--bless"):
        left = iter(printed)
        page = _SHOWN.sub(lambda shown: f"$ {shown['command']}\n{next(left)}", page)
        PAGE.write_text(page, encoding="utf-8")

    assert 6 == len(printed)
    assert [shown["output"] for shown in _SHOWN.finditer(page)] == printed


def ran(command: str, folder: Path) -> str:
    """What a command prints; where a person would edit, the script does."""
    if command.startswith("copydesk label page.txt") and "--print" not in command:
        command += f" --edit '{sys.executable} editor.py rows'"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "the labels are those of" not in line]
    return done.stdout + "".join(f"{line}\n" for line in said)


def test_fields_and_gaps_are_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [name for name in vocabulary.FIELDS if f"`{name}`" not in page] == []
    assert [name for name in vocabulary.GAPS_OF_A_FILE if f"gap {name}: " not in page] == []


def test_help_of_a_sheet_names_every_field_and_letter() -> None:
    shown = "\n".join(help_lines())

    assert [name for name in vocabulary.FIELDS if name not in shown] == []
    assert [letter for letter in vocabulary.LETTERS if f"#   {letter}  " not in shown] == []
    assert max(map(len, help_lines())) <= 110
