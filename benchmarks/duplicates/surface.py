"""What typesetters, extractors, typists and scanners do to a text: its wording stays.

Each edit takes a strength from 0 to 1, which it spreads over its own range, mild to severe.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, Protocol

from benchmarks.duplicates.newsroom import Story
from copydesk.identity import normalise

UNSPACED: Final = frozenset({"th", "zh", "ja"})


class Material(Protocol):
    """Where words and paragraphs of another hand come from."""

    def word(self, rng: random.Random) -> str:
        """A word of the story's language."""

    def paragraphs(self, rng: random.Random, length: int) -> list[str]:
        """New paragraphs on the story's subject, together about ``length`` words."""

    def title(self, rng: random.Random) -> str:
        """Another headline."""

    def outlet(self, rng: random.Random) -> str:
        """Another publisher, or an agency."""


Edit = Callable[[random.Random, Story, Material, float], Story]


def length(story: Story, text: str | None = None) -> int:
    """Words of the body or of ``text``; in scripts without spaces a third of the characters."""
    text = story.body if text is None else text
    return len(text) // 3 if story.language in UNSPACED else len(text.split())


def between(low: float, high: float, strength: float) -> float:
    """The value of a range at a strength."""
    return low + (high - low) * strength


def dress(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Other quotes, dashes, case, spaces, Unicode forms: the same words after normalisation."""
    body, same = story.body, normalise(story.body)
    dresses = rng.sample(_DRESSES, 1 + round(between(0, 4, strength)))
    for change in dresses:
        dressed = change(rng, body)
        body = dressed if normalise(dressed) == same else body
    return story._replace(body=body, publisher=material.outlet(rng))


def _sprinkled(rng: random.Random, text: str, mark: str) -> str:
    return "".join(
        c + mark if c.isalpha() and n.isalpha() and rng.random() < 0.03 else c
        for c, n in pairwise(text + " ")
    )


_DRESSES: Final[Sequence[Callable[[random.Random, str], str]]] = (
    lambda _, t: t.translate({ord(a): '"' for a in "“”«»„「」"} | {ord("’"): "'"}),
    lambda _, t: t.translate({ord('"'): "”", ord("'"): "’", ord("“"): "«", ord("”"): "»"}),
    lambda _, t: t.replace(" - ", " — ").replace("-", "\u2010"),
    lambda _, t: t.replace(", ", " ").replace("，", " "),
    lambda _, t: unicodedata.normalize("NFD", t),
    lambda _, t: t.upper(),
    lambda _, t: t.lower(),
    lambda _, t: t.replace(" ", "\u00a0"),
    lambda _, t: t.replace("\n\n", "\n"),
    lambda rng, t: _wrapped(t, rng.randint(50, 90)),
    lambda rng, t: _sprinkled(rng, t, "\u00ad"),
    lambda rng, t: _sprinkled(rng, t, "\u200b"),
    lambda _, t: t.translate({ord(d): ord(d) - 0x30 + 0xFF10 for d in "0123456789"}),
    lambda _, t: t.replace(". ", "... ").replace("。", "！"),
)  # fmt: skip


def _wrapped(text: str, width: int) -> str:
    lines, line = [], ""
    for word in re.findall(r"\S+|\n\n", text):
        if word == "\n\n":
            lines += [line, ""]
            line = ""
        elif len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


_FURNITURE: Final = [
    "Advertisement",
    "Share this article",
    "Read more",
    "Also read",
    "Photo: archive",
    "Related stories",
    "Listen to this article",
    "Copy link",
    "Sign up for our newsletter",
    "Comments",
    "Save for later",
    "More on this topic",
    "Published by",
    "Updated",
    "Follow us",
]


def redump(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Another extractor's dump: paragraphs lost, captions and subheads inside, glued words, hard wraps."""
    lost = between(0.03, 0.25, strength)
    kept = [p for p in story.paragraphs if rng.random() >= lost] or story.paragraphs
    for _ in range(round(between(1, 7, strength))):
        line = rng.choice(_FURNITURE) if rng.random() < 0.6 else material.title(rng)
        kept.insert(rng.randrange(len(kept) + 1), line)
    glue = between(0.0, 0.02, strength)
    body = "\n\n".join(kept)
    body = re.sub(" ", lambda _: "" if rng.random() < glue else " ", body)
    if rng.random() < 0.4:
        body = _wrapped(body, rng.randint(50, 90))
    return story._replace(body=body, title=retitled(rng, story, material))


def pieces_of(story: Story) -> list[str]:
    """The body in words and what is between them; in scripts without spaces, in twos of letters."""
    return re.findall(r"\w{1,2}|\W+" if story.language in UNSPACED else r"\S+|\s+", story.body)


def _is_plain(piece: str) -> bool:
    """A word that is neither a figure nor, as far as letters tell, a name."""
    return piece[0].isalpha() and not piece[0].isupper() and not any(c.isdigit() for c in piece)


def in_words(
    rng: random.Random, story: Story, share: float, change: Callable[[str], str], *, plain: bool = False
) -> Story:
    """``change`` done to a share of the words, to one at least."""
    pieces = pieces_of(story)
    places = [k for k, p in enumerate(pieces) if (_is_plain(p) if plain else p[0].isalnum())]
    if not places:
        return story
    for k in rng.sample(places, min(len(places), max(1, round(share * len(places))))):
        pieces[k] = change(pieces[k])
    return story._replace(body="".join(pieces))


def _mistyped(rng: random.Random, word: str) -> str:
    k = rng.randrange(len(word))
    ways = (
        word[:k] + word[k + 1 :],
        word[:k] + word[k] + word[k:],
        word[:k] + word[k : k + 2][::-1] + word[k + 2 :],
    )
    return rng.choice(ways) or word * 2


def typos(rng: random.Random, story: Story, _: Material, strength: float) -> Story:
    """One to six of a hundred words mistyped."""
    return in_words(rng, story, between(0.01, 0.06, strength), lambda w: _mistyped(rng, w))


_MISREAD: Final = {
    "rn": "m",
    "m": "rn",
    "l": "1",
    "e": "c",
    "o": "0",
    "i": "l",
    "h": "b",
    "u": "n",
    "cl": "d",
    "c": "e",
}


def ocr(rng: random.Random, story: Story, _: Material, strength: float) -> Story:
    """Scanned: three to twenty of a thousand letters misread."""
    rate, letters = between(0.003, 0.02, strength), sorted({c for c in story.body if c.isalpha()})

    def misread(match: re.Match[str]) -> str:
        seen = match.group()
        return seen if rng.random() >= rate else _MISREAD.get(seen) or rng.choice(letters)

    return story._replace(body=re.sub(r"rn|cl|\w", misread, story.body))


def retitled(rng: random.Random, story: Story, material: Material) -> str:
    """Half of the outlets put a headline of their own over a text."""
    return material.title(rng) if rng.random() < 0.5 else story.title
