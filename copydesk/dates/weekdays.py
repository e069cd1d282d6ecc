"""Days of the week that running text names."""

from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.dates.lexicon import WEEKDAY, Choice, load
from copydesk.dates.tokens import is_unspaced

# "sun", "mar" and "fri" are other words in running text; a script without spaces needs two signs
_SHORTEST_SPACED, _SHORTEST_UNSPACED = 5, 2


def weekdays_in(text: str, language: str | None) -> set[int]:
    """The days of the week that ``text`` names in full, Monday 0; where languages differ, by ``language``."""
    finder, choices = _finder()
    lowered = text.lower()
    found: set[int] = set()
    for which, start, end in finder.find_matches_as_indexes(lowered):
        if _stands_alone(lowered, start, end):
            weekday = choices[which].of(language)
            if weekday is not None:
                found.add(weekday)
    return found


@cache
def _finder() -> tuple[AhoCorasick, tuple[Choice[int], ...]]:
    lexicon = load()
    known = {word: entry for word, entry in lexicon.words.items() if entry.kinds & WEEKDAY}
    for first, rests in lexicon.phrases.items():
        known |= {_spaced((first, *rest)): entry for rest, entry in rests if entry.kinds & WEEKDAY}
    words = sorted(
        w for w in known if len(w) >= (_SHORTEST_UNSPACED if is_unspaced(w[0]) else _SHORTEST_SPACED)
    )
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), tuple(known[w].weekday for w in words)


def _spaced(words: tuple[str, ...]) -> str:
    return " ".join(words).replace(" - ", "-")


def _stands_alone(text: str, start: int, end: int) -> bool:
    if is_unspaced(text[start]):
        return True
    return not ((start > 0 and text[start - 1].isalpha()) or text[end : end + 1].isalpha())
