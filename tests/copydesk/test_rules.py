"""Every rule that the splitter gives has a sentence that explains it."""

import re
from pathlib import Path

import pytest

from copydesk import read_document, split, split_html
from copydesk.errors import BadInputError
from copydesk.rules import RULES, explain_rule

ROOT = Path(__file__).parents[2]
FILES = [
    path
    for folder in (ROOT / "seeds" / "2026-03-14-sample", ROOT / "tests" / "golden" / "cases")
    for path in sorted(folder.iterdir())
    if path.suffix in {".txt", ".html"}
]
# how code names a rule: as a literal of words with dots, the first of them a prefix of the registry
_PREFIXES = "|".join(sorted({rule.split(".")[0] for rule in RULES}))
_LITERAL = re.compile(rf'"((?:{_PREFIXES})(?:\.[a-z_]+)+)"')


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rules_of_a_file_are_explained(path: Path) -> None:
    try:
        document = read_document(path.read_bytes(), name=path.name)
    except BadInputError:
        return
    is_html = document.media_type == "text/html"
    result = split_html(document.text).split if is_html else split(document.text)

    assert [block.rule for block in result.blocks if not explain_rule(block.rule)] == []


def test_rules_named_in_code_are_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "copydesk").rglob("*.py"))
    named = set(_LITERAL.findall(code))

    assert {"sequence.story", "html.no_story"} <= named
    assert [rule for rule in sorted(named) if not explain_rule(rule)] == []


def test_an_id_is_explained_by_its_longest_listed_beginning() -> None:
    """And a language's code stands for the language."""
    assert RULES["inline.sign_off"] == explain_rule("inline.sign_off")
    assert RULES["model"] == explain_rule("model.weights.story")
    assert RULES["label.<language>.inside"] == explain_rule("label.mul.inside")
    assert RULES["label"] == explain_rule("label.en.some_new_kind")
    assert explain_rule("astrology.moon") is None


def test_every_explanation_is_a_sentence() -> None:
    assert [rule for rule, doc in RULES.items() if not (doc[0].isupper() and doc.endswith("."))] == []
