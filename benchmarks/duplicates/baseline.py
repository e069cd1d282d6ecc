"""What plain shingles make of the labelled pairs: the bar that a better rule has to clear.

python -m benchmarks.duplicates.baseline               # three rules on both halves, errors by kind
python -m benchmarks.duplicates.baseline --invented    # without the real articles
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from benchmarks.duplicates.pairs import HALVES, Pair, build
from benchmarks.duplicates.shingling import shingles
from copydesk.identity import normalise


class Likeness(NamedTuple):
    """Shares from 0 to 1 that two bodies have in common."""

    jaccard: float
    overlap: float
    """Of the smaller set of shingles."""
    numerals: float
    """Of the shorter text's numerals; 1 where it has none."""


def likeness(pair: Pair) -> Likeness:
    """How much the bodies of a pair have in common."""
    a, b = sorted((normalise(pair.a.body), normalise(pair.b.body)), key=len)
    one, other = shingles(a), shingles(b)
    common = len(one & other)
    numerals = set(re.findall(r"\d+", a))
    found = numerals & set(re.findall(r"\d+", b))
    return Likeness(
        common / len(one | other),
        common / min(len(one), len(other)),
        len(found) / len(numerals) if numerals else 1.0,
    )


RULES: Final[Mapping[str, Callable[[Likeness], bool]]] = {
    "jaccard >= 0.3": lambda k: k.jaccard >= 0.3,
    "overlap >= 0.45": lambda k: k.overlap >= 0.45,
    "overlap >= 0.45, numerals >= 0.6": lambda k: k.overlap >= 0.45 and k.numerals >= 0.6,
}


def figures(pairs: Sequence[Pair], said: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a verdict on each pair."""
    hit = sum(p.is_same and s for p, s in zip(pairs, said, strict=True))
    precision, recall = hit / max(1, sum(said)), hit / max(1, sum(p.is_same for p in pairs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def errors(pairs: Sequence[Pair], said: Sequence[bool]) -> dict[str, tuple[int, int]]:
    """By kind: how many of its pairs are judged wrongly, and how many there are."""
    wrong = Counter(p.kind for p, s in zip(pairs, said, strict=True) if p.is_same != s)
    return {kind: (wrong[kind], count) for kind, count in sorted(Counter(p.kind for p in pairs).items())}


def main() -> None:
    """Print the figures of the three rules."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--invented", action="store_true", help="leave out the pairs of real articles")
    args = parser.parse_args()
    everything = build(with_printed=not args.invented)
    measured = [likeness(p) for p in everything]
    for half in HALVES:
        pairs = [p for p in everything if p.half == half]
        own = [k for p, k in zip(everything, measured, strict=True) if p.half == half]
        print(f"{half}: {len(pairs)} pairs")
        by_rule = {}
        for name, rule in RULES.items():
            said = [rule(k) for k in own]
            by_rule[name] = errors(pairs, said)
            print("  {:34} precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(name, *figures(pairs, said)))
        label = {p.kind: p.is_same for p in pairs}
        for kind in sorted(label, key=lambda k: (not label[k], k)):
            rates = "  ".join(f"{wrong / count:6.1%}" for wrong, count in (r[kind] for r in by_rule.values()))
            middle = sorted(k.overlap for p, k in zip(pairs, own, strict=True) if p.kind == kind)
            ranks = [middle[int(q * (len(middle) - 1))] for q in (0.05, 0.5, 0.95)]
            shown = " ".join(f"{r:.2f}" for r in ranks)
            print(f"    {'same' if label[kind] else 'not ':4} {kind:24} wrong {rates}   overlap {shown}")


if __name__ == "__main__":
    main()
