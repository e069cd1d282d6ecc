"""News agencies: what they are called, and which of them a credit names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.sources.names import folded_text, is_unspaced, key, phrase_list, read_table

# Characters of a credit that parts it into pieces; a hyphen only where the whole names nobody.
_PIECES = re.compile(
    r"\s*[/／,;|&+＝=・、，،]\s*|\s+(?:and|und|et|y|e|i|и|та|och|og|ve|en|و|dan|và|with|mit|avec|con)\s+"
)
# Editors sign with two to four letters; more is a word. A day may stand beside them.
_NO_NAME = re.compile(r"[a-zß-ÿ]{2,4}\.?(?:-[a-zß-ÿ]{2,4})?|[\d./: ]+")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Meaning:
    """An agency that a name can mean, and where: in these languages or below these places, or anywhere."""

    agency_id: str
    languages: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """The table of agencies, indexed.

    Attributes:
        names: id to the name that is shown.
        countries: id to the ISO 3166-1 alpha-2 code of its home.
        domains: host to id.
        forms: key of a name to the agencies that it can mean, in any case of letters.
        initials: the same for initials, as written.
        ambiguous: initials that are words or other things too.
        not_alone: those that furniture prints on a line of its own as well.
    """

    names: Mapping[str, str]
    countries: Mapping[str, str]
    domains: Mapping[str, str]
    forms: Mapping[str, tuple[_Meaning, ...]]
    initials: Mapping[str, tuple[_Meaning, ...]]
    ambiguous: frozenset[str]
    not_alone: frozenset[str]


@cache
def table() -> Agencies:
    """The agencies of ``agencies.toml``."""
    data = read_table("agencies.toml")
    ambiguous = frozenset(data["initials"]["ambiguous"])
    forms: dict[str, list[_Meaning]] = {}
    initials: dict[str, list[_Meaning]] = {}
    for agency_id, entry in data["agencies"].items():
        meaning = _Meaning(
            agency_id, frozenset(entry.get("languages", ())), frozenset(entry.get("places", ()))
        )
        for form in entry["forms"]:
            forms.setdefault(key(form), []).append(meaning)
        for form in entry.get("initials", ()):
            initials.setdefault(form, []).append(meaning)
            if len(form) > 3 and form not in ambiguous:
                # four letters that are no word: pages write them in any case
                forms.setdefault(key(form), []).append(meaning)
    return Agencies(
        names={k: v["name"] for k, v in data["agencies"].items()},
        countries={k: v["country"] for k, v in data["agencies"].items()},
        domains={d: k for k, v in data["agencies"].items() for d in v.get("domains", ())},
        forms={k: tuple(v) for k, v in forms.items()},
        initials={k: tuple(v) for k, v in initials.items()},
        ambiguous=ambiguous,
        not_alone=frozenset(data["initials"]["not_alone"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What decides between agencies of the same initials, and whether doubtful initials count at all."""

    language: str | None = None
    place: str | None = None
    doubtful: bool = True


ANYWHERE = Setting()
"""A place that is made for a credit: initials count, nothing is known of language or place."""


def agency_named(text: str, setting: Setting = ANYWHERE) -> str | None:
    """Id of the agency whose name or initials ``text`` is, and nothing more; None if it is none."""
    found = table()
    text = text.strip(" \t.,:;*-–—()[]（）【】「」\u3000").removeprefix("©").strip()
    meanings = found.initials.get(text) if setting.doubtful or text not in found.ambiguous else None
    if not meanings:
        folded = key(text)
        meanings = found.forms.get(folded) or found.forms.get(_POSSESSIVE.sub("", folded))
    return _choose(meanings, setting) if meanings else None


@cache
def _mentions() -> AhoCorasick:
    found = table()
    return AhoCorasick(
        sorted({*found.forms, *(key(i) for i in found.initials)}), matchkind=MatchKind.LeftmostLongest
    )


def mentions_agency(text: str) -> bool:
    """True when ``text`` has an agency's name or initials anywhere: without one no credit needs to be read."""
    folded = folded_text(text)
    return any(
        not (folded[start - 1 : start].isalnum() and start and folded[start].isascii())
        and not (folded[end : end + 1].isalnum() and folded[end - 1].isascii())
        for _, start, end in _mentions().find_matches_as_indexes(folded)
    )


def _choose(meanings: tuple[_Meaning, ...], setting: Setting) -> str | None:
    place = key(setting.place) if setting.place else ""
    conditional = [m for m in meanings if m.languages or m.places]
    for meaning in conditional:
        if setting.language in meaning.languages or place in meaning.places:
            return meaning.agency_id
    plain = [m.agency_id for m in meanings if m not in conditional]
    if plain:
        return plain[0]
    # a condition that cannot be checked is no reason to say no, when nobody else is meant
    return conditional[0].agency_id if setting.language is None and conditional[0].languages else None


def agencies_listed(text: str, setting: Setting = ANYWHERE, *, every: bool = True) -> tuple[str, ...]:
    """Ids of the agencies that a list such as "AFP/Reuters" or "ino/dpa" names, in its order.

    Args:
        text: words of a credit, without label.
        setting: see `Setting`.
        every: whether a piece that is neither agency nor editors' initials spoils the whole.

    Returns:
        Empty when no piece is an agency, or when one spoils the list.
    """
    whole = agency_named(text, setting)
    if whole:
        return (whole,)
    pieces = [p for p in _PIECES.split(text) if p and p.strip(" .*")]
    if len(pieces) == 1:
        pieces = text.split("-") if "-" in text else pieces
    found: list[str] = []
    for piece in pieces:
        agency = agency_named(piece, setting)
        if agency:
            found.append(agency)
        elif every and not (_NO_NAME.fullmatch(piece.strip()) or key(piece) in _fillers()):
            return ()
    return tuple(dict.fromkeys(found))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(phrase_list(read_table("agencies.toml")["phrases"], "fillers"))


@cache
def _openers() -> re.Pattern[str]:
    phrases = phrase_list(read_table("agencies.toml")["phrases"], "before")
    spaced = "|".join(re.escape(p) for p in phrases if not is_unspaced(p))
    joined = "|".join(re.escape(p) for p in phrases if is_unspaced(p))
    return re.compile(rf"(?:(?:{spaced})(?=[\s:：©\d]|$)|(?:{joined}))(?P<colon>\s?[:：])?\s*")


@cache
def _closers() -> re.Pattern[str]:
    phrases = phrase_list(read_table("agencies.toml")["phrases"], "after")
    return re.compile(rf"(?:\s|(?<=[^\x00-\x7f]))(?:{'|'.join(map(re.escape, phrases))})(?![^\W\d_]).*$")


@cache
def _picture_words() -> re.Pattern[str]:
    phrases = phrase_list(read_table("agencies.toml")["phrases"], "pictures")
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, phrases))})(?![a-zà-ÿа-я])")


def names_picture(text: str) -> bool:
    """True when a credit says that it is one of a picture, film or drawing."""
    return _picture_words().search(key(text)) is not None


# "with", "mit", "con": words that open sentences too, so that nothing but agencies may follow them.
_SHORT_OPENER = 6
_YEAR = re.compile(r"^(?:19|20)\d\d\s*(?:by\s+)?", re.IGNORECASE)


def agencies_credited(text: str, setting: Setting = ANYWHERE) -> tuple[str, ...]:
    """Ids of the agencies that a credit line, bracket or last sentence gives the text to.

    "With inputs from PTI", "Quelle: ntv.de, ino/dpa", "Reuters and AFP contributed to this report". Empty
    for the credit of a picture, and for a sentence that only mentions an agency.
    """
    text = text.strip(" \t*_–—-()[]（）【】\u3000")
    if not text or names_picture(text):
        return ()
    listed = agencies_listed(text, setting)
    if listed:
        return listed
    opener = _openers().match(_lowered(text))
    labelled = False
    while opener and opener.end():
        labelled = labelled or bool(opener.group("colon")) or opener.end() > _SHORT_OPENER + 1
        text = _YEAR.sub("", text[opener.end() :].lstrip(" \"'“„"))
        opener = _openers().match(_lowered(text))
        if agency_named(text, setting):
            break
    if labelled:
        # behind a label even doubtful initials are meant
        setting = Setting(language=setting.language, place=setting.place)
    closer = _closers().search(_lowered(text))
    if closer:
        text = text[: closer.start()]
    strict = agencies_listed(text.removeprefix("the ").removeprefix("The "), setting)
    return strict or (agencies_listed(text, setting, every=False) if labelled else ())


def _lowered(text: str) -> str:
    lowered = text.lower()
    # a letter that lower-casing makes two of would shift what is cut off
    return lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)


# No name of an agency is longer than so many characters.
_LONGEST_NAME = 60


def shown_agency(text: str) -> str | None:
    """Name of the agency that ``text`` is and nothing more, as it is shown; None if it is none."""
    agency = agency_named(text) if len(text) <= _LONGEST_NAME else None
    return table().names[agency] if agency else None


@cache
def _editors() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = read_table("agencies.toml")["initials"]["editors"]
    return tuple((agency, re.compile(pattern)) for agency, pattern in patterns.items())


def initials_agency(word: str) -> str | None:
    """Shown name of the agency whose editors' initials ``word`` is made like, or None."""
    found = next((agency for agency, pattern in _editors() if pattern.fullmatch(word)), None)
    return table().names.get(found) if found else None


@cache
def picture_sources() -> frozenset[str]:
    """Keys of picture agencies and of words that stand for one, "file photo"."""
    return frozenset(key(n) for n in read_table("agencies.toml")["pictures"]["names"])


def names_source(text: str) -> bool:
    """True for the name of a news or picture agency, as it closes a caption."""
    return len(text) <= _LONGEST_NAME and (agency_named(text) is not None or key(text) in picture_sources())
