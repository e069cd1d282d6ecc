"""From a title and a body to mentions: places, people and organisations, sorted and apart."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from copydesk.entities.capitals import CAPITALS
from copydesk.entities.edges import stands_alone
from copydesk.entities.meaning import Choice, choose
from copydesk.entities.mention import Mention
from copydesk.entities.neighbours import mark_people, state_after
from copydesk.entities.organisations import find_organisations
from copydesk.entities.people import Name, find_people
from copydesk.entities.scanning import Hit, scan, title_cased

_NOT_OF_SLUG = re.compile(r"[\W_]+")
# A dateline says where the story is, so it speaks as loud as a country named twice.
_DATELINE_VOTE = 4
# Between what a given name and a verb of speech say: the body has the evidence.
_BY_BODY = 0.7
_CAPITAL = re.compile(f"[{CAPITALS}]")


def slug(name: str) -> str:
    """Folded name as an id: small letters without accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_OF_SLUG.sub("-", bare).strip("-")


def _place_mention(choice: Choice) -> Mention:
    hit, place = choice.hit, choice.reading.place
    return Mention(
        field=hit.field,
        start_char=hit.start,
        end_char=hit.end,
        surface=hit.surface,
        type=place.type,
        entity_id=place.entity_id,
        country_code=place.country_code,
        confidence=choice.confidence,
    )


def name_mention(field: str, text: str, name: Name, kind: str) -> Mention | None:
    """Mention of a person or organisation; None when its name has no letter that an id could be made of."""
    surface = text[name.start : name.end]
    key = slug(surface)
    if not key:
        return None
    return Mention(
        field=field,
        start_char=name.start,
        end_char=name.end,
        surface=surface,
        type=kind,
        entity_id=f"{kind}:{key}",
        country_code=None,
        confidence=name.confidence,
    )


def _named(field: str, text: str, hits: Sequence[Hit], body_people: frozenset[str]) -> list[Mention]:
    """Organisations, then people beside them. In a title in capitals only people that the body names too."""
    if not _CAPITAL.search(text):
        return []
    bodies = find_organisations(text)
    blocked = {at for name in bodies for at in range(name.start, name.end)}
    people = [
        name
        for name in find_people(text, frozenset(blocked.union(h.start for h in hits)))
        if blocked.isdisjoint((name.start, name.end - 1))
    ]
    if field == "title" and title_cased(text):
        people = [
            Name(at, at + len(known), _BY_BODY)
            for known in sorted(body_people)
            if (at := text.find(known)) >= 0 and stands_alone(text, at, at + len(known))
        ]
    found = [name_mention(field, text, name, "organisation") for name in bodies]
    found += [name_mention(field, text, name, "person") for name in people]
    return [mention for mention in found if mention]


def _apart(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Sorted, none overlapping: of two that overlap the longer stays, then the surer."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda m: (m.field != "title", m.start_char, m.entity_id)):
        while kept and kept[-1].field == one.field and kept[-1].end_char > one.start_char:
            last = kept[-1]
            if (last.end_char - last.start_char, last.confidence) >= (
                one.end_char - one.start_char,
                one.confidence,
            ):
                break
            kept.pop()
        else:
            kept.append(one)
    return tuple(kept)


def _votes(dateline: str | None, language: str | None) -> Counter[str]:
    votes: Counter[str] = Counter()
    for hit in scan("dateline", dateline, language) if dateline else ():
        if len(hit.countries) == 1:
            votes[hit.readings[0].place.country_code] += _DATELINE_VOTE
    return votes


def find_mentions(
    title: str | None,
    body: str,
    language_code: str | None,
    *,
    dateline: str | None = None,
    home_country: str | None = None,
) -> tuple[Mention, ...]:
    """Places, people and organisations that ``title`` and ``body`` name.

    Args:
        title: the headline, null if there is none.
        body: the article's text.
        language_code: ISO 639-1; null reads names as English writes them.
        dateline: the place that the story was sent from, as printed: it decides between namesakes.
        home_country: ISO 3166-1 alpha-2 of the outlet: it decides where nothing else does.

    Returns:
        Mentions sorted by field (title first) and start, none overlapping. A name that may mean several
        places and has nothing near it that decides is left out. An adjective or a people ("French",
        "Ukrainians") is a mention of its country with a confidence of 0.7. People and organisations are
        found in scripts with capitals only.
    """
    texts: dict[str, str] = {"title": title, "body": body} if title else {"body": body}
    hits = [hit for field, text in texts.items() for hit in scan(field, text, language_code)]
    mark_people(hits, texts)
    state_after(hits, texts)
    chosen = choose(hits, texts, language_code, _votes(dateline, language_code), home_country)
    mentions = [_place_mention(choice) for choice in chosen]
    mentions += _names(texts, [choice.hit for choice in chosen])
    return _apart(mentions)


def _names(texts: Mapping[str, str], hits: Sequence[Hit]) -> list[Mention]:
    found: list[Mention] = []
    people: frozenset[str] = frozenset()
    for field in ("body", "title"):
        if field in texts:
            here = [hit for hit in hits if hit.field == field]
            found += _named(field, texts[field], here, people)
            people = frozenset(m.surface for m in found if m.type == "person")
    return found
