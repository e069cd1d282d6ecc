"""Scores of the splitter on invented pages in many languages and scripts, with the worst shown.

    python -m benchmarks.scripts                    # a row for each script and language
    python -m benchmarks.scripts --without-labels   # the same with no words of page furniture
    python -m benchmarks.scripts --without-times    # and with no words of time either
    python -m benchmarks.scripts --worst 5          # gold against prediction
    python -m benchmarks.scripts --file ja_page.txt # one page line by line

The pages and their answers are in `tests/gate/pages`; nothing else is needed.
"""

import argparse
import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.ablation import LABEL_SECTIONS, leave_out
from benchmarks.overlap import fold, pair_up
from copydesk.records import Article
from copydesk.split import split

PAGES = Path(__file__).parents[1] / "tests" / "gate" / "pages"
SCRIPTS = {
    "arabic": ("ar", "fa"),
    "cyrillic": ("ru", "uk"),
    "devanagari": ("hi",),
    "greek": ("el",),
    "han": ("zh-Hans", "zh-Hant"),
    "hangul": ("ko",),
    "hebrew": ("he",),
    "japanese": ("ja",),
    "latin": ("id", "tr", "vi"),
    "mixed": ("mul",),
    "thai": ("th",),
}
"""The languages of each script that is measured on its own."""
FIELDS = ("title", "published_raw", "byline", "publisher")
FIGURES = ("f1", "mean_body_f1", "title", "published_raw")
"""What the gate holds of each script."""
# An article is found when its body's F1 is at least this, as for the shared pages.
_FOUND = 0.8


@dataclass(slots=True)
class Score:
    """Counts over some pages."""

    files: int = 0
    expected: int = 0
    predicted: int = 0
    found: int = 0
    bodies: list[float] = field(default_factory=list)
    right: dict[str, list[bool]] = field(default_factory=lambda: {name: [] for name in FIELDS})

    def add(self, other: "Score") -> None:
        """Add the counts of other pages."""
        self.files += other.files
        self.expected += other.expected
        self.predicted += other.predicted
        self.found += other.found
        self.bodies += other.bodies
        for name in FIELDS:
            self.right[name] += other.right[name]

    def figures(self) -> dict[str, float]:
        """Shares from 0 to 1; one of nothing is 0.

        Titles and the other fields count where the page prints them, and a lost article loses them.
        """
        total = self.expected + self.predicted
        return {
            "files": self.files,
            "articles": self.expected,
            "precision": self.found / self.predicted if self.predicted else 0.0,
            "recall": self.found / self.expected if self.expected else 0.0,
            "f1": 2 * self.found / total if total else 0.0,
            "mean_body_f1": _mean(self.bodies),
            **{name: _mean(self.right[name]) for name in FIELDS},
        }


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its answer: the articles of ``gold`` name lines of ``text``, counted from one."""

    name: str
    language: str
    text: str
    gold: list[dict[str, Any]]

    def body(self, article: dict[str, Any]) -> str:
        """Text of the article's body lines."""
        lines = self.text.split("\n")
        return "\n".join(
            lines[n - 1] for first, last in article["body_lines"] for n in range(first, last + 1)
        )


def read_pages() -> list[Page]:
    """All pages, by name."""
    rows = json.loads((PAGES / "gold.json").read_text(encoding="utf-8"))
    return [
        Page(r["file"], r["language"], (PAGES / r["file"]).read_text(encoding="utf-8"), r["articles"])
        for r in rows
    ]


def score_page(page: Page, articles: Sequence[Article]) -> tuple[Score, list[tuple[float, int, int | None]]]:
    """Counts of one page, and for each expected article its body F1, number and that of its prediction."""
    pairs = pair_up([page.body(a) for a in page.gold], [a.body for a in articles])
    score = Score(files=1, expected=len(page.gold), predicted=len(articles))
    rows: list[tuple[float, int, int | None]] = []
    for i, want in enumerate(page.gold):
        which, body = pairs.get(i, (None, 0.0))
        got = articles[which] if which is not None else None
        score.found += body >= _FOUND
        score.bodies.append(body)
        for name in FIELDS:
            if want[name] is not None:
                score.right[name].append(_bare(getattr(got, name, None)) == _bare(want[name]))
        rows.append((body, i, which))
    return score, rows


def _bare(value: str | None) -> str:
    """A field's value as it is compared: a mark that closes it or not is the same."""
    return fold(value).rstrip(".)] ")


def score_pages(pages: Iterable[Page]) -> tuple[dict[str, Score], list[tuple[float, str, int, int | None]]]:
    """Counts by language, and every expected article, worst first."""
    scores: dict[str, Score] = {}
    worst: list[tuple[float, str, int, int | None]] = []
    for page in pages:
        score, rows = score_page(page, split(page.text).articles)
        scores.setdefault(page.language, Score()).add(score)
        worst += [(body, page.name, i, which) for body, i, which in rows]
    return scores, sorted(worst, key=lambda w: w[:3])


def by_script(scores: dict[str, Score]) -> dict[str, Score]:
    """Counts by script, and over all of them as ``all``."""
    found = {}
    for script, languages in SCRIPTS.items():
        found[script] = Score()
        for language in languages:
            found[script].add(scores.get(language, Score()))
    whole = Score()
    for score in found.values():
        whole.add(score)
    return {**found, "all": whole}


def show(page: Page, i: int, which: int | None) -> None:
    """Print what an expected article and its prediction do not have in common."""
    want, articles = page.gold[i], split(page.text).articles
    got = articles[which] if which is not None else None
    print(f"\n=== {page.name} #{i + 1} of {len(page.gold)}, {len(articles)} predicted")
    for name in FIELDS:
        value = getattr(got, name, None)
        if fold(value) != fold(want[name]):
            print(f"    {name}: {want[name]!r}, predicted {value!r}")
    expected, predicted = page.body(want).split("\n"), (got.body if got else "").split("\n")
    for mark, these, others in (("- missed", expected, predicted), ("+ surplus", predicted, expected)):
        other = fold("".join(others)).replace(" ", "")
        for line in these:
            if fold(line).replace(" ", "") not in other:
                print(f"    {mark}: {line[:140]}")


def show_file(page: Page) -> None:
    """Print a page line by line, with each line's article, role and rule."""
    for block in split(page.text).blocks:
        article = "" if block.article is None else block.article
        shown = " ".join(page.text[block.start_char : block.end_char].split())
        print(f"{article!s:>3} {block.role:12} {block.confidence:.2f} {block.rule:24} {shown[:100]}")


def _as_text(scores: dict[str, Score]) -> str:
    rows = [f"{'':18}files  art.  prec.  recall     F1   body  title   time byline publ."]
    for script, score in by_script(scores).items():
        languages = SCRIPTS.get(script, ())
        rows.append(_row(script, score))
        if len(languages) > 1:
            rows += [_row(f"  {code}", scores[code]) for code in languages if code in scores]
    return "\n".join(rows)


def _row(name: str, score: Score) -> str:
    figures = score.figures()
    counts = f"{figures['files']:>5} {figures['articles']:>5}"
    shares = ("precision", "recall", "f1", "mean_body_f1", *FIELDS)
    # a share of nothing is no share
    shown = ["     -" if s in FIELDS and not score.right[s] else f"{figures[s]:>6.3f}" for s in shares]
    return f"{name:<18}{counts} {' '.join(shown)}"


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without-labels", action="store_true", help="leave out all words but those of time")
    parser.add_argument("--without-times", action="store_true", help="leave out the words of time")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show N articles, worst first")
    parser.add_argument("--file", metavar="NAME", help="show one page line by line")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    leave_out(LABEL_SECTIONS * args.without_labels + ("time",) * args.without_times)
    pages = {page.name: page for page in read_pages()}
    if args.file:
        if args.file not in pages:
            parser.exit(2, f"there is no page {args.file!r}; the names are in {PAGES.name}/gold.json\n")
        show_file(pages[args.file])
        return
    scores, worst = score_pages(pages.values())
    if args.json:
        print(json.dumps({k: v.figures() for k, v in by_script(scores).items()}, indent=1))
    else:
        print(_as_text(scores))
    for _body, name, i, which in worst[: args.worst]:
        show(pages[name], i, which)


if __name__ == "__main__":
    main()
