"""Labelled events: invented reports in tests/gate/stories, several of each event, each in words of its own.

An event is what a careful reader would call one: a fire and the arrest that follows it are, the market
reports of two days and the matches of two weekends are not. Events that are easily taken for each other are
a family, and whole families are ``tuned`` or ``held``, by a bit of a digest of the family's name.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parents[2] / "tests" / "gate" / "stories"
HALVES: Final = ("tuned", "held")
FIRST_DAY: Final = 20_000
"""Day 0 of the events, counted from 1970-01-01."""


class Telling(NamedTuple):
    """One report, and which event it tells."""

    article_id: str
    event: str
    half: str
    day: int
    language_code: str
    outlet: str
    title: str
    body: str


def tellings() -> list[Telling]:
    """All labelled reports, by file, event and place in it."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for event in tomllib.loads(path.read_text(encoding="utf-8"))["event"]:
            half = HALVES[hashlib.blake2b(event["family"].encode(), digest_size=1).digest()[0] % 2]
            for at, given in enumerate(event["tellings"]):
                found.append(
                    Telling(
                        article_id=hashlib.blake2b(
                            f"{event['id']}/{at}".encode(), digest_size=16
                        ).hexdigest(),
                        event=event["id"],
                        half=half,
                        day=FIRST_DAY + given["day"],
                        language_code=given["language"],
                        **{name: given[name] for name in ("outlet", "title", "body")},
                    )
                )
    return found
