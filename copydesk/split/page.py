"""A document as the grouping and the heads see it: lines, evidence, units and runs."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.split.lines import Line
from copydesk.split.own import Evidence
from copydesk.split.prose import Run
from copydesk.split.units import Unit


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, evidence, units and runs of one document: what grouping looks at.

    ``bags`` are the content terms of each unit, ``rarity`` is the weight of a term by the paragraphs
    that have it.
    """

    lines: Sequence[Line]
    evidence: Sequence[Evidence]
    units: Sequence[Unit]
    runs: Sequence[Run]
    bags: Sequence[Mapping[str, int]]
    rarity: Mapping[str, float]

    def line_span(self, run: Run) -> tuple[int, int]:
        """First line of a run and one past its last."""
        return self.units[run.members[0]].first, self.units[run.members[-1]].last + 1

    def terms_of(self, run: Run) -> Counter[str]:
        """Content terms of a run with their counts."""
        bag: Counter[str] = Counter()
        for k in run.members:
            for term, count in self.bags[k].items():  # several times as fast as Counter.update
                bag[term] += count
        return bag

    def story_lines(self, run: Run) -> list[int]:
        """Lines of a run that are story text, in order."""
        return [i for k in run.members for i in range(self.units[k].first, self.units[k].last + 1)]


def rarity_of(bags: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Weight of each term: high when few bags have it, close to 0 when all do.

    Returns:
        Logarithm of the inverse share of bags, smoothed; 0.2 and more.
    """
    seen: Counter[str] = Counter()
    for bag in bags:
        for term in bag:
            seen[term] += 1
    total = len(bags) + 1
    return {term: math.log(total / (count + 0.5)) + 0.2 for term, count in seen.items()}
