"""Every shipped version of a profile does on a page of its time what its hand-written answer says."""

import json
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from copydesk import read_document, split
from copydesk.hints import Hints
from copydesk.profiles import shipped

ROOT = Path(__file__).parents[2]
ANSWERS = Path(__file__).parent / "profiles"
VERSIONS = [(site.name, rules.version) for site in shipped().profiles for rules in site.versions]

# Versions whose pages we do not own: none.
WITHOUT_GOLD: frozenset[tuple[str, int]] = frozenset()


def answer_of(name: str, version: int) -> Path:
    return ANSWERS / f"{name}.{version}.gold.json"


def numbers(spans: list[list[int]]) -> list[int]:
    return [n for first, last in spans for n in range(first, last + 1)]


def test_every_version_has_a_golden() -> None:
    assert WITHOUT_GOLD == {key for key in VERSIONS if not answer_of(*key).is_file()}
    assert {path.name for path in ANSWERS.iterdir()} == {
        answer_of(*key).name for key in VERSIONS if key not in WITHOUT_GOLD
    }


@pytest.mark.parametrize(("name", "version"), [key for key in VERSIONS if key not in WITHOUT_GOLD])
def test_version_does_as_written(name: str, version: int) -> None:
    """Title, kind, publisher and body of each article; the lines that the profile's rules decide."""
    answer: dict[str, Any] = json.loads(answer_of(name, version).read_text(encoding="utf-8"))
    captured_at = datetime.fromisoformat(answer["captured_at"])
    profile = shipped().pick(source=None, url=answer["url"], captured_at=captured_at)
    assert profile is not None
    assert (name, version) == (profile.name, profile.version)
    text = read_document((ROOT / answer["file"]).read_bytes()).text
    lines = text.split("\n")

    done = split(text, None, Hints(profile=profile))

    assert len(answer["articles"]) == len(done.articles)
    for want, got in zip(answer["articles"], done.articles, strict=True):
        assert (want["title"], want["kind"], want["publisher"]) == (got.title, got.kind.value, got.publisher)
        body = "\n".join(lines[n - 1] for n in numbers(want["body_lines"]))
        assert re.findall(r"\w+", body) == re.findall(r"\w+", got.body)
    decided: dict[str, set[int]] = defaultdict(set)
    for block in done.blocks:
        if block.rule.startswith("profile."):
            decided[block.rule].add(text[: block.start_char].count("\n") + 1)
    wanted = {
        rule: {n for n in numbers(spans) if lines[n - 1].strip()} for rule, spans in answer["rules"].items()
    }
    assert wanted == decided
