"""Scores and speed of the text splitter on the shared pages, with the worst cases shown.

    python -m benchmarks.splitting                 # all figures
    python -m benchmarks.splitting --worst 20      # and gold against prediction for the worst articles
    python -m benchmarks.splitting --file 0008.txt # one composite, line by line
    python -m benchmarks.splitting --without-labels # with no words of page furniture

The composites are reported whole and for two halves of the sites, so that rules tuned on one
half show on the other: a site is on the side that the hash of its name says.
"""

import argparse
import json
import statistics
import time
from collections.abc import Iterable
from typing import Any

from benchmarks import shared
from benchmarks.ablation import LABEL_SECTIONS, leave_out
from copydesk.split import split

STYLES = ("inscriptis", "markdown", "textnodes")


def predict(name: str) -> list[dict[str, Any]]:
    """Articles of one composite in the scorer's form."""
    articles = split(shared.composite_text(name)).articles
    return [{"file": name, "ordinal": a.ordinal, "title": a.title, "body": a.body} for a in articles]


def score_composites(
    names: Iterable[str] | None = None,
) -> tuple[dict[str, float], list[tuple[float, str, int]]]:
    """The scorer's figures over composite files, and each gold article's body F1, worst first."""
    gold = shared.composites()
    chosen = {name: gold[name] for name in names} if names is not None else gold
    figures, worst = shared.scorer("score_articles").score(chosen, {name: predict(name) for name in chosen})
    return figures, worst


def score_halves() -> dict[str, dict[str, float]]:
    """Recall, mean body F1 and titles for the tuned and the held-aside half of the pages."""
    metrics = shared.scorer("metrics")
    sums: dict[str, list[tuple[float, float | None]]] = {"tuned": [], "held aside": []}
    for name, gold in shared.composites().items():
        predicted = predict(name)
        bags = [metrics.shingles(p["body"], cjk=True) for p in predicted]
        for article in gold:
            own = metrics.shingles(article["body"], cjk=True)
            scores = [metrics.f1(*metrics.counts(own, bag)) for bag in bags] or [0.0]
            best = max(range(len(scores)), key=scores.__getitem__)
            title = None
            if article["title"] and scores[best] >= 0.8:
                title = float(metrics.fold(predicted[best]["title"]) == metrics.fold(article["title"]))
            sums["held aside" if shared.is_held_aside(article["page"]) else "tuned"].append(
                (scores[best], title)
            )
    return {half: _half_figures(rows) for half, rows in sums.items()}


def _half_figures(rows: list[tuple[float, float | None]]) -> dict[str, float]:
    titles = [t for _, t in rows if t is not None]
    return {
        "articles": len(rows),
        "recall": statistics.fmean(f >= 0.8 for f, _ in rows),
        "mean_body_f1": statistics.fmean(f for f, _ in rows),
        "title_normalised": statistics.fmean(titles) if titles else 0.0,
    }


def score_dumps(style: str) -> tuple[float, list[tuple[float, str]]]:
    """Word 4-gram F1 of the best-matching article of each page dump, and the pages, worst first."""
    metrics = shared.scorer("metrics")
    rows, pages = [], []
    for page, body in sorted(shared.dump_bodies().items()):
        text = shared.dump_text(style, page)
        if text is None:
            continue
        candidates = [a.body for a in split(text).articles] or [""]
        # The page holds one story: of several articles the longest is taken, without a look at the gold.
        longest = max(candidates, key=len)
        row, _exact = metrics.score_body({"body": body}, longest)
        rows.append(row)
        pages.append((metrics.f1(*row), page))
    return metrics.aggregate(rows, [0.0] * len(rows), n_bootstrap=10)["f1"], sorted(pages)


def throughput(file_bytes: int = 15_000, rounds: int = 4) -> tuple[float, float]:
    """Files of ``file_bytes`` a CPU second on one core: in the first round, and in the best of the others.

    What short lines say is remembered. In the first round hardly a line has been seen, later all have:
    a run over many files of a few outlets lies between.
    """
    texts = []
    for name in shared.composites():
        text = shared.composite_text(name)
        texts += [text[i : i + file_bytes] for i in range(0, len(text) - file_bytes, file_bytes)]
    split(texts[0])
    rates = []
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            split(text)
        rates.append(len(texts) / (time.process_time() - start))
    return rates[0], max(rates[1:])


def score_seeds() -> tuple[int, int, list[str]]:
    """Exact articles of the user's files (title, body, publisher, raw time), of how many, what differs."""
    metrics = shared.scorer("metrics")
    exact = total = 0
    notes = []
    for name, text, gold in shared.seeds():
        lines = text.split("\n")
        articles = split(text).articles
        if len(articles) != len(gold["articles"]):
            notes.append(f"{name}: {len(articles)} articles, {len(gold['articles'])} expected")
        for want, got in zip(gold["articles"], articles, strict=False):
            wrong = differences(want, got, lines, metrics)
            exact += not wrong
            notes += [f"{name} #{want['ordinal']}: {what}" for what in wrong]
        total += len(gold["articles"])
    return exact, total, notes


def differences(want: dict[str, Any], got: Any, lines: list[str], metrics: Any) -> list[str]:
    """What of title, body, publisher and raw time is not as the gold file has it."""
    body = " ".join(lines[k - 1] for first, last in want["body_lines"] for k in range(first, last + 1))
    for junk in want["junk_inline"]:
        body = body.replace(junk, " ")
    wrong = []
    if metrics.fold(got.title) != metrics.fold(want["title"]):
        wrong.append(f"title {got.title!r}")
    if metrics.tokens(got.body) != metrics.tokens(body):
        wrong.append(f"body F1 {metrics.text_f1(body, got.body):.3f}")
    fields = ("publisher", "published_raw")
    return wrong + [f"{f} {getattr(got, f)!r}" for f in fields if getattr(got, f) != want[f]]


def show_article(name: str, ordinal: int) -> None:
    """Gold body against the best prediction, as lines that only one of them has."""
    metrics = shared.scorer("metrics")
    gold = next(a for a in shared.composites()[name] if a["ordinal"] == ordinal)
    best = max(predict(name), key=lambda p: metrics.text_f1(gold["body"], p["body"], cjk=True), default=None)
    print(f"\n=== {name} #{ordinal} ({gold['style']}), gold title: {gold['title']}")
    if best is None:
        print("nothing predicted")
        return
    print(f"    predicted title: {best['title']}")
    for mark, this, other in (
        ("- missed", gold["body"], best["body"]),
        ("+ surplus", best["body"], gold["body"]),
    ):
        have = set(metrics.shingles(other, cjk=True))
        for line in this.split("\n"):
            own = metrics.shingles(line, cjk=True)
            if own and sum(g in have for g in own) < 0.5 * len(own):
                print(f"    {mark}: {line[:140]}")


def show_file(name: str) -> None:
    """A composite line by line, with each line's role and article."""
    text = shared.composite_text(name)
    for block in split(text).blocks:
        article = block.article if block.article is not None else ""
        shown = " ".join(text[block.start_char : block.end_char].split())
        print(f"{article!s:>3} {block.role:12} {block.confidence:.2f} {block.rule:24} {shown[:110]}")


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--worst", type=int, default=0, help="show gold against prediction for so many articles"
    )
    parser.add_argument("--file", help="show one composite file line by line")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--without-labels", action="store_true", help="leave out all words but those of time")
    args = parser.parse_args()
    leave_out(LABEL_SECTIONS * args.without_labels)
    if not shared.available():
        parser.exit(2, f"the shared evaluation material is not at {shared.ROOT.name}; set COPYDESK_SHARED\n")
    if args.file:
        show_file(args.file)
        return
    exact, total, notes = score_seeds()
    figures, worst = score_composites()
    report: dict[str, Any] = {"seeds": {"exact": exact, "of": total, "notes": notes}, "composites": figures}
    report["halves"] = score_halves()
    report["dumps"] = {style: score_dumps(style)[0] for style in STYLES}
    report["files_per_second"] = throughput()
    print(json.dumps(report, indent=1, ensure_ascii=False) if args.json else _as_text(report))
    for _score, name, ordinal in worst[: args.worst]:
        show_article(name, ordinal)


def _as_text(report: dict[str, Any]) -> str:
    rows = [f"seeds exact            {report['seeds']['exact']} of {report['seeds']['of']}"]
    rows += [f"  {note}" for note in report["seeds"]["notes"]]
    rows += [
        f"composites {k:<18}  {v if isinstance(v, int) else format(v, '.4f')}"
        for k, v in report["composites"].items()
        if v is not None
    ]
    for half, figures in report["halves"].items():
        rows.append(
            f"{half:<12} "
            + "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items())
        )
    rows += [f"dumps {style:<12} F1 {value:.4f}" for style, value in report["dumps"].items()]
    first, best = report["files_per_second"]
    rows.append(
        f"throughput             {first:.0f} files of 15 KB a CPU second, {best:.0f} when lines are known"
    )
    return "\n".join(rows)


if __name__ == "__main__":
    main()
