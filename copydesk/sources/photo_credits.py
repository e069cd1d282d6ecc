"""Whose the pictures are: credits in captions, in credit lines and at the end of a text."""

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from copydesk.sources.agencies import agency_named, mentions_agency, picture_sources, table
from copydesk.sources.names import folded_text, is_unspaced, key, phrase_list, read_table

# The end of a caption is looked at: so many characters.
_REACH = 160
_BRACKET = re.compile(r"[(\[（【]\s?(?P<inner>[^()\[\]（）【】]{2,90}?)\s?[)\]）】]\W{0,2}$")
_MARKED = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)\s?(?P<inner>[^©\n.]{2,70})$")
_PARTS = re.compile(r"\s*[/|,;／＝=]\s*|\s+(?:via|by|for|through|für|pour|para|per)\s+|\s+-\s+")
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)]{0,2}\s+(?P<inner>[^.!?…。！？]{2,70})$")
_AGENCY_PHOTO = re.compile(r"\b(?P<agency>[A-Z]{2,6}|Reuters) (?:[Pp]hotos?|[Ii]mages?)\b")
_MOST_WORDS = 6
_LABEL_MARK = re.compile(r"[:：=＝/／|]\s*|\b(?:by|von|par|av|af|di|de)\s+", re.IGNORECASE)
# "photo credit", "foto von": words between the label and its mark.
_WHOSE = re.compile(r" (?:credit|courtesy|by|von|de|di|av|af|par|por)$")
# One of these stands in a credit that has a label.
_MARKS = (":", "：", "=", "＝", "/", "|", " by ", " von ", " par ", "hoto", "mage", "／")


@cache
def _plain() -> frozenset[str]:
    return frozenset(key(n) for n in read_table("agencies.toml")["pictures"]["plain"])


@cache
def _labels() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Words for pictures and credits: those set apart, those of scripts that run on, and all of them."""
    phrases = [
        *phrase_list(read_table("agencies.toml")["phrases"], "pictures"),
        "credit",
        "crédit",
        "credits",
    ]
    joined = tuple(p for p in phrases if is_unspaced(p) or "\uac00" <= p[0] <= "\ud7a3")
    return frozenset(phrases), joined, tuple(phrases)


def _label_ends(text: str) -> list[int]:
    """Where the name begins behind each label of a picture: "Photo: ", "Foto von ", "사진="."""
    apart, joined, phrases = _labels()
    found = []
    for mark in _LABEL_MARK.finditer(text):
        before = _WHOSE.sub("", text[max(0, mark.start() - 30) : mark.start()].rstrip().lower())
        if not before.endswith(phrases):
            continue
        words = before.rstrip(".").split()
        named = any(" ".join(words[-n:]).lstrip("([（【*") in apart for n in (1, 2, 3))
        if named or before.endswith(joined):
            found.append(mark.end())
    return found


@cache
def _mentioned() -> AhoCorasick:
    return AhoCorasick(sorted(picture_sources()))


def _mentions_source(text: str) -> bool:
    return bool(_mentioned().find_matches_as_indexes(folded_text(text))) or mentions_agency(text)


def picture_source(name: str) -> str | None:
    """``name`` if a picture agency is called so, the shown name of a news agency, or None."""
    agency = agency_named(name)
    if agency:
        return table().names[agency]
    return name if key(name) in picture_sources() and key(name) not in _plain() else None


def read_photo_credits(
    captions: tuple[str, ...], credit_lines: tuple[str, ...], ending: str
) -> tuple[str, ...]:
    """Names of photographers and picture agencies in order of reading, each once; empty if none is named.

    Args:
        captions: texts of captions; a credit closes one.
        credit_lines: texts of credit lines; those of the story itself name no picture and are passed over.
        ending: last characters of the text.
    """
    found = [name for caption in captions for name in _of_caption(caption)]
    found += [name for credit in credit_lines for name in _of_line(credit)]
    found += _labelled(ending.rstrip().rpartition("\n")[2][-_REACH:])
    # the same name in capitals is the same name: the first stands
    named: dict[str, str] = {}
    for name in found:
        named.setdefault(key(name), name)
    return tuple(named.values())


def _of_caption(text: str) -> list[str]:
    tail = text.strip()[-_REACH:]
    found = _labelled(tail)
    if found or not _mentions_source(tail):
        return found or _marked(tail)
    bracket = _BRACKET.search(tail)
    if bracket:
        return _names(bracket.group("inner"))
    if "©" in tail or "(c" in tail.lower():
        return _marked(tail)
    last = _SENTENCE.search(tail)
    return _names(last.group("inner")) if last else _names(tail)


def _marked(text: str) -> list[str]:
    """Names behind the copyright mark."""
    marked = _MARKED.search(text) if "©" in text or "(c" in text.lower() else None
    return _names(marked.group("inner"), sure=True) if marked else []


def _of_line(text: str) -> list[str]:
    found = _labelled(text[-_REACH:]) or _marked(text)
    if found or not _mentions_source(text):
        return found
    parts = [p for p in _PARTS.split(text.strip("()[] ")) if p]
    pictured = any(key(p) in picture_sources() for p in parts)
    named = (
        len(parts) > 1 and ":" not in text and picture_source(parts[-1]) is not None and _is_name(parts[0])
    )
    return _names(text) if pictured or named else []


def _labelled(tail: str) -> list[str]:
    """Names behind "Photo:", "Foto:", "사진=", or around "AP Photo/"."""
    if not any(mark in tail for mark in _MARKS):
        return []
    photo = _AGENCY_PHOTO.search(tail)
    if photo and agency_named(photo.group("agency")):
        return _names(tail[photo.start() :].replace(photo.group(), photo.group("agency"), 1), sure=True)
    ends = _label_ends(tail)
    return _names(tail[ends[-1] :], sure=True) if ends else []


def _names(text: str, *, sure: bool = False) -> list[str]:
    """The names of a credit; without ``sure`` only when one of them is a known agency."""
    text = re.split(r"[)\]）】\n]|\. ", text.strip("()[]（）【】 "), maxsplit=1)[0]
    ends = _label_ends(text)
    parts = [p.strip(" .,:;()[]©*") for p in _PARTS.split(text[ends[-1] :] if ends else text) if p]
    parts = [p for p in parts if p and key(p) not in _plain()]
    known = [picture_source(p) for p in parts]
    if not (sure or any(known)):
        return []
    return [k or p for p, k in zip(parts, known, strict=True) if k or _is_name(p)]


def _is_name(text: str) -> bool:
    words = text.split()
    spelled = all(w[0].isalpha() and not (w[0].islower() and len(words) == 1) for w in words)
    return (
        0 < len(words) <= _MOST_WORDS and spelled and ":" not in text and not any(c.isdigit() for c in text)
    )
