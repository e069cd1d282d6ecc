"""How much two texts have in common, and which predicted article is which expected one.

Texts are compared by runs of four words. In scripts written without spaces a character with its marks
counts as a word, so that no word list and no segmenter is needed to keep score.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

GRAM = 4
_MARK = (
    r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957"
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)
_WORD = re.compile(
    rf"[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff][{_MARK}]*|(?:[^\W_]|[{_MARK}])+"
)
_SPACED = re.compile(
    rf"(?:(?![\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])(?:[^\W_]|[{_MARK}]))+"
)
# Directional marks are layout, not text.
_DIRECTION = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def fold(text: str | None) -> str:
    """``text`` in one form: compatibility characters, case, spaces and directional marks evened out."""
    folded = unicodedata.normalize("NFKC", (text or "").translate(_DIRECTION)).casefold()
    return " ".join(folded.split())


def words(text: str) -> list[str]:
    """Words of ``text`` in order; characters with their marks where a script has no spaces."""
    found: list[str] = []
    folded, position = fold(text), 0
    while match := _WORD.search(folded, position):
        # a run of a spaced script ends where one without spaces begins
        run = _SPACED.match(folded, match.start()) or match
        found.append(run.group())
        position = run.end()
    return found


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words of ``text``, counted; a shorter text is one run."""
    own = words(text)
    if len(own) < GRAM:
        return Counter([tuple(own)]) if own else Counter()
    return Counter(zip(*(own[k:] for k in range(GRAM)), strict=False))


def f1(left: Counter[tuple[str, ...]], right: Counter[tuple[str, ...]]) -> float:
    """Harmonic mean of the shares that two texts have in common, 0 to 1; two empty texts are the same."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


def pair_up(expected: Sequence[str], predicted: Sequence[str]) -> dict[int, tuple[int, float]]:
    """For each expected text that overlaps a predicted one: which, and their F1.

    Each is taken once, the largest overlap first; ties go to the earlier text.
    """
    left, right = [grams(t) for t in expected], [grams(t) for t in predicted]
    scores = sorted((-f1(a, b), i, k) for i, a in enumerate(left) for k, b in enumerate(right))
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, k in scores:
        if score < 0 and i not in pairs and k not in taken:
            pairs[i] = (k, -score)
            taken.add(k)
    return pairs
