"""Language: right answers by half and kind on the labelled set, how far the confidence is right, and speed.

``python -m benchmarks.enrichment.language`` prints the figures; ``--worst`` also what is wrong or unanswered,
of the half `tuned` only; ``--speed`` milliseconds an article, with and without the accelerator; ``--lengths``
what langdetect and both together gain from reading more of a text.
"""

import argparse
import hashlib
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from copydesk.languages import Language, accelerated, detect_language, trigrams
from copydesk.params import LanguageParams

LABELLED = Path(__file__).parents[2] / "tests" / "gate" / "language"
Half = Literal["tuned", "held"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the codes that a careful reader accepts (null: cannot be told), and what it stands for."""

    text: str
    codes: frozenset[str | None]
    kind: str

    @property
    def half(self) -> Half:
        """By the first bit of a digest of the text: what is added moves nothing."""
        return "tuned" if hashlib.blake2b(self.text.encode(), digest_size=1).digest()[0] % 2 == 0 else "held"


@dataclass(slots=True)
class Figure:
    """Counts of one half and kind; shares of what was answered, and of what could be answered."""

    right: int = 0
    wrong: int = 0
    null_right: int = 0
    null_wrong: int = 0

    @property
    def of_answered(self) -> float:
        """Right among the answered."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def answered(self) -> float:
        """Answered among those that a reader can tell."""
        total = self.right + self.wrong + self.null_wrong
        return 1 - self.null_wrong / max(1, total)

    @property
    def all_right(self) -> float:
        """Right or rightly null among all."""
        total = self.right + self.wrong + self.null_right + self.null_wrong
        return (self.right + self.null_right) / max(1, total)


def labelled() -> Iterator[Labelled]:
    """Headlines and paragraphs of every language, then the traps."""
    for path in sorted(LABELLED.glob("*.txt")):
        heads, paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
        for kind, block in (("headline", heads), ("paragraph", paragraphs)):
            for line in block.split("\n"):
                yield Labelled(line, frozenset({path.stem}), kind)
    for line in (LABELLED / "traps.tsv").read_text(encoding="utf-8").splitlines():
        codes, kind, text = line.split("\t")
        yield Labelled(text, frozenset(None if c == "-" else c for c in codes.split("|")), f"trap.{kind}")


def measure(
    detect: Callable[[str], Language] = detect_language,
) -> dict[tuple[Half, str], Figure]:
    """Figures by half and kind; all traps together are the kind ``trap``."""
    figures: dict[tuple[Half, str], Figure] = defaultdict(Figure)
    for item in labelled():
        found = detect(item.text)
        for kind in {item.kind, item.kind.split(".")[0]}:
            figure = figures[item.half, kind]
            if found.code is None:
                figure.null_right += None in item.codes
                figure.null_wrong += None not in item.codes
            elif found.code in item.codes:
                figure.right += 1
            else:
                figure.wrong += 1
    return figures


def calibration() -> dict[Half, list[tuple[float, float, int]]]:
    """By half: confidence given, share right among those, how many."""
    seen: dict[Half, dict[float, list[bool]]] = {"tuned": defaultdict(list), "held": defaultdict(list)}
    for item in labelled():
        found = detect_language(item.text)
        if found.confidence is not None:
            seen[item.half][found.confidence].append(found.code in item.codes)
    return {
        half: [(c, sum(rights) / len(rights), len(rights)) for c, rights in sorted(by.items())]
        for half, by in seen.items()
    }


@dataclass(frozen=True, slots=True)
class Mixed:
    """An article: the languages with a paragraph of their own; ``any``: one of them is right."""

    text: str
    codes: tuple[str, ...]
    any: bool


def mixed_articles() -> tuple[Mixed, ...]:
    """Labelled articles in several languages, and such as only look so."""
    found = tomllib.loads((LABELLED / "mixed.toml").read_text(encoding="utf-8"))
    return tuple(Mixed(a["text"].strip(), tuple(a["codes"]), a.get("any", False)) for a in found["article"])


def is_right(article: Mixed) -> bool:
    """Whether exactly the labelled languages were found."""
    shares = [code for code, _ in detect_language(article.text).shares]
    if article.any:
        return len(shares) == 1 and shares[0] in article.codes
    return set(shares) == set(article.codes)


# -- speed ---------------------------------------------------------------------------------------------


def articles_of(codes: Iterable[str], characters: int = 2_500) -> list[str]:
    """An article of each language made of its labelled texts, a paragraph a line."""
    texts = []
    for code in codes:
        lines = [x.text for x in labelled() if x.codes == {code} and x.kind in {"headline", "paragraph"}]
        body = lines[12:] * 8
        texts.append("\n".join([lines[0], *body])[:characters])
    return texts


def milliseconds(texts: list[str], *, accelerator: bool, rounds: int = 3) -> float:
    """CPU milliseconds a text, the best of some rounds."""
    before, trigrams.accelerated = trigrams.accelerated, lambda: accelerator  # type: ignore[assignment]
    try:
        for text in texts[:3]:
            detect_language(text)
        best = float("inf")
        for _ in range(rounds):
            start = time.process_time()
            for text in texts:
                detect_language(text)
            best = min(best, time.process_time() - start)
    finally:
        trigrams.accelerated = before
    return best / len(texts) * 1_000


def _print_figures() -> None:
    figures = measure()
    for (half, kind), f in sorted(figures.items()):
        print(f"{half} {kind:22} right of answered {f.of_answered:.4f}  answered {f.answered:.4f}  "
              f"wrong {f.wrong}  null {f.null_wrong}  rightly null {f.null_right}")  # fmt: skip
    for half, rows in calibration().items():
        print(half, "; ".join(f"{c}: {share:.3f} of {n}" for c, share, n in rows))
    print(f"mixed: {sum(map(is_right, mixed_articles()))} of {len(mixed_articles())}")


def _print_worst() -> None:
    for item in labelled():
        found = detect_language(item.text)
        if item.half == "tuned" and found.code not in item.codes:
            print(sorted(map(str, item.codes)), item.kind, found.code, found.reason, item.text[:70])
    for article in mixed_articles():
        if not is_right(article):
            print("mixed", article.codes, detect_language(article.text).shares)


def _print_lengths() -> None:
    codes = sorted({next(iter(x.codes)) for x in labelled() if x.kind == "headline"}, key=str)
    texts = dict(zip(codes, articles_of(map(str, codes), 1_200), strict=True))
    for most in (100, 200, 300, 400, 600, 1_000):
        params = LanguageParams(max_chars=most, mixed=False)
        wrong = Counter(c for c, t in texts.items() if detect_language(t, params).code != c)
        alone = sum(next(iter(trigrams.trigram_odds(t[:most].lower(), 0)), "") == c for c, t in texts.items())
        print(most, "together wrong:", dict(wrong), "langdetect alone right:", alone, "of", len(texts))


def main() -> None:
    """Print the figures that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("worst", "speed", "lengths"):
        parser.add_argument(f"--{name}", action="store_true")
    asked = parser.parse_args()
    _print_figures()
    if asked.worst:
        _print_worst()
    if asked.lengths:
        _print_lengths()
    if asked.speed:
        texts = articles_of(["en", "de", "es", "pl", "id", "sv", "ru", "uk", "ar", "hi", "ja", "zh-cn"])
        print(f"langdetect {milliseconds(texts, accelerator=False):.2f} ms an article of 2,500 characters")
        if accelerated():
            print(f"accelerator {milliseconds(texts, accelerator=True):.2f} ms")
        english = articles_of(["en"] * 8)
        print(f"English alone {milliseconds(english, accelerator=True):.2f} ms")


if __name__ == "__main__":
    main()
