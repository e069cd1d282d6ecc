"""Stories of the labelled events beside two baselines: BCubed precision, recall and F1 over articles.

    python -m benchmarks.stories.scores            # halves, languages, baselines
    python -m benchmarks.stories.scores --errors   # what is wrongly together and wrongly apart
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Score(NamedTuple):
    """BCubed figures, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed(found: Mapping[str, str], true: Mapping[str, str]) -> Score:
    """Figures over the articles of ``true``; those that only ``found`` has do not count."""
    both = Counter((found[a], true[a]) for a in true)
    of_found, of_true = Counter(found[a] for a in true), Counter(true.values())
    precision = sum(both[found[a], true[a]] / of_found[found[a]] for a in true) / len(true)
    recall = sum(both[found[a], true[a]] / of_true[true[a]] for a in true) / len(true)
    return Score(precision, recall)
