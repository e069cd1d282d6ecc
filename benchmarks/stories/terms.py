"""Content words of a text, simply: what facts are made of in these benchmarks."""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Final

import justext

from benchmarks.stories.labelled import Telling
from copydesk.identity import UNSPACED_CHARACTER
from copydesk.stories.facts import StoryFact

_MOST: Final = 60
_WORD: Final = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_UNSPACED: Final = re.compile(f"{UNSPACED_CHARACTER}+")
_NAMES: Final = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "en": "English", "es": "Spanish",
    "fr": "French", "hi": "Hindi", "hr": "Croatian", "id": "Indonesian", "it": "Italian", "ko": "Korean",
    "nb": "Norwegian_Bokmal", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip


@cache
def _common(language_code: str | None) -> frozenset[str]:
    name = _NAMES.get(language_code or "")
    return frozenset(_folded(word) for word in justext.get_stoplist(name)) if name else frozenset()


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in folded if not "\u0300" <= c <= "\u036f")


def words_of(text: str, language_code: str | None) -> Counter[str]:
    """Folded words with how often each stands; of scripts without spaces pairs of characters."""
    folded = _folded(text)
    found: Counter[str] = Counter()
    for run in _WORD.findall(folded):
        unspaced = _UNSPACED.findall(run)
        for characters in unspaced:
            found.update(characters[at : at + 2] for at in range(max(len(characters) - 1, 1)))
        rest = _UNSPACED.sub(" ", run)
        found.update(word for word in rest.split() if word.isdigit() or len(word) > 2)
    common = _common(language_code)
    return Counter({word: count for word, count in found.items() if word not in common})


def fact_of(telling: Telling, entity_ids: tuple[str, ...] = ()) -> StoryFact:
    """What is known of a report."""
    counted = words_of(f"{telling.title}\n{telling.body}", telling.language_code)
    terms = sorted(counted, key=lambda word: (-counted[word], word))[:_MOST]
    return StoryFact(
        article_id=telling.article_id,
        cluster_id=telling.article_id,
        day=telling.day,
        minute=None,
        language_code=telling.language_code,
        title=telling.title,
        outlet=telling.outlet,
        title_terms=tuple(sorted(words_of(telling.title, telling.language_code))),
        terms=tuple(terms),
        term_counts=tuple(counted[word] for word in terms),
        entity_ids=entity_ids,
    )
