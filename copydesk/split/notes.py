"""Notes that pages hang on their links for screen readers: they break sentences and belong to none."""

from collections.abc import Sequence
from dataclasses import replace

from copydesk.labels import load
from copydesk.split.lines import Line

# A note of a page that no list has: it opens with a comma or bracket, and stands so often.
_OFTEN = 4
_NOTE_WORDS = range(2, 6)


def part_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Lines without the notes, numbered anew, and the notes.

    Only a note that stands alone on its line is parted; one inside a line is a span of it
    (`copydesk.split.inline`).
    """
    known = load().link_notes
    counts: dict[str, int] = {}
    for line in lines:
        if line.text[0] in ",(" and line.words in _NOTE_WORDS and not line.terminal:
            counts[line.key] = counts.get(line.key, 0) + 1
    notes = {
        line.index
        for line in lines
        if line.key in known or (line.text[0] in ",(" and counts.get(line.key, 0) >= _OFTEN)
    }
    if not notes:
        return list(lines), []
    kept = [line for line in lines if line.index not in notes]
    gaps = _gaps_without(lines, notes)
    renumbered = [replace(line, index=n, gap=gaps[line.index]) for n, line in enumerate(kept)]
    return renumbered, [line for line in lines if line.index in notes]


def _gaps_without(lines: Sequence[Line], notes: set[int]) -> dict[int, int]:
    """Blank lines before each line when the notes are not there: those around a note count once."""
    gaps: dict[int, int] = {}
    before = 0
    for line in lines:
        if line.index in notes:
            before = max(before, line.gap)
        else:
            gaps[line.index] = max(before, line.gap)
            before = 0
    return gaps
