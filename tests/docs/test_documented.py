"""Nothing that a user meets is without documentation, and no document names what is not there."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from copydesk.errors import REASONS
from copydesk.roles import KIND_DOCS, ROLE_DOCS, Kind, Role
from copydesk.schemas import TABLES, column_doc, table_doc
from flows.cli import cli
from flows.pipeline import Outcome
from flows.settings import OTHER_VARIABLES, Settings, setting_keys, variable_of
from warehouse.dictionary import data_dictionary
from warehouse.ledger import ACTIONS
from warehouse.query import describe
from warehouse.root import WarehouseRoot
from warehouse.tables import view_sources

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.glob("*.md")),
    *(ROOT / f"{n}.md" for n in ("README", "CONTRIBUTING", "CHANGELOG")),
    ROOT / "seeds" / "README.md",
]
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
DICTIONARY = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
# A machine's own places, and addresses of package indexes: neither means anything to a reader elsewhere.
_OF_A_MACHINE = re.compile(
    r"(?<![\w.$}])/(?:home|root|Users|work|opt|tmp|var|mnt|srv)/|pypi\.org|--index-url|index-url",
    re.IGNORECASE,
)


def sections() -> dict[str, str]:
    """Command to its section of the operations page."""
    parts = re.split(r"^### `copydesk (\w+)[^\n]*\n", OPERATIONS, flags=re.MULTILINE)
    return {
        name: re.split(r"^##+ ", text, flags=re.MULTILINE)[0]
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def parts_of(command: click.Command) -> list[click.Command]:
    """A command and, where it is a group, the commands below it: they share its section."""
    below = command.commands.values() if isinstance(command, click.Group) else []
    return [command, *below]


def options() -> Iterator[tuple[str, str]]:
    for name, command in cli.commands.items():
        for param in (param for part in parts_of(command) for param in part.params):
            if isinstance(param, click.Option):
                yield name, param.opts[0]


COMMON = {"--warehouse", "--config"}


def test_every_command_has_its_section_and_every_section_its_command() -> None:
    assert sections().keys() == cli.commands.keys()


@pytest.mark.parametrize(("command", "option"), sorted(set(options())))
def test_option_is_documented(command: str, option: str) -> None:
    where = OPERATIONS if option in COMMON else sections()[command]

    assert f"`{option}" in where


def test_no_option_is_documented_that_is_not_there() -> None:
    """In a command's own section."""
    there = {name: {o for n, o in options() if n == name} | {"--help"} for name in cli.commands}
    named = {name: set(re.findall(r"`(--[a-z-]+)", text)) for name, text in sections().items()}

    assert {name: found - there[name] for name, found in named.items() if found - there[name]} == {}


@pytest.mark.parametrize("name", list(cli.commands))
def test_help_ends_with_an_example(name: str) -> None:
    command = cli.commands[name]
    shown = command.get_help(click.Context(command, info_name=f"copydesk {name}"))

    assert command.help
    assert "Example:" in shown
    assert shown.rpartition("Example:")[2].count(f"copydesk {name}") >= 1


def test_every_command_below_another_is_documented() -> None:
    """By its name in the section, and with help that ends with an example."""
    below = [(name, part) for name, command in cli.commands.items() for part in parts_of(command)[1:]]

    assert [part.name for name, part in below if f"`{part.name}" not in sections()[name]] == []
    assert [part.name for _, part in below if not part.help] == []
    assert [
        part.name for name, part in below if f"copydesk {name} {part.name}" not in (part.epilog or "")
    ] == []


def test_every_option_has_help() -> None:
    without = [
        (name, param.name)
        for name, command in cli.commands.items()
        for param in (param for part in parts_of(command) for param in part.params)
        if isinstance(param, click.Option) and not param.help
    ]

    assert without == []


@pytest.mark.parametrize("key", list(setting_keys()))
def test_setting_is_documented(key: str) -> None:
    """Key, variable and default stand in one row of the table."""
    model, _, name = key.rpartition(".")
    fields = type(getattr(Settings(), model)).model_fields if model else Settings.model_fields
    row = next(line for line in OPERATIONS.splitlines() if line.startswith(f"| `{key}`"))

    assert f"`{variable_of(key)}`" in row
    assert fields[name].description
    if fields[name].default_factory is None:
        assert str(fields[name].default) in row


def test_no_setting_is_documented_that_is_not_there() -> None:
    known = {variable_of(key) for key in setting_keys()} | OTHER_VARIABLES.keys()
    named = {
        name for page in PAGES for name in re.findall(r"COPYDESK_[A-Z_]+", page.read_text(encoding="utf-8"))
    }

    assert named - known - {"COPYDESK_"} == set()
    assert [name for name in OTHER_VARIABLES if f"`{name}`" not in OPERATIONS] == []


def test_every_action_of_a_dry_run_is_documented() -> None:
    assert [name for name in ACTIONS if f"| `{name}` |" not in OPERATIONS] == []


def test_data_dictionary_is_what_the_schemas_say() -> None:
    """`make docs` writes it."""
    assert data_dictionary() == DICTIONARY


def test_tables_columns_and_words_are_in_the_data_dictionary() -> None:
    names = [*TABLES, *(f.name for s in TABLES.values() for f in s), *(v.name for v in view_sources())]
    words = [*REASONS, *(r.value for r in Role), *(k.value for k in Kind)]

    assert [name for name in [*names, *words] if f"`{name}`" not in DICTIONARY] == []


def test_every_table_column_and_word_has_a_doc() -> None:
    assert [name for name, schema in TABLES.items() if not table_doc(schema).strip()] == []
    assert [(n, f.name) for n, s in TABLES.items() for f in s if not column_doc(f).strip()] == []
    assert set(Role) == ROLE_DOCS.keys()
    assert set(Kind) == KIND_DOCS.keys()
    assert [d for d in (*ROLE_DOCS.values(), *KIND_DOCS.values(), *REASONS.values()) if not d.strip()] == []


def test_every_column_of_the_archive_has_a_doc(sample: WarehouseRoot, ingested: Outcome) -> None:
    """Views too."""
    found = describe(sample)

    assert {t.name for t in found} == {*TABLES, *(v.name for v in view_sources())}
    assert [(t.name, c.name) for t in found for c in t.columns if not c.doc] == []


def test_every_make_target_is_documented() -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert [target for target in sorted(TARGETS) if f"make {target}" not in pages] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page_names_only_what_is_there(page: Path) -> None:
    """Commands, make targets, and links to files and headings."""
    text = page.read_text(encoding="utf-8")
    commands = set(re.findall(r"(?:^|`|\$ |/)copydesk ([a-z]+)\b", text, re.MULTILINE))
    targets = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))

    assert commands - cli.commands.keys() == set()
    assert targets - TARGETS == set()
    assert [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link_is_good(page, link)] == []


def link_is_good(page: Path, link: str) -> bool:
    if link.startswith("http"):
        return True
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not heading or heading in headings(target))


def headings(page: Path) -> set[str]:
    """Anchors as Markdown viewers make them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page_names_no_place_of_a_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert [m.group() for m in _OF_A_MACHINE.finditer(text)] == []
    assert "TODO" not in text


def test_code_in_pages_is_closed() -> None:
    assert [page.name for page in PAGES if page.read_text(encoding="utf-8").count("```") % 2] == []


def test_readme_of_python_runs(tmp_path: Path) -> None:
    """The lines under "From Python", on a page of the sample."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.findall(r"```python\n(import copydesk\n.+?)```", readme, re.DOTALL)
    batch = ROOT / "seeds" / "2026-03-14-sample"
    (tmp_path / "page.txt").write_bytes((batch / "003_linked_lead.txt").read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", code[0]], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.strip()


def test_every_module_is_in_the_table_of_the_architecture() -> None:
    """But for those of the splitter and the command line, which are named as folders."""
    table = [
        line
        for line in (DOCS / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    named = {
        word.rstrip("/").rpartition("/")[2] for line in table for word in re.findall(r"`([\w/]+)`", line)
    }
    there = {
        path.stem
        for room in ("copydesk", "warehouse", "tasks", "flows")
        for path in (ROOT / room).glob("*.py")
    }

    assert there - named - {"__init__"} == set()


def test_code_points_at_headings_that_are_there() -> None:
    """`docs/<page>.md, "<heading>"` in a comment or docstring."""
    rooms = ("copydesk", "warehouse", "tasks", "flows", "benchmarks")
    code = "\n".join(
        path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).rglob("*.py")
    )
    pointed = set(re.findall(r'docs/([\w-]+\.md), "([^"]+)"', code))

    assert [
        (page, title)
        for page, title in sorted(pointed)
        if title.lower().replace(" ", "-") not in headings(DOCS / page)
    ] == []
