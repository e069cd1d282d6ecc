"""Case forms of a name, after the endings of `inflection.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "inflection.toml").read_text(encoding="utf-8"))


def _word(word: str, endings: list[list[str]], number: int) -> list[str]:
    for end, *cases in endings:
        if word.endswith(end):
            stem = word[: len(word) - len(end)]
            return [stem + cases[min(i, len(cases) - 1)] for i in range(number)]
    return [word] * number


def forms_of(name: str, language: str, key: str) -> list[str]:
    """``name`` first, then its other cases; ``key`` is the ISO code that irregular forms are listed by."""
    rules = _rules()
    language = {"sr": "sr", "bs": "hr", "sl": "hr"}.get(language, language)
    endings = rules.get(language, {}).get("endings", [])
    forms = [name]
    if (endings and name.isascii() is False) or endings:
        number = max(len(cases) - 1 for cases in endings)
        words = [_word(word, endings, number) for word in name.split(" ")]
        if len(words) > 1 and language in {"de", "sv", "da", "nb"}:
            words[:-1] = [[w] * number for w in name.split(" ")[:-1]]
        forms += [" ".join(parts) for parts in zip(*words, strict=True)]
    forms += rules.get("irregular", {}).get(language, {}).get(key, [])
    return list(dict.fromkeys(forms))
