"""Rules of the house that no other tool checks: sizes, names, and what must not stand in code."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
ROOMS = ("copydesk", "warehouse", "tasks", "flows")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
SHIPPED = [
    *MODULES,
    *(path for room in ROOMS for kind in ("sql", "toml") for path in (ROOT / room).rglob(f"*.{kind}")),
]

_LONGEST = 300
_LONGEST_TASK = 60
_VAGUE = {"utils", "util", "helpers", "misc", "common", "data", "manager"}
_OF_A_MACHINE = re.compile(r"(?<![\w.$}<])/(?:home|root|Users|work|opt|tmp|var|mnt|srv)/|pypi\.org|index-url")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_modules_are_short() -> None:
    """None of `tasks` over 60 lines, none of ours over 300."""
    limits = {path: _LONGEST_TASK if path.is_relative_to(ROOT / "tasks") else _LONGEST for path in MODULES}

    assert {name(path): lines(path) for path, limit in limits.items() if lines(path) > limit} == {}


def test_no_module_hides_another() -> None:
    """Prefect puts a flow's folder on the path when it is named by file: what lies there must not hide a package."""
    installed = set(packages_distributions()) | set(sys.stdlib_module_names) | set(ROOMS)
    beside = [
        path
        for room in ("flows", "tasks")
        for path in (ROOT / room).iterdir()
        if path.name not in {"__init__.py", "__pycache__"}
    ]

    assert [name(path) for path in beside if path.stem in installed] == []


def test_names_say_something_and_can_be_imported() -> None:
    parts = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}

    assert [part for part in sorted(parts) if "-" in part or part in _VAGUE] == []


def test_every_folder_of_code_is_a_package() -> None:
    assert [
        name(folder)
        for folder in sorted({p.parent for p in MODULES})
        if not (folder / "__init__.py").is_file()
    ] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_library_code_does_not_print(path: Path) -> None:
    """Output is the command line's, through click."""
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]

    assert [
        call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"
    ] == []


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_code_names_no_place_of_a_machine(path: Path) -> None:
    assert _OF_A_MACHINE.findall(path.read_text(encoding="utf-8")) == []


def test_every_module_says_what_it_is() -> None:
    assert [
        name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


def test_pins_satisfy_the_declared_ranges() -> None:
    """Every declared dependency is pinned, to a version that its range allows: else nothing can be installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [
        Requirement(text) for text in project["dependencies"] + project["optional-dependencies"]["dev"]
    ]
    given = (
        line.split("#")[0].strip()
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    )
    pins = {
        canonicalize_name(p.name): str(p.specifier).removeprefix("==")
        for p in map(Requirement, filter(None, given))
    }

    assert [r.name for r in declared if canonicalize_name(r.name) not in pins] == []
    assert [str(r) for r in declared if not r.specifier.contains(pins[canonicalize_name(r.name)])] == []


def test_constraints_hold_names_and_versions_only() -> None:
    """No address, no path, no option."""
    given = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in given if line and not re.fullmatch(r"[\w.\-]+==[\w.+!]+|#.*", line)] == []
