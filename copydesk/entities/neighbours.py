"""What the words beside a name of a place say of it: a person, a thing, a town in a country, a list."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from copydesk.entities.gazetteer import given_names, surnames
from copydesk.entities.lexicon import lexicon
from copydesk.entities.scanning import Hit, title_cased

_LIST = re.compile(
    r"\s*(?:,|、|،|;|/|-|–)?\s*(?:and|or|und|et|y|e|i|a|og|och|en|и|та|й|ja|ve|dan|ו|و|や|と|和|与)?\s*"
)
_PAIR = re.compile(r",\s|\s\(")
_INITIAL = re.compile(r"[A-ZА-Я]\.?")
_SENTENCE = re.compile(r"[^.!?\n]*")
_SENTENCE_CHARS = 300
_LARGE = 1_000_000


def _is_name_before(hit: Hit) -> bool:
    return hit.before in given_names() or bool(_INITIAL.fullmatch(hit.before) and hit.before not in "IAО")


def _person(hit: Hit, cased_title: bool) -> bool:
    if hit.before in lexicon().personal:
        return True
    first = hit.surface.split(" ")[0]
    given = first in given_names() or hit.surface in lexicon().also_given
    if not (given or hit.surface in surnames()):
        return False
    if hit.before in lexicon().titles or (_is_name_before(hit) and not hit.opens):
        return True
    if not given or cased_title or not hit.after[:1].isupper():
        return False
    if hit.after.isupper():
        # "George W. Bush"; but "Jordan UN mission"
        return len(hit.after) == 1
    words = lexicon()
    return hit.after not in words.institution_after | words.titles | words.thing_after


def _is_name(hit: Hit) -> bool:
    """True for a given name, and for a surname that is no city of a million."""
    if hit.surface.split(" ")[0] in given_names():
        return True
    return hit.surface in surnames() and all((r.place.population or 0) < _LARGE for r in hit.readings)


def mark_people(hits: Sequence[Hit], texts: Mapping[str, str]) -> None:
    """Set ``person`` on names of persons, and on the same name elsewhere without a preposition."""
    cased = {field: field == "title" and title_cased(text) for field, text in texts.items()}
    for hit in hits:
        hit.cased = hit.surface[:1].upper() != hit.surface[:1].lower()
        hit.risky = hit.cased and not hit.is_demonym and _is_name(hit)
        hit.person = hit.cased and not hit.is_demonym and _person(hit, cased[hit.field])
    people = {hit.surface for hit in hits if hit.person}
    for hit in hits if people else ():
        if hit.risky and hit.surface in people and hit.before.lower() not in lexicon().all_before:
            hit.person = True


def _sentence(text: str, hit: Hit) -> str:
    begin = max(
        (text.rfind(sign, max(0, hit.start - _SENTENCE_CHARS), hit.start) for sign in ".!?\n"), default=-1
    )
    found = _SENTENCE.match(text, hit.end, hit.end + _SENTENCE_CHARS)
    return text[begin + 1 : found.end() if found else hit.end]


def is_another_thing(hit: Hit, text: str) -> bool:
    """True when the words beside the name make it no place: a paper, a lake, a language, a dish."""
    words = lexicon()
    if hit.is_demonym:
        if hit.after in words.not_of_country_after or hit.before in words.not_of_country_before:
            return True
        spoken = not hit.after or hit.after in words.language_after
        if hit.before.lower() in words.language_before and spoken:
            return True
    elif hit.after in words.thing_after or (hit.before in words.compound_before):
        return True
    trap = words.traps.get(hit.surface)
    return trap is not None and not trap.isdisjoint(re.findall(r"\w+", _sentence(text, hit)))


def pairs(hits: Sequence[Hit], texts: Mapping[str, str]) -> set[int]:
    """Narrow the readings of "Paris, Texas" to what fits both; ids of the hits for which nothing does."""
    dropped: set[int] = set()
    for town, land in pairwise(hits):
        if town.field != land.field or not _PAIR.fullmatch(texts[town.field][town.end : land.start]):
            continue
        wide = [r for r in land.readings if r.place.type in {"country", "region"} and not r.demonym]
        inner = [r for r in town.readings if r.place.type in {"city", "capital", "region"}]
        if not wide or not inner:
            continue
        if all(r.place.type == "region" for r in inner) and all(r.place.type == "region" for r in wide):
            continue
        codes = {r.place.country_code for r in wide}
        fitting = [r for r in inner if r.place.country_code in codes]
        if fitting:
            regions = {r.place.region_code for r in wide if r.place.type == "region"}
            near = [r for r in fitting if r.place.region_code in regions]
            town.readings = tuple(near or fitting)
            kept = {r.place.country_code for r in town.readings}
            land.readings = tuple(r for r in wide if r.place.country_code in kept)
            town.support += 1
            land.support += 1
        elif all(r.place.type == "region" for r in wide) and all(
            r.place.type != "country" for r in town.readings
        ):
            # a namesake that the gazetteer does not have: it is in that region, and not where
            # its reading says
            dropped.add(id(town))
            land.support += 1
    return dropped


def state_after(hits: Sequence[Hit], texts: Mapping[str, str]) -> None:
    """Narrow "Springfield, Ill." to the state that agencies abbreviate."""
    states = lexicon().abbreviations
    for hit in hits:
        rest = texts[hit.field][hit.end : hit.end + 9]
        word = rest[2:].split(" ")[0].rstrip(",;)—-") if rest.startswith(", ") else ""
        if word in states and (word.endswith(".") or (word.isupper() and len(word) == 2)):
            near = tuple(r for r in hit.readings if r.place.region_code == states[word])
            us = tuple(r for r in hit.readings if r.place.country_code == "US")
            hit.readings = near or us or hit.readings
            hit.support += 1 if near or us else 0


def support_of(hits: Sequence[Hit], at: int, texts: Mapping[str, str], language: str | None) -> bool:
    """True when the words beside it speak for a place: a preposition, a body, another place in a list."""
    hit = hits[at]
    words = lexicon()
    if hit.support or hit.after in words.institution_after or texts[hit.field].startswith("-based", hit.end):
        return True
    if hit.before.lower() in words.before.get(language or "en", frozenset()):
        return True
    if language is not None and language not in words.before and not hit.opens:
        return True
    for left, right in ((at - 1, at), (at, at + 1)):
        if left >= 0 and right < len(hits) and hits[left].field == hits[right].field:
            between = texts[hit.field][hits[left].end : hits[right].start]
            if 0 < len(between) <= 6 and not hits[left].is_demonym and _LIST.fullmatch(between):
                return True
    return False
