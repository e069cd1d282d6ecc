"""What the entity finder makes of labelled sentences.

``python -m benchmarks.enrichment.entity_labels [--errors HALF]`` prints scores, and the errors of a half.

The sentences are those of `tests/gate/entities`. A sentence's half is a digest of its text, so a new
sentence moves no other. Rules were chosen on ``tuned``.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from copydesk.entities import PLACE_TYPES, Mention, find_mentions

LABELS = Path(__file__).parents[2] / "tests" / "gate" / "entities"
_PLACE = re.compile(r"\[([^|\]]+)\|([A-Z]{2})\]")
_NAME = re.compile(r"\{([po]):([^}]+)\}")
_KINDS = {"p": "person", "o": "organisation"}


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence: text, and what stands where."""

    half: str
    language: str
    title: str | None
    text: str
    home: str | None
    places: frozenset[tuple[str, int, int, str]]
    names: frozenset[tuple[str, int, int, str]]

    def found(self) -> tuple[Mention, ...]:
        """What the finder says."""
        return find_mentions(self.title, self.text, self.language, home_country=self.home)


@dataclass
class Score:
    """Counts of right, surplus and missed."""

    right: int = 0
    surplus: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, given: set[object], said: set[object], note: str) -> None:
        """Count one sentence."""
        self.right += len(given & said)
        self.surplus += len(said - given)
        self.missed += len(given - said)
        if given != said:
            self.wrong.append(f"+{sorted(map(str, said - given))} -{sorted(map(str, given - said))}  {note}")

    @property
    def precision(self) -> float:
        """Share of what was said that is right."""
        return self.right / ((self.right + self.surplus) or 1)

    @property
    def recall(self) -> float:
        """Share of what is there that was said."""
        return self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / ((2 * self.right + self.surplus + self.missed) or 1)


def _unmark(text: str, pattern: re.Pattern[str], where: str) -> tuple[str, set[tuple[str, int, int, str]]]:
    out, at, found = "", 0, set()
    for match in pattern.finditer(text):
        out += text[at : match.start()]
        surface, mark = (match[1], match[2]) if pattern is _PLACE else (match[2], _KINDS[match[1]])
        found.add((where, len(out), len(out) + len(surface), mark))
        out, at = out + surface, match.end()
    return out + text[at:], found


def sentences(*names: str) -> Iterator[Sentence]:
    """The labelled sentences of the files of those names."""
    for name in names:
        for line in (LABELS / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            language, context, marked = line.split("\t")
            pattern = _NAME if name.startswith("names") else _PLACE
            text, marks = _unmark(marked, pattern, "body")
            key, _, value = context.partition("=")
            title, more = _unmark(value, pattern, "title") if key == "title" else (None, set())
            digest = hashlib.blake2b(text.encode(), digest_size=2).digest()[0]
            yield Sentence(
                half="held" if digest % 2 else "tuned",
                language=language,
                title=title,
                text=text,
                home=value if key == "home" else None,
                places=frozenset(marks | more) if pattern is _PLACE else frozenset(),
                names=frozenset(marks | more) if pattern is _NAME else frozenset(),
            )


def _overlapping(
    given: frozenset[tuple[str, int, int, str]], said: set[tuple[str, int, int, str]]
) -> set[object]:
    """What was said, each span that overlaps a given one of its kind in that one's place."""
    return {
        next((g for g in given if g[0] == s[0] and g[3] == s[3] and g[1] < s[2] and s[1] < g[2]), s)
        for s in said
    }


def measure_places(half: str) -> dict[str, Score]:
    """Scores of countries of sentences, of spans, and of countries in sentences not in English."""
    scores = {"country": Score(), "span": Score(), "other": Score()}
    for one in sentences("places_en.txt", "places_other.txt"):
        if one.half != half:
            continue
        spans = {
            (m.field, m.start_char, m.end_char, str(m.country_code))
            for m in one.found()
            if m.type in PLACE_TYPES
        }
        given, said = {p[3] for p in one.places}, {s[3] for s in spans}
        scores["country"].add(set(given), set(said), f"{one.language}: {one.title or ''} {one.text}")
        if one.language != "en":
            scores["other"].add(set(given), set(said), one.text)
        scores["span"].add(set(one.places), _overlapping(one.places, spans), one.text)
    return scores


def measure_names(half: str) -> dict[str, Score]:
    """Scores of persons and of organisations: the whole span must be right."""
    scores = {"person": Score(), "organisation": Score()}
    for one in sentences("names.txt"):
        if one.half != half:
            continue
        spans = {(m.field, m.start_char, m.end_char, m.type) for m in one.found() if m.type in scores}
        for kind, score in scores.items():
            given, said = {n for n in one.names if n[3] == kind}, {s for s in spans if s[3] == kind}
            score.add(set(given), set(said), one.text)
    return scores


def main(show: str = "") -> None:
    """Print the scores of both halves, and the errors of one."""
    for half in ("tuned", "held"):
        for kind, score in {**measure_places(half), **measure_names(half)}.items():
            print(
                f"{half:6} {kind:13} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  "
                f"of {score.right + score.missed}"
            )
            if show == half and kind in {"country", "person", "organisation"}:
                print("\n".join("    " + line for line in score.wrong))


if __name__ == "__main__":
    main(sys.argv[2] if len(sys.argv) > 2 else "")
