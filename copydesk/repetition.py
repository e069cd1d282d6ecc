"""Repetition across files: which lines of a source are the page's, because other stories print them too.

The unit is the story and not the file: an article that was scraped on several nights, revised, or carried
by several files of a source repeats all its lines, and they are its own. So stories that are the same one
are found first, and one of them stands for all; a line is the page's when enough of those that are left
have it in their text. What menus of other pages announce of a story is safe: a title is no story text, and
a paragraph that opens its own story is not judged by where it stands below other ones.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import ceil
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.arrow import conform
from copydesk.hints import key_fingerprint
from copydesk.params import RepeatParams
from copydesk.records import Split
from copydesk.roles import Role
from copydesk.schemas import LINES

STORY_LINES: Final = pa.schema(
    [
        LINES.field("source"),
        pa.field("story", pa.int64(), nullable=False),
        LINES.field("fingerprint"),
        LINES.field("is_opening"),
        LINES.field("word_count"),
    ]
)
"""What `repeated_lines` reads: ``story`` numbers the stories of all documents, in any fixed order."""

REPEATED: Final = pa.schema([LINES.field(name) for name in ("source", "fingerprint", "is_opening")])
"""Lines that are the page's, by source, where they open a story and where they do not."""

_LINE: Final = ["source", "fingerprint"]
_DEFAULTS: Final = RepeatParams()


class StoryLine(NamedTuple):
    """One line of a story's text; ``story`` is its article's ordinal, offsets are in code points."""

    story: int
    fingerprint: int
    is_opening: bool
    word_count: int
    start_char: int
    end_char: int


def source_of(source: str | None, url: str | None) -> str | None:
    """Whose pages a document is compared with: its manifest's source, else its address's host, else nobody's.

    >>> source_of(None, "https://www.Harbour-News.example:8080/a")
    'harbour-news.example'
    """
    if source:
        return source
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def story_lines(split: Split, params: RepeatParams = _DEFAULTS) -> Iterator[StoryLine]:
    """Lines of `params.min_words` or more that hold text of a story, each once a story, in order.

    Args:
        split: of a document cut up by itself, without hints.
        params: how long a line has to be.
    """
    from copydesk.split.lines import read_lines  # noqa: PLC0415 - only who splits loads the splitter

    bodies = [b for b in split.blocks if b.role is Role.BODY and b.article is not None]
    seen: dict[int, set[int]] = defaultdict(set)
    at = 0
    for line in read_lines(split.text):
        while at < len(bodies) and bodies[at].end_char <= line.start:
            at += 1
        if at == len(bodies):
            return
        story = bodies[at].article
        if bodies[at].start_char >= line.end or line.words < params.min_words or not line.key:
            continue
        fingerprint = key_fingerprint(line.key)
        if story is not None and fingerprint not in seen[story]:
            yield StoryLine(story, fingerprint, not seen[story], line.words, line.start, line.end)
            seen[story].add(fingerprint)


def repeated_lines(lines: pa.Table, params: RepeatParams = _DEFAULTS) -> pa.Table:
    """Lines that are text of too many different stories of one source to be any one's.

    The *core* of a story is its rarest lines, up to the first that completes `params.core_share` of its
    words. Two stories that share a core line are one story told again: of all that share one, only the
    first by number may stand for it, so no two that stand share any. A line counts once for each that
    stands and has it, as its opening and within it apart; it is the page's when it counts
    `params.min_stories` times, and in `params.min_share` of all that stand. When in doubt there are too
    few to count, and nothing is.

    Args:
        lines: in `STORY_LINES`, a row for each distinct line of each story; all there is of its sources.
        params: the thresholds.

    Returns:
        Rows of `REPEATED`, sorted. The order of ``lines`` makes no difference.
    """
    held = lines.group_by(_LINE).aggregate([("story", "count")])
    often = held.filter(pc.greater_equal(held["story_count"], params.min_stories)).select(_LINE)
    if not often.num_rows:
        return REPEATED.empty_table()
    standing = _standing(lines.join(held, _LINE), params.core_share)
    stories = standing.group_by("source").aggregate([("story", "count_distinct")])
    wanted = {
        source: max(params.min_stories, ceil(params.min_share * count))
        for source, count in zip(*(c.to_pylist() for c in stories.columns), strict=True)
    }
    counts = (
        standing.join(often, _LINE, join_type="inner")
        .group_by(REPEATED.names)
        .aggregate([("story", "count")])
    )
    least = pa.array([wanted[source] for source in counts["source"].to_pylist()], pa.int64())
    found = counts.filter(pc.greater_equal(counts["story_count"], least)).select(REPEATED.names)
    return conform(found.sort_by([(name, "ascending") for name in REPEATED.names]), REPEATED)


def _standing(lines: pa.Table, core_share: float) -> pa.Table:
    """Rows of the stories that stand; ``story_count`` of ``lines`` is the number of stories with the line."""
    core = _core(lines, core_share)
    first = core.group_by(_LINE).aggregate([("story", "min")])
    told = core.join(first, _LINE)
    again = told.filter(pc.greater(told["story"], told["story_min"]))["story"].unique()
    return lines.filter(pc.invert(pc.is_in(lines["story"], again)))


def _core(lines: pa.Table, share: float) -> pa.Table:
    rarest_first = lines.sort_by(
        [
            ("story", "ascending"),
            ("story_count", "ascending"),
            ("word_count", "descending"),
            ("fingerprint", "ascending"),
        ]
    )
    words = rarest_first["word_count"].combine_chunks()
    before = pc.subtract(pc.cumulative_sum(words), words)
    placed = rarest_first.append_column("before", before)
    whole = placed.group_by("story").aggregate([("before", "min"), ("word_count", "sum")])
    placed = placed.join(whole, "story")
    own_before = pc.subtract(placed["before"], placed["before_min"])
    return placed.filter(pc.less(own_before, pc.multiply(placed["word_count_sum"], share)))
