"""What a night costs: facts of an invented archive, made of word numbers, without text.

    python -m benchmarks.stories.scale               # 5,000 articles a night, a window of 17 nights behind it
    python -m benchmarks.stories.scale 1000 --days 17

Words are spread as in a language (the n-th most frequent one in n), a quarter of the articles tell events of
2 to 100 tellings over up to five days. An event has eight words of its own and forty of the language's; a
telling has five of the former and twenty of the latter among its sixty.
"""

import argparse
import resource
import time
from collections import Counter
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.stories.scores import bcubed
from copydesk.stories.describe import describe_stories
from copydesk.stories.facts import FREQUENCY_DAYS, STORY_FACTS, WINDOW
from copydesk.stories.group import group_stories
from copydesk.stories.link import story_links

_WORDS: Final = 200_000
_TERMS: Final = 60
_LANGUAGES: Final = ("en", "en", "en", "en", "es", "de", "fr", "ar")
FIRST_DAY: Final = 20_000
"""Day of the first night, counted from 1970-01-01."""
_OWN, _NAMED, _TOPIC = 8, 5, 40
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"


def archive(per_day: int, days: int, seed: int = 1) -> tuple[pa.Table, list[int]]:
    """Facts in `STORY_FACTS`, and the event of each, -1 if it tells none."""
    rng = np.random.default_rng(seed)
    count = per_day * days
    event, day = _events(rng, count, days)
    language = np.where(event < 0, rng.integers(0, len(_LANGUAGES), count), event % len(_LANGUAGES))
    # What stands in a twentieth of the texts is a stop word, and not among the terms.
    ranks = np.arange(20, _WORDS + 20)
    cumulative = np.cumsum(1 / ranks)
    drawn = (
        np.searchsorted(cumulative, rng.random((count, _TERMS)) * cumulative[-1]) + _WORDS * language[:, None]
    )
    told = np.flatnonzero(event >= 0)
    own = 5_000_000 + _OWN * event[told, None] + np.argsort(rng.random((len(told), _OWN)))[:, :_NAMED]
    drawn[told, :_NAMED] = own
    topics = np.searchsorted(cumulative, rng.random((event.max() + 1, _TOPIC)) * cumulative[-1])
    picked = np.argsort(rng.random((len(told), _TOPIC)))[:, : _TOPIC // 2]
    topic = topics[event[told, None], picked] + _WORDS * language[told, None]
    drawn[told, _NAMED : _NAMED + _TOPIC // 2] = topic
    # Five letters are all that counts of a word, so each number is spelt in as many.
    terms = [list(dict.fromkeys(_spelt(number) for number in row)) for row in drawn.tolist()]
    ids = [f"{number:032x}" for number in rng.permutation(count)]
    table = pa.table(
        {
            "article_id": ids,
            "cluster_id": ids,
            "day": pa.array(day + FIRST_DAY, pa.int32()),
            "minute": pa.array(rng.integers(0, 1440, count), pa.int16()),
            "language_code": [_LANGUAGES[number] for number in language],
            "title": [" ".join(row[:8]) for row in terms],
            "outlet": [f"outlet {number}" for number in rng.integers(0, 300, count)],
            "title_terms": [row[:8] for row in terms],
            "terms": terms,
            "term_counts": pa.array([[1 + (at < 10) for at in range(len(row))] for row in terms]),
            "entity_ids": pa.array([[] for _ in terms], pa.list_(pa.string())),
        }
    )  # fmt: skip
    return table.cast(STORY_FACTS), event.tolist()


def _spelt(number: int) -> str:
    letters = ""
    for _ in range(5):
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at]
    return letters


def _events(
    rng: np.random.Generator, count: int, days: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    event = np.full(count, -1)
    day = rng.integers(0, days, count)
    at, number = 0, 0
    while at < count // 4:
        size = int(2 * 50 ** rng.random())
        event[at : at + size] = number
        day[at : at + size] = np.minimum(rng.integers(0, days) + rng.integers(0, 5, size), days - 1)[
            : len(day[at : at + size])
        ]
        at, number = at + size, number + 1
    return event, day


def main() -> None:
    """Print seconds and memory of one night, and of all nights at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=5_000, help="a night")
    parser.add_argument("--days", type=int, default=WINDOW + FREQUENCY_DAYS)
    asked = parser.parse_args()
    facts, event = archive(asked.articles, asked.days)
    last = FIRST_DAY + asked.days - 1
    print(f"{len(facts)} articles made, {memory():.2f} GB")
    started = time.process_time()
    night = facts.filter(pc.equal(facts["day"], last))["article_id"].to_pylist()
    links = story_links(facts, night)
    _say(f"links of the last night: {len(links)}", started)
    started = time.process_time()
    links = story_links(facts, facts["article_id"].to_pylist())
    _say(f"links of all nights: {len(links)}", started)
    started = time.process_time()
    places = group_stories(facts, links)
    _say("grouped", started)
    started = time.process_time()
    stories = describe_stories(facts, places, links)
    _say(f"described: {len(stories)}", started)
    story = dict(zip(places["article_id"].to_pylist(), places["story_id"].to_pylist(), strict=True))
    true = dict(zip(facts["article_id"].to_pylist(), map(str, event), strict=True))
    told = {article: name for article, name in true.items() if name != "-1"}
    print("events found:", *(f"{figure:.3f}" for figure in bcubed(story, told)))
    of_none = Counter(story[article] for article, name in true.items() if name == "-1")
    print(f"articles of no event in a story with others: {sum(c for c in of_none.values() if c > 1)}")


def _say(what: str, started: float) -> None:
    print(f"{what}, {time.process_time() - started:.1f} CPU s, {memory():.2f} GB")


def memory() -> float:
    """Most memory held so far, GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
