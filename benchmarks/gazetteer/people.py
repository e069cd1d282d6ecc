"""Given names and surnames of Faker's locales: facts about words, to tell persons from places."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

_NAME = re.compile(r"[A-ZÀ-ÞА-ЯІЇЄĀ-Ž][a-zà-žа-яіїє'-]{2,}")


def _lists(word: str) -> set[str]:
    """Strings of all class attributes whose name has ``word``, read without running the modules."""
    import faker.providers.person as person  # noqa: PLC0415

    found: set[str] = set()
    for path in sorted(Path(person.__file__).parent.glob("*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = (
                [t.id for t in node.targets if isinstance(t, ast.Name)]
                if isinstance(node, ast.Assign)
                else []
            )
            if any(word in t and "romanized" not in t.replace("first_romanized", "") for t in targets):
                found |= {
                    n.value
                    for n in ast.walk(node)
                    if isinstance(n, ast.Constant) and isinstance(n.value, str)
                }
    return {name for name in found if _NAME.fullmatch(name)}


@cache
def given_names() -> set[str]:
    """Given names of Latin and Cyrillic spelling."""
    words = tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))["not_given"]
    return _lists("first_name") - set(words.split())


@cache
def surnames() -> set[str]:
    """Surnames of Latin and Cyrillic spelling."""
    return _lists("last_name")
