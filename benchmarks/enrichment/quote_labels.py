"""Labelled passages with quotes and sentences with figures: read, and what was found compared with them.

python -m benchmarks.enrichment.quote_labels             # scores of both halves
python -m benchmarks.enrichment.quote_labels --errors    # what is missed and wrong, of the half `tuned`
"""

import argparse
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from copydesk.content.figures import find_figures
from copydesk.content.quotes import find_quotes

_GATE: Final = Path(__file__).parents[2] / "tests" / "gate"
PASSAGES: Final = _GATE / "quotes" / "passages.txt"
SENTENCES: Final = _GATE / "figures" / "sentences.txt"
HALVES: Final = ("tuned", "held")
_MARKED: Final = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")


class Label(NamedTuple):
    """A marked span of a text and what is written beside it."""

    start: int
    end: int
    value: str


class Example(NamedTuple):
    """A labelled text; ``language`` is null where it is not told."""

    language: str | None
    text: str
    labels: tuple[Label, ...]

    @property
    def half(self) -> str:
        """Half of the examples that it belongs to, by its own text alone."""
        digest = hashlib.blake2b(self.text.encode(), digest_size=1).digest()
        return HALVES[digest[0] & 1]


def read(path: Path) -> list[Example]:
    """Examples of a file of labels, in its order."""
    examples = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        language, text = line.split(" ", 1)
        plain, labels, last = "", [], 0
        for match in _MARKED.finditer(text):
            plain += text[last : match.start()].replace("¶", "\n\n")
            labels.append(Label(len(plain), len(plain) + len(match[1]), match[2].strip()))
            plain += match[1]
            last = match.end()
        plain += text[last:].replace("¶", "\n\n")
        examples.append(Example(None if language == "none" else language, plain, tuple(labels)))
    return examples


def figure_key(value: str) -> tuple[str, str]:
    """Kind with value and unit of a label, and its qualifier."""
    parts = value.split()
    qualifier = next((p[1:] for p in parts if p.startswith("=")), "")
    kind, number, *unit = [p for p in parts if not p.startswith("=")]
    low, _, high = number.partition("..")
    return f"{kind} {float(low):g}..{float(high or low):g} {unit[0] if unit else ''}".strip(), qualifier


class Tally(NamedTuple):
    """How many were expected, given, and right."""

    expected: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Share of what was expected that was given."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.expected + self.given
        return 2 * self.right / both if both else 1.0


def measure() -> tuple[dict[str, dict[str, Tally]], list[str]]:
    """Tallies by half and task, and a line for each error of the half ``tuned``."""
    counts: dict[str, Counter[tuple[str, str]]] = {half: Counter() for half in HALVES}
    errors: list[str] = []

    def tally(
        example: Example, task: str, expected: set[tuple[object, ...]], given: set[tuple[object, ...]]
    ) -> None:
        count = counts[example.half]
        count[task, "expected"] += len(expected)
        count[task, "given"] += len(given)
        count[task, "right"] += len(expected & given)
        if expected != given and example.half == "tuned":
            missed, wrong = sorted(map(str, expected - given)), sorted(map(str, given - expected))
            errors.append(f"{task} {example.language} {example.text!r}\n   missed {missed}\n   wrong {wrong}")

    for example in read(PASSAGES):
        quotes = find_quotes(example.text, example.language)
        tally(
            example,
            "spans",
            {(label.start, label.end) for label in example.labels},
            {(quote.start_char, quote.end_char) for quote in quotes},
        )
        tally(
            example,
            "speakers",
            {(label.start, label.value) for label in example.labels if label.value},
            {(quote.start_char, quote.speaker) for quote in quotes if quote.speaker},
        )
    for example in read(SENTENCES):
        figures = find_figures(example.text, example.language)
        spans = [(label.start, label.end, *figure_key(label.value)) for label in example.labels]
        given = [
            (
                figure.start_char,
                figure.end_char,
                f"{figure.kind} {figure.value:g}..{figure.value_high or figure.value:g}"
                f" {figure.unit or ''}".strip(),
                figure.qualifier or "",
            )
            for figure in figures
        ]
        overlap = {
            (g[0], g[2]): (s[0], s[2])
            for g in given
            for s in spans
            if g[2] == s[2] and g[0] < s[1] and s[0] < g[1]
        }
        tally(
            example,
            "figures",
            {(s[0], s[2]) for s in spans},
            {overlap.get((g[0], g[2]), (g[0], g[2])) for g in given},
        )
        tally(
            example,
            "qualifiers",
            {(s[2], s[3]) for s in spans if s[3]},
            {(g[2], g[3]) for g in given if g[3]},
        )
    tallies = {
        half: {
            task: Tally(count[task, "expected"], count[task, "given"], count[task, "right"])
            for task in ("spans", "speakers", "figures", "qualifiers")
        }
        for half, count in counts.items()
    }
    return tallies, errors


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    tallies, errors = measure()
    for half, tasks in tallies.items():
        for task, tally in tasks.items():
            shares = f"P {tally.precision:.3f} R {tally.recall:.3f} F1 {tally.f1:.3f}"
            print(f"{half:6} {task:10} {tally.expected:4} {shares}")
    if arguments.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
