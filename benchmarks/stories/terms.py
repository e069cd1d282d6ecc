"""Content words of a text, simply: what facts are made of in these benchmarks."""

import re
import unicodedata
from collections import Counter
from typing import Final

from benchmarks.stories.labelled import Telling
from copydesk.identity import UNSPACED_CHARACTER
from copydesk.stories.facts import StoryFact

_MOST: Final = 60
_WORD: Final = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_UNSPACED: Final = re.compile(f"{UNSPACED_CHARACTER}+")
_ENGLISH: Final = frozenset(
    "the and for with that this from was were has have had not but its their his her are who which will after "
    "before into over more than they been would could said also about when all out one two three new".split()
)


def words_of(text: str) -> Counter[str]:
    """Folded words with how often each stands; of scripts without spaces pairs of characters."""
    folded = unicodedata.normalize("NFD", text.casefold())
    folded = "".join(c for c in folded if unicodedata.category(c) != "Mn" or not "\u0300" <= c <= "\u036f")
    found: Counter[str] = Counter()
    for run in _WORD.findall(folded):
        unspaced = _UNSPACED.findall(run)
        for characters in unspaced:
            found.update(characters[at : at + 2] for at in range(max(len(characters) - 1, 1)))
        rest = _UNSPACED.sub(" ", run)
        found.update(word for word in rest.split() if word.isdigit() or len(word) > 2)
    for word in _ENGLISH:
        found.pop(word, None)
    return found


def fact_of(telling: Telling, entity_ids: tuple[str, ...] = ()) -> StoryFact:
    """What is known of a report."""
    counted = words_of(f"{telling.title}\n{telling.body}")
    terms = sorted(counted, key=lambda word: (-counted[word], word))[:_MOST]
    return StoryFact(
        article_id=telling.article_id,
        cluster_id=telling.article_id,
        day=telling.day,
        minute=None,
        language_code=telling.language_code,
        title=telling.title,
        outlet=telling.outlet,
        title_terms=tuple(sorted(words_of(telling.title))),
        terms=tuple(terms),
        term_counts=tuple(counted[word] for word in terms),
        entity_ids=entity_ids,
    )
