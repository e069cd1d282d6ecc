"""What it costs to say when an article was published.

    python -m benchmarks.enrichment.dates
    python -m benchmarks.enrichment.dates --articles 50000

A row for each sort of evidence: microseconds an article, of CPU time of one process, the best of five rounds.
The words are loaded before the clock starts; what that takes is printed first.
"""

import argparse
import time
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.enrichment.date_labels import labels
from copydesk.dates import TimeEvidence, resolve_times

_CAPTURED = datetime(2026, 3, 14, 4, 0, 30, tzinfo=UTC)
_OPENING = (
    "The harbour council said on Thursday that the old ferry would stay in service until the new quay is "
    "finished, two years later than it had promised when the work began. Members voted by nine to four "
    "after a meeting that went on past midnight, and the chair, who had asked for another delay, left before "
    "the count. Repairs to the hull are to start on Monday, and the boat will be away for about three weeks."
)
TYPICAL = TimeEvidence(
    published_raw="Published: March 12, 2026 10:30 AM EST",
    time_texts=("Published: March 12, 2026 10:30 AM EST",),
    opening=_OPENING,
    captured_at=_CAPTURED,
    language_code="en",
)
"""An article as most are: one line of time, a body."""
SORTS = {
    "typical article": [TYPICAL],
    "relative": [replace(TYPICAL, published_raw="The Star17 hours ago", time_texts=())],
    "published and updated": [
        replace(
            TYPICAL, published_raw="12 March 2026", time_texts=("12 March 2026", "Updated: 13 March 2026")
        )
    ],
    "no time, a dateline": [
        replace(TYPICAL, published_raw=None, time_texts=(), opening=f"SEOUL, Nov 25 (Reuters) - {_OPENING}")
    ],
    "Japanese": [
        replace(TYPICAL, published_raw="2026年3月12日（木）10時20分", time_texts=(), language_code="ja")
    ],
    "every label": [replace(label.evidence, opening=_OPENING) for label in labels()],
}
_ROUNDS = 5


def microseconds(some: list[TimeEvidence], articles: int) -> float:
    """CPU time of one article, the best of some rounds."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        for i in range(articles):
            resolve_times(some[i % len(some)])
        times.append((time.process_time() - start) / articles)
    return min(times) * 1e6


def main() -> None:
    """Prints a row for each sort."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=5_000, help="articles a round (5000)")
    options = parser.parse_args()
    start = time.process_time()
    resolve_times(TYPICAL)
    print(f"first call: {(time.process_time() - start) * 1e3:.0f} ms")
    for name, some in SORTS.items():
        print(f"{name:24} {microseconds(some, options.articles):6.1f} µs")


if __name__ == "__main__":
    main()
