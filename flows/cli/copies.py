"""A cluster and a word diff as lines of text: for ``duplicates``."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from copydesk.dedup.difference import Change, Run, cut_words
from copydesk.identity import word_count
from flows.cli.command import counted
from warehouse.copies import Copies

Row = dict[str, Any]

SHORT_ID: Final = 12
"""Digits of an id that are shown: enough to name it."""

_CONTEXT_CHARS: Final = 70
"""Equal text that is shown on each side of a change: about a line."""
_LEAST_LEFT_OUT: Final = 8
"""A shorter stretch, in words, is shown: saying that it was left out takes as much room."""
_MARKS: Final = {Change.EQUAL: ("", ""), Change.DELETED: ("[-", "-]"), Change.INSERTED: ("{+", "+}")}
_DAYS_AND_MORE: Final = frozenset({"day", "week", "month", "year"})
_LINKED: Final = {
    "contained": ("stands in", "holds"),
    "teaser": ("announces", "is announced by"),
    "revision": ("is a later version of", "is the version before"),
}
"""Relation to what the first article of a pair is to the other, and what the other is to the first."""


class Piece(NamedTuple):
    """Text on one line, and which of two texts it is of."""

    kind: Change
    text: str


def cluster_lines(found: Copies) -> Iterator[str]:
    """Head of a cluster: what it is, how many have it since when, and whose text it is."""
    cluster = found.cluster
    if not found.is_live:
        yield f"article {found.article_id} is not part of the archive of today: replaced or retracted"
    if cluster is None:
        yield "no other article has this text"
        return
    if not found.is_live:
        yield "its text is there, in the cluster below"
    yield f"cluster {cluster['cluster_id']}"
    (canonical,) = (row for row in found.articles if row["is_canonical"])
    yield f"  stands for it  {_titled(canonical)}"
    if len(found.articles) == 1:
        yield "  no other article has this text"
        return
    counts = (("article_count", "article"), ("text_count", "text"), ("outlet_count", "outlet"))
    yield f"  holds          {', '.join(counted(cluster[name], thing) for name, thing in counts)}"
    yield f"  seen           {_span(found.articles)}"
    if cluster["carried"] is not None:
        named = f": {cluster['origin']} (by {cluster['origin_source']})" if cluster["origin"] else ""
        yield f"  carried by     {cluster['carried']}{named}"


def article_rows(found: Copies) -> list[Row]:
    """A row for each article of the cluster, earliest first; a star marks the one that was asked for."""
    return [
        {
            "article": _short(row["article_id"]) + (" *" if row["article_id"] == found.article_id else ""),
            "when": _when(row),
            "publisher": row["outlet"],
            "relation": _relation(row),
            "similarity": row["similarity"],
            "words": row["word_count"],
            "title": row["title"],
            "uri": _place(row["uri"], row["ordinal"]),
        }
        for row in found.articles
    ]


def link_rows(links: Iterable[Row]) -> list[Row]:
    """A row for each pair with an article of another cluster."""
    return [
        {
            "article": _short(link["article_id"]),
            "relation": _linked(link),
            "other": _short(link["other_article_id"]),
            "when": _instant(link["other_seen_at"]),
            "publisher": link["other_outlet"],
            "similarity": link["similarity"],
            "words": link["other_word_count"],
            "title": link["other_title"],
            "uri": _place(link["other_uri"], link["other_ordinal"]),
        }
        for link in links
    ]


def _relation(row: Row) -> str:
    if row["is_canonical"]:
        said = ["canonical"]
    elif row["holds_canonical"]:
        said = [f"{row['relation']} (it holds the canonical)"]
    else:
        said = [row["relation"]]
    flags = (("is_revision", "revision"), ("is_syndicated", "syndicated"))
    return ", ".join(said + [name for column, name in flags if row[column]])


def _linked(link: Row) -> str:
    first, other = _LINKED.get(link["relation"], (f"is {link['relation']} to",) * 2)
    return first if link["is_first"] else other


def _titled(row: Row) -> str:
    outlet = row["outlet"] or "outlet unknown"
    return f"{row['title'] or 'without title'} ({outlet}, {_short(row['article_id'])})"


def _short(article_id: str) -> str:
    return article_id[:SHORT_ID]


def _place(uri: str, ordinal: int) -> str:
    return f"{uri}#{ordinal}"


def _when(row: Row) -> str:
    if row["published_at"] is None:
        return f"{_instant(row['captured_at'])} captured" if row["captured_at"] else ""
    return _instant(row["published_at"], is_day=row["published_precision"] in _DAYS_AND_MORE)


def _instant(at: datetime | None, *, is_day: bool = False) -> str:
    if at is None:
        return ""
    return f"{at:%Y-%m-%d}" if is_day else f"{at:%Y-%m-%d %H:%M}Z"


def _span(articles: Sequence[Row]) -> str:
    times = sorted((row["seen_at"], _when(row)) for row in articles if row["seen_at"] is not None)
    if not times:
        return "at unknown times"
    first, last = times[0][1], times[-1][1]
    said = first if times[0][0] == times[-1][0] else f"{first} to {last}"
    unknown = len(articles) - len(times)
    return said + (f", {unknown} at unknown times" if unknown else "")


# -- word diff -----------------------------------------------------------------------------------------


def diff_lines(runs: Sequence[Run]) -> list[list[Piece]]:
    """The changes in their context, a paragraph a line; equal text far from any change is left out.

    Where white space alone differs, the new one is shown, without a mark.
    """
    lines: list[list[Piece]] = [[]]
    for place, run in enumerate(runs):
        kind, text = run
        if kind == Change.EQUAL:
            text = _shortened(text, is_first=place == 0, is_last=place == len(runs) - 1)
        elif not text.strip():
            follows = runs[place + 1].kind if place + 1 < len(runs) else Change.EQUAL
            kind, text = Change.EQUAL, "" if kind == Change.DELETED and follows == Change.INSERTED else text
        for at, part in enumerate(text.split("\n")):
            if at and lines[-1]:
                lines.append([])
            if part:
                lines[-1].append(Piece(kind, part))
    return [line for line in lines if any(piece.text.strip() for piece in line)]


def marked(piece: Piece) -> str:
    """The text between the marks of its kind, white space at its ends outside of them."""
    before, after = _MARKS[piece.kind]
    inside = piece.text.strip() or piece.text
    start = piece.text.index(inside)
    return f"{piece.text[:start]}{before}{inside}{after}{piece.text[start + len(inside) :]}"


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    pieces = list(cut_words(text))
    head = 0 if is_first else _within(pieces)
    tail = 0 if is_last else _within(pieces[::-1])
    middle = "".join(pieces[head : len(pieces) - tail])
    if head + tail >= len(pieces) or word_count(middle) < _LEAST_LEFT_OUT:
        return text
    said = f"[… {counted(word_count(middle), 'word')} …]"
    gap = "\n" if "\n" in middle else " "
    parts = ("".join(pieces[:head]).rstrip(), said, "".join(pieces[len(pieces) - tail :]))
    return gap.join(part for part in parts if part)


def _within(pieces: Sequence[str]) -> int:
    """How many of ``pieces`` make up the context."""
    room = _CONTEXT_CHARS
    for place, piece in enumerate(pieces):
        room -= len(piece)
        if room < 0:
            return place
    return len(pieces)
