"""Shingles as a user of a MinHash library would make them; needs nothing but the standard library."""

import re
from typing import Final

_WORDS, _LETTERS = 5, 8
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def shingles(text: str) -> set[str]:
    """Runs of five words of a normalised text; of eight letters where most letters know no spaces."""
    letters = len(_UNSPACED.findall(text))
    if letters > len(text) / 3:
        bare = text.replace(" ", "")
        return {bare[i : i + _LETTERS] for i in range(max(1, len(bare) - _LETTERS + 1))}
    words = text.split()
    return {" ".join(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1))}
