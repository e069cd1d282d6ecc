"""Adjectives and peoples by country, with the forms that their languages give them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Languages whose adjectives of countries are written with a small letter; nouns of peoples may have a
# capital.
SMALL = {"fr", "es", "it", "pt", "de", "nb", "fi", "ru", "uk", "pl", "cs", "sv", "da", "el"}
_FILES = {"en": "en", "de": "de", "fr": "fr", "es": "es", "it": "it", "nl": "nl", "nb": "no", "fi": "fi"}


def _forms(word: str, rules: list[dict[str, Any]]) -> list[str]:
    for rule in rules:
        if word.endswith(rule["ends"]):
            stem = word[: len(word) - len(rule["ends"])]
            return [stem + end for end in rule["forms"]]
    return [word]


def _words(node: Path, language: str, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    own = data.get(language, {})
    for code, words in own.get("words", {}).items():
        yield from ((word, code) for word in words)
    for code, stems in own.get("stems", {}).items():
        for stem in stems:
            for prefix in own.get("prefixes", [""]):
                yield from ((prefix + stem + end, code) for end in own["endings"])
    if language in _FILES:
        path = node / "i18n-nationality" / "langs" / f"{_FILES[language]}.json"
        for code, text in json.loads(path.read_text(encoding="utf-8"))["nationalities"].items():
            if language == "en" and code in own["words"]:
                continue
            for word in re.split(r"\s*[,/;]\s*", text):
                for form in _forms(word.strip(), data["rules"].get(language, [])):
                    yield form, code


def demonyms(node: Path, data: dict[str, Any], codes: set[str]) -> list[list[str]]:
    """Rows of word, language and country code; a word of two countries is left out."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for language in sorted({*data, *_FILES} - {"rules"}):
        for word, code in _words(node, language, data):
            if code not in codes or len(word) < 3 or "(" in word:
                continue
            spellings = (
                {word[:1].lower() + word[1:], word[:1].upper() + word[1:]} if language in SMALL else {word}
            )
            for spelling in spellings:
                found[spelling, language].add(code)
    return [[w, language, *codes_] for (w, language), codes_ in sorted(found.items()) if len(codes_) == 1]
