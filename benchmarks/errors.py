"""What the splitter still gets wrong on the shared pages, by phenomenon, and the ceiling it could reach.

python -m benchmarks.errors            # ceiling, and what is lost where, for both halves of the sites
python -m benchmarks.errors --list 10  # and the pages that weigh most in each class
"""

import argparse
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks import shared
from benchmarks.alignment import gold_lines
from copydesk.roles import BODY_ROLES
from copydesk.split import split

CLASSES = {
    "not in the text": "the gold body is not in the dump: nothing can find it",
    "missed whole": "an article of which no line was taken",
    "missed before": "lines of the body before the first that was taken: a summary, first text nodes",
    "missed inside": "lines of the body skipped on the way: lists, tables, quotes, text nodes",
    "missed after": "lines of the body after the last that was taken: lists, credits that the gold counts in",
    "surplus before": "lines before the body: a summary that the gold leaves out, captions, notices",
    "surplus inside": "lines amid the body: captions, boxes, teasers, widgets",
    "surplus after": "lines after the body: related stories, notes on the author, pitches, comments",
    "surplus elsewhere": "lines of another page of the file",
}
# Below this share of the gold the text is not in the dump.
_THERE = 0.8


class Page(NamedTuple):
    """A gold body with the lines of the file that it was printed in, ``first`` to ``stop``."""

    name: str
    page: str
    lines: Sequence[str]
    first: int
    stop: int
    body: str


def composite_pages() -> Iterator[Page]:
    """Every gold article of the composite files."""
    for name, articles in shared.composites().items():
        lines = shared.composite_text(name).split("\n")
        for a in articles:
            yield Page(name, a["page"], lines, a["line_start"], a["line_end"], a["body"])


def taken_lines(lines: Sequence[str]) -> list[set[int]]:
    """Lines of each article's body as the splitter cuts it."""
    text = "\n".join(lines)
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    taken: dict[int, set[int]] = defaultdict(set)
    for block in split(text).blocks:
        if block.article is not None and block.role in BODY_ROLES:
            taken[block.article].add(bisect_right(starts, block.start_char) - 1)
    return list(taken.values())


def classify(page: Page, taken: Sequence[set[int]]) -> tuple[float, Counter[str]]:
    """Ceiling of a page (F1 of its gold lines), and the tokens lost in each class, as shares of its body."""
    metrics = shared.scorer("metrics")
    own = gold_lines(page.lines[page.first : page.stop], page.body)
    gold = {page.first + i for i, is_gold in enumerate(own) if is_gold}
    text = "\n".join(page.lines[i] for i in sorted(gold))
    ceiling = metrics.text_f1(page.body, text, cjk=True)
    if ceiling < _THERE:
        return ceiling, Counter({"not in the text": 1.0})

    def size(i: int) -> int:
        return len(metrics.tokens(page.lines[i], cjk=True))

    total = sum(map(size, gold))
    best = max(taken, key=lambda t: sum(map(size, t & gold)) - sum(map(size, t - gold)), default=set())
    hit = sorted(best & gold)
    if not hit:
        return ceiling, Counter({"missed whole": 1.0})
    lost: Counter[str] = Counter()
    for i in gold - best:
        lost["missed before" if i < hit[0] else "missed after" if i > hit[-1] else "missed inside"] += size(i)
    for i in best - gold:
        place = "before" if i < min(gold) else "after" if i > max(gold) else "inside"
        lost["surplus " + (place if page.first <= i < page.stop else "elsewhere")] += size(i)
    return ceiling, Counter({k: min(1.0, n / total) for k, n in lost.items()})


def report(show: int) -> Iterator[str]:
    """Lines of the report."""
    sums: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    counts: Counter[bool] = Counter()
    ceilings: dict[bool, float] = {True: 0.0, False: 0.0}
    worst: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    cache: dict[str, list[set[int]]] = {}
    for page in composite_pages():
        if page.name not in cache:
            cache = {page.name: taken_lines(page.lines)}
        ceiling, lost = classify(page, cache[page.name])
        aside = shared.is_held_aside(page.page)
        counts[aside] += 1
        ceilings[aside] += ceiling
        sums[aside].update(lost)
        for kind, share in lost.items():
            worst[kind].append((share, page.page, page.name))
    yield f"{'':<20}{'tuned':>10}{'held aside':>12}"
    yield f"{'articles':<20}{counts[False]:>10}{counts[True]:>12}"
    means = [ceilings[aside] / counts[aside] for aside in (False, True)]
    yield f"{'ceiling, body F1':<20}{means[0]:>10.4f}{means[1]:>12.4f}"
    for kind, meaning in CLASSES.items():
        shares = [sums[aside][kind] / counts[aside] for aside in (False, True)]
        yield f"{kind:<20}{shares[0]:>10.4f}{shares[1]:>12.4f}  {meaning}"
        for share, name, file in sorted(worst[kind], reverse=True)[:show]:
            yield f"    {share:.2f} {file} {name[:60]}"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", type=int, default=0, help="so many pages of each class")
    args: Any = parser.parse_args()
    if not shared.available():
        parser.exit(2, f"the shared evaluation material is not at {shared.ROOT.name}; set COPYDESK_SHARED\n")
    print("\n".join(report(args.list)))


if __name__ == "__main__":
    main()
