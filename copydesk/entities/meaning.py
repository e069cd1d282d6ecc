"""What each name of a place means: by neighbours, the rest of the text, and how well places are known."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.entities.gazetteer import COUNTRY_FAME, Place, Reading
from copydesk.entities.lexicon import lexicon
from copydesk.entities.neighbours import is_another_thing, pairs, support_of
from copydesk.entities.scanning import Hit, is_common

# Confidence by kind of evidence. They order mentions and mark what is unsure; `tests/gate/entities` says
# how often each is right.
_COUNTRY, _CAPITAL, _REGION, _DEMONYM = 0.95, 0.9, 0.85, 0.7
_CITY_BY_PEOPLE = ((1_000_000, 0.85), (300_000, 0.75), (0, 0.65))
_UNSURE_SPELLING, _NO_SUPPORT, _NEAR_TIE = 0.15, 0.1, 0.15
# Short names of towns smaller than this are other words as often.
_SMALL_CITY = 300_000
# Less than this is not said.
_LEAST = 0.5
# Two places whose fame is nearer than this are not told apart without evidence.
_MARGIN = 0.4
# What a country that the text is about, the outlet's own country, or a word in `cues` adds to the fame of
# its places: enough to overturn most towns, not enough to make a village of Paris.
_VOTE, _HOME, _CUE = 3.0, 1.0, 4.0
_HOME_TIE = 5.0
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A hit with the one reading that was chosen."""

    hit: Hit
    reading: Reading
    confidence: float


def country_votes(hits: Sequence[Hit]) -> Counter[str]:
    """How much the names that can only mean one country speak for it."""
    votes: Counter[str] = Counter()
    for hit in hits:
        votes[hit.readings[0].place.country_code] += _own_vote(hit)
    return votes


def _own_vote(hit: Hit) -> int:
    """What a name adds to its country's votes: nothing if it may mean another country, or a common word."""
    if len(hit.countries) > 1 or is_common(hit):
        return 0
    place = hit.readings[0].place
    return 2 if place.type in {"country", "capital", "region"} or (place.population or 0) > 1_000_000 else 1


def _cue(hit: Hit, text: str) -> Mapping[str, int]:
    by_country = lexicon().cues.get(hit.surface)
    if not by_country:
        return {}
    return {code: sum(word in text for word in words) for code, words in by_country.items()}


def _after_unknown_town(hit: Hit, hits: Sequence[Hit], text: str) -> bool:
    """True for "Ellijay, Georgia": after a town that the gazetteer does not have, it is the state."""
    if text[hit.start - 2 : hit.start] != ", " or any(other.end == hit.start - 2 for other in hits):
        return False
    words = text[max(0, hit.start - 25) : hit.start - 2].split(" ")
    return words[-1][:1].isupper()


def _scores(hit: Hit, votes: Mapping[str, int], home: str | None, text: str) -> list[tuple[float, Reading]]:
    if len(hit.readings) == 1:
        return [(COUNTRY_FAME, hit.readings[0])]
    total = sum(votes.values()) or 1
    cues = _cue(hit, text)
    most = max(cues.values(), default=0) or 1
    kinds = {r.place.type for r in hit.readings if not r.demonym}
    # A country and a region of another one: fame cannot decide, the newspaper's home can.
    tie = {"country", "region"} <= kinds and len(hit.countries) > 1
    found = []
    for reading in hit.readings:
        code = reading.place.country_code
        base = COUNTRY_FAME if tie and reading.place.type == "region" else reading.fame
        score = base + _VOTE * votes.get(code, 0) / total + _CUE * cues.get(code, 0) / most
        score += (_HOME_TIE if tie else _HOME) * (code == home)
        found.append((score, reading))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].demonym, pair[1].place.entity_id))


def _confidence(reading: Reading, *, supported: bool) -> float:
    place = reading.place
    if reading.demonym:
        return _DEMONYM
    if place.type == "country":
        return _COUNTRY
    if place.type == "capital":
        base = _CAPITAL
    elif place.type == "region":
        base = _REGION
    else:
        base = next(value for least, value in _CITY_BY_PEOPLE if (place.population or 0) >= least)
    base -= _UNSURE_SPELLING * reading.unsure
    return base - _NO_SUPPORT * (not supported and place.type == "city")


def _speaks_for_itself(place: Place) -> bool:
    """True for countries and capitals; but "Douglas", "Stanley" of small islands are much else too."""
    return place.type == "country" or (place.type == "capital" and (place.population or 0) >= _SMALL_CITY)


def _needs_support(hit: Hit, reading: Reading) -> bool:
    place = reading.place
    if reading.demonym or place.type == "country":
        return False
    if is_common(hit) or hit.risky:
        return is_common(hit) or not _speaks_for_itself(place)
    small = place.type == "city" and (place.population or 0) < _SMALL_CITY
    return (
        hit.cased and small and (len(hit.surface) <= 4 or hit.before[:1].isupper() or hit.after[:1].isupper())
    )


def _goes_on(hit: Hit) -> bool:
    """True for "Van Der Beek", "Hope Street": a longer name begins with the word."""
    return hit.after[:1].isupper() and hit.after not in lexicon().institution_after


def choose(
    hits: Sequence[Hit], texts: Mapping[str, str], language: str | None, votes: Counter[str], home: str | None
) -> list[Choice]:
    """The hits that mean a place, with the place; what stays undecided is left out."""
    alive = [hit for hit in hits if not hit.person and not is_another_thing(hit, texts[hit.field])]
    dropped = pairs(alive, texts)
    alive = [hit for hit in alive if id(hit) not in dropped]
    votes = votes + country_votes(alive)
    whole = "\n".join(texts.values())
    # a word of the language that is once used as a place is one in all of the text
    local = {
        id(h): h
        for at, h in enumerate(alive)
        if is_common(h) and not _goes_on(h) and support_of(alive, at, texts, language)
    }
    chosen = []
    for at, hit in enumerate(alive):
        if hit.surface in lexicon().cues and _after_unknown_town(hit, alive, texts[hit.field]):
            hit.readings = tuple(r for r in hit.readings if r.place.type == "region") or hit.readings
        ranked = _scores(hit, votes, home, whole)
        score, best = ranked[0]
        rival = next((s for s, r in ranked if r.place.country_code != best.place.country_code), -math.inf)
        if score - rival < _MARGIN:
            continue
        supported = best.demonym or _speaks_for_itself(best.place)
        if is_common(hit):
            again = not hit.opens and not _goes_on(hit) and language not in _NOUNS_IN_CAPITALS
            supported = id(hit) in local or (again and hit.surface in {h.surface for h in local.values()})
        elif not supported:
            supported = votes[best.place.country_code] > _own_vote(hit) or support_of(
                alive, at, texts, language
            )
        if not supported and _needs_support(hit, best):
            continue
        confidence = _confidence(best, supported=supported) - (
            _NEAR_TIE if score - rival < 2 * _MARGIN else 0.0
        )
        if confidence >= _LEAST:
            chosen.append(Choice(hit, best, round(confidence, 2)))
    return chosen
