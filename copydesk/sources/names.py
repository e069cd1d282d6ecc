"""Keys by which names of agencies, outlets and desks are looked up, and the package's data."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

_TRIM = " \t\n\u00a0\u200b\u200e\u200f\u3000•·・‣▪■□●○◦►▸▶|\\/-–—―_*#~^:;,.!?…()[]{}<>\"“”„‚`´。、，：；！？「」『』【】《》〈〉〔〕（）［］،؛؟।۔"
_ASCII_TRIM = "".join(c for c in _TRIM if c.isascii())
_UNSAFE = re.compile(r"[\W_]+")


def key(text: str) -> str:
    """``text`` as look-ups know it: compatibility form, folded case, one space between words, no marks at its ends.

    Unlike `copydesk.labels.fold` it keeps digits, which are part of many an outlet's name.
    """
    if text.isascii():
        return " ".join(text.lower().strip(_ASCII_TRIM).split())
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    # Turkish capital dotted I folds to two characters
    return " ".join(text.casefold().replace("i\u0307", "i").strip(_TRIM).split())


def folded_text(text: str) -> str:
    """``text`` in the form of `key`, with its marks and spaces: what keys are searched in."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")


def slug(text: str) -> str:
    """An id made of a name in any script: folded letters and digits joined by hyphens; empty if it has none.

    Marks over Latin letters are dropped; in other scripts they are letters of their own.
    """
    folded = key(text)
    if not folded.isascii():
        folded = "".join(_bare(c) for c in folded)
        folded = "".join(c if _is_kept(c) else " " for c in folded)
        return "-".join(folded.split())
    return _UNSAFE.sub("-", folded).strip("-")


def _bare(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    return parts[0] if "a" <= parts[0] <= "z" else char


def _is_kept(char: str) -> bool:
    # vowel signs of Indic scripts and Thai are marks, and part of the word
    return char.isalnum() or unicodedata.category(char)[0] == "M"


@cache
def read_table(name: str) -> dict[str, Any]:
    """Content of the package's file ``name``."""
    return _read(name)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))


def phrase_list(table: dict[str, Any], name: str) -> list[str]:
    """Phrases of ``table[name]`` as keys, longest first; empty if there is none of the name."""
    return sorted({key(p) for p in table.get(name, ()) if key(p)}, key=lambda p: (-len(p), p))


def is_unspaced(text: str) -> bool:
    """True for text that begins in a script that sets no spaces between words."""
    return text[:1] >= "\u0e00" and _UNSPACED.match(text) is not None


_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
