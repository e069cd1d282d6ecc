"""Scored gate of the splitter on invented pages in many scripts; nothing beside the checkout is needed."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from benchmarks import scripts
from benchmarks.overlap import f1, grams, pair_up, words

ROOT = Path(__file__).parents[2]
PAGES = scripts.read_pages()


def _figures(*options: str) -> dict[str, dict[str, float]]:
    """Figures from a process of its own: words once read stay read."""
    command = [sys.executable, "-m", "benchmarks.scripts", "--json", *options]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    """The gated figures of each script, and of all of them without any words."""
    found = {
        f"scripts.{script}.{name}": figures[name]
        for script, figures in _figures().items()
        for name in scripts.FIGURES
    }
    bare = _figures("--without-labels")["all"]
    return found | {f"scripts.without_labels.{name}": bare[name] for name in ("f1", "mean_body_f1")}


def test_no_script_falls_below_its_floor(
    measured: dict[str, float], hold_floors: Callable[[Mapping[str, float], str], None]
) -> None:
    hold_floors(measured, "scripts")


def test_every_page_has_its_answer_and_a_script() -> None:
    there = {path.name for path in scripts.PAGES.glob("*.txt")}
    languages = {language for codes in scripts.SCRIPTS.values() for language in codes}

    assert there == {page.name for page in PAGES}
    assert {page.language for page in PAGES} == languages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_answers_name_what_the_page_prints(page: scripts.Page) -> None:
    lines = page.text.split("\n")
    claimed: list[int] = []
    for article in page.gold:
        title = [n for first, last in article["title_lines"] for n in range(first, last + 1)]
        body = [n for first, last in article["body_lines"] for n in range(first, last + 1)]
        claimed += title + body
        printed = {lines[n - 1].strip() for n in title}
        # a headline may be broken over lines
        assert article["title"] in printed or all(part in article["title"] for part in printed)
        assert all(lines[n - 1].strip() for n in (article["body_lines"][0][0], article["body_lines"][-1][1]))
        rest = "\n".join(line for n, line in enumerate(lines, 1) if n not in body)
        # a wire's dateline names the author in the story itself
        for name, where in (("publisher", rest), ("byline", page.text), ("published_raw", rest)):
            assert article[name] is None or article[name] in where, name
    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Dole said", ["ann", "dole", "said"]),
        ("北風と12日", ["北", "風", "と", "12", "日"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שלום \u200fעולם", ["שלום", "עולם"]),
    ],
)
def test_words_of_any_script(text: str, expected: list[str]) -> None:
    assert expected == words(text)


def test_texts_are_paired_once_and_by_their_overlap() -> None:
    one, two = "a b c d e f", "g h i j k l"

    assert {0: (1, 1.0), 1: (0, 1.0)} == pair_up([one, two], [two, one])
    assert {0: (0, 1.0)} == pair_up([one, one], [one])
    assert {} == pair_up([one], ["m n o p"])
    assert 0.8 == f1(grams("a b c d e f"), grams("a b c d e"))
