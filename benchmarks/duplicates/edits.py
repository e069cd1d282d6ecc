"""What outlets, extractors and scanners do to a text that stays the same text.

Each edit takes a strength from 0 to 1, which it spreads over its own range, mild to severe.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
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


_FURNITURE: Final = ["Advertisement", "Share this article", "Read more", "Also read", "Photo: archive", "Related stories", "Listen to this article", "Copy link", "Sign up for our newsletter", "Comments", "Save for later", "More on this topic", "Published by", "Updated", "Follow us"]


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
    return story._replace(body=body, title=_title(rng, story, material))


def _pieces(story: Story) -> list[str]:
    """The body in words and what is between them; in scripts without spaces, in twos of letters."""
    return re.findall(r"\w{1,2}|\W+" if story.language in UNSPACED else r"\S+|\s+", story.body)


def _is_plain(piece: str) -> bool:
    """A word that is neither a figure nor, as far as letters tell, a name."""
    return piece[0].isalpha() and not piece[0].isupper() and not any(c.isdigit() for c in piece)


def _in_words(
    rng: random.Random, story: Story, share: float, change: Callable[[str], str], *, plain: bool = False
) -> Story:
    """``change`` done to a share of the words, to one at least."""
    pieces = _pieces(story)
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


def typos(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """One to six of a hundred words mistyped."""
    return _in_words(rng, story, between(0.01, 0.06, strength), lambda w: _mistyped(rng, w))


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


def ocr(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Scanned: three to twenty of a thousand letters misread."""
    rate, letters = between(0.003, 0.02, strength), sorted({c for c in story.body if c.isalpha()})

    def misread(match: re.Match[str]) -> str:
        seen = match.group()
        return seen if rng.random() >= rate else _MISREAD.get(seen) or rng.choice(letters)

    return story._replace(body=re.sub(r"rn|cl|\w", misread, story.body))


_WHOLE: Final = re.compile(r"(?<![\d.,])\w+(?![.,]\d)")
"""A word or a whole figure, never the digits on one side of a decimal point."""
_VARIANTS: Final = {
    "percent": "per cent", "said": "says", "colour": "color", "programme": "program", "1": "one", "2": "two", "3": "three",
    "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "neighbour": "neighbor", "metres": "meters",
    "kilometres": "kilometers", "criticised": "criticized", "organised": "organized", "million": "m", "theatre": "theater",
}  # fmt: skip


def copy_edit(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Five to twenty of a hundred words are others, evenly or in some sentences; spelling is the house's."""
    share = between(0.05, 0.20, strength)
    edited = story
    if rng.random() < 0.7 and story.language == "en":
        edited = edited._replace(body=_WHOLE.sub(lambda m: _VARIANTS.get(m.group(), m.group()), edited.body))
    if rng.random() < 0.5:
        edited = _in_words(rng, edited, share, lambda _: material.word(rng), plain=True)
    else:  # an editor works on some paragraphs and leaves the others
        chosen = []
        for paragraph in edited.paragraphs:
            part = edited._replace(body=paragraph)
            done = _in_words(rng, part, min(0.6, share * 2.5), lambda _: material.word(rng), plain=True)
            chosen.append(done.body if rng.random() < 0.4 else paragraph)
        edited = edited.with_paragraphs(chosen)
        if edited.body == story.body:
            edited = _in_words(rng, edited, share, lambda _: material.word(rng), plain=True)
    return edited._replace(title=_title(rng, story, material), publisher=material.outlet(rng))


def short_edit(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """One or two words changed, never a name or figure."""
    share = round(between(1, 2, strength)) / max(1, length(story))
    return _in_words(rng, story, share, lambda _: material.word(rng), plain=True)


def tail_cut(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Cut from the end: 90 to 25 % are kept, whole paragraphs or to the letter, 20 words at least."""
    pieces = _pieces(story)
    size = max(round(len(pieces) * between(0.9, 0.25, strength)), 40)
    kept = "".join(pieces[:size])
    if rng.random() < 0.5 and "\n\n" in kept:
        kept = "\n\n".join(story.paragraphs[: kept.count("\n\n") + 1])
    return story._replace(body=kept.strip(), publisher=material.outlet(rng))


def excerpt(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """A run of paragraphs of at least 40 words, 80 to 15 % of the whole."""
    paragraphs = story.paragraphs
    start = rng.randrange(1 + int(len(paragraphs) * 0.5))
    wanted = max(40, between(0.8, 0.15, strength) * length(story))
    kept: list[str] = []
    for paragraph in paragraphs[start:] + paragraphs[:start][::-1]:
        if sum(length(story, p) for p in kept) >= wanted:
            break
        kept.append(paragraph)
    chosen = [p for p in paragraphs if p in kept]
    return story.with_paragraphs(chosen)._replace(
        title=_title(rng, story, material), publisher=material.outlet(rng)
    )


def new_lead(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """The first one to three paragraphs written anew, at most 40 % of the words."""
    paragraphs, most = story.paragraphs, between(0.1, 0.4, strength) * length(story)
    gone = 1
    while gone < 3 and length(story, " ".join(paragraphs[: gone + 1])) <= most:
        gone += 1
    if length(story, " ".join(paragraphs[:gone])) > 0.45 * length(story):
        return copy_edit(rng, story, material, strength)
    lead = material.paragraphs(rng, length(story, " ".join(paragraphs[:gone])))
    return story.with_paragraphs(lead + paragraphs[gone:])._replace(
        title=material.title(rng), publisher=material.outlet(rng)
    )


def reorder(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Two to eight paragraphs elsewhere in the text."""
    paragraphs = story.paragraphs
    for _ in range(round(between(2, 8, strength))):
        moved = paragraphs.pop(rng.randrange(len(paragraphs)))
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), moved)
    return story.with_paragraphs(paragraphs)


def own_paragraphs(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """The outlet's own paragraphs added, 20 to 60 % of the original's length, here and there or at the end."""
    added = material.paragraphs(rng, int(between(0.2, 0.6, strength) * length(story)))
    paragraphs, at_end = story.paragraphs, rng.random() < 0.5
    for paragraph in added:
        paragraphs.insert(len(paragraphs) if at_end else rng.randrange(len(paragraphs) + 1), paragraph)
    return story.with_paragraphs(paragraphs)._replace(
        title=_title(rng, story, material), publisher=material.outlet(rng)
    )


def credited(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Another dateline and sign-off, or none."""
    paragraphs = story.paragraphs
    paragraphs[0] = re.sub(r"^[^()]{2,40} \([^)]{2,30}\) - ", "", paragraphs[0])
    name = material.outlet(rng)
    if rng.random() < 0.6:
        paragraphs[0] = f"{material.title(rng).split()[0].upper()} ({name}) - {paragraphs[0]}"
    signs = (f"({name})", f"Reporting by {name}; editing by the {name} desk", f"© {name}. All rights reserved.",
             f"This article was first published by {name} and is carried here under licence.")  # fmt: skip
    paragraphs += rng.sample(signs, round(between(1, 2, strength)))
    return story.with_paragraphs(paragraphs)._replace(publisher=material.outlet(rng), credit=name)


def revision(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """A later version: a few figures updated; of a longer text also a paragraph added, one gone, another lead."""
    numbers = list(re.finditer(r"\d+", story.body))
    changed = set(
        rng.sample(
            range(len(numbers)), min(len(numbers), 1 + round(between(0, 0.2, strength) * len(numbers)))
        )
    )
    body = story.body
    for k in sorted(changed, reverse=True):
        start, end = numbers[k].span()
        body = body[:start] + str(int(numbers[k].group()) + rng.randint(1, 9)) + body[end:]
    paragraphs = body.split("\n\n")
    if len(paragraphs) >= 5:
        if rng.random() < 0.7:
            paragraphs.insert(rng.randrange(len(paragraphs) + 1), material.paragraphs(rng, 20)[0])
        if rng.random() < 0.5:
            del paragraphs[rng.randrange(2, len(paragraphs))]
        if rng.random() < between(0.1, 0.7, strength):
            paragraphs[:1] = material.paragraphs(rng, 25)[:1]
    return story.with_paragraphs(paragraphs)


def _title(rng: random.Random, story: Story, material: Material) -> str:
    """Half of the outlets put a headline of their own over a text."""
    return material.title(rng) if rng.random() < 0.5 else story.title


EDITS: Final[Mapping[str, Edit]] = {
    "dress": dress, "redump": redump, "typos": typos, "ocr": ocr, "copy_edit": copy_edit, "tail_cut": tail_cut,
    "excerpt": excerpt, "new_lead": new_lead, "reorder": reorder, "own_paragraphs": own_paragraphs, "credited": credited,
    "revision": revision,
}  # fmt: skip
"""Edits of a text of some length, by the kind of the pair; `short_edit` is for briefs."""


def combined(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Two or three edits, each half as strong, since their damage adds up."""
    for name in rng.sample(sorted(EDITS), rng.choice((2, 2, 3))):
        story = EDITS[name](rng, story, material, strength * 0.5)
    return story
