"""Whose the pictures are: credits in captions, in credit lines and at the end of a text."""

import re
from functools import cache

from copydesk.sources.agencies import agency_named, picture_sources, table
from copydesk.sources.names import is_unspaced, key, phrase_list, read_table

# The end of a caption is looked at: so many characters.
_REACH = 160
_BRACKET = re.compile(r"[(\[（【]\s?(?P<inner>[^()\[\]（）【】]{2,90}?)\s?[)\]）】]\W{0,2}$")
_MARKED = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)\s?(?P<inner>[^©\n.]{2,70})$")
_PARTS = re.compile(r"\s*[/|,;／＝=]\s*|\s+(?:via|by|for|through|für|pour|para|per)\s+|\s+-\s+")
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)]{0,2}\s+(?P<inner>[^.!?…。！？]{2,70})$")
_AGENCY_PHOTO = re.compile(r"\b(?P<agency>[A-Z]{2,6}|Reuters) (?:[Pp]hotos?|[Ii]mages?)\b")
_MOST_WORDS = 6
# One of these stands in a credit that has a label.
_MARKS = (":", "：", "=", "＝", "/", "|", " by ", " von ", " par ", "hoto", "mage", "／")


@cache
def _plain() -> frozenset[str]:
    return frozenset(key(n) for n in read_table("agencies.toml")["pictures"]["plain"])


@cache
def _labels() -> re.Pattern[str]:
    """A word for pictures with a colon or "by" behind it, or joined to a name as in Korean."""
    phrases = phrase_list(read_table("agencies.toml")["phrases"], "pictures") + ["credit", "crédit", "credits"]
    words = "|".join(re.escape(p) for p in phrases if not is_unspaced(p))
    joined = "|".join(re.escape(p) for p in phrases if is_unspaced(p))
    return re.compile(
        rf"(?:(?<![^\W\d_])(?:{words})(?: (?:credit|courtesy|by|von|de|di|av|af|par|por|di))?\s?(?:[:：=＝/|]|\bby\b|\bvon\b|\bpar\b)|(?:{joined})\s?[:：=＝/])\s*",
        re.IGNORECASE,
    )


def picture_source(name: str) -> str | None:
    """``name`` if a picture agency is called so, the shown name of a news agency, or None."""
    agency = agency_named(name)
    if agency:
        return table().names[agency]
    return name if key(name) in picture_sources() and key(name) not in _plain() else None


def read_photo_credits(captions: tuple[str, ...], credits: tuple[str, ...], ending: str) -> tuple[str, ...]:
    """Names of photographers and picture agencies in order of reading, each once; empty if none is named.

    Args:
        captions: texts of captions; a credit closes one.
        credits: texts of credit lines; those of the story itself name no picture and are passed over.
        ending: last characters of the text.
    """
    found = [name for caption in captions for name in _of_caption(caption)]
    found += [name for credit in credits for name in _of_line(credit)]
    found += _labelled(ending.rstrip().rpartition("\n")[2][-_REACH:])
    # the same name in capitals is the same name: the first stands
    named: dict[str, str] = {}
    for name in found:
        named.setdefault(key(name), name)
    return tuple(named.values())


def _of_caption(text: str) -> list[str]:
    tail = text.strip()[-_REACH:]
    found = _labelled(tail)
    if found:
        return found
    bracket = _BRACKET.search(tail)
    if bracket:
        return _names(bracket.group("inner"))
    marked = _MARKED.search(tail)
    if marked:
        return _names(marked.group("inner"), sure=True)
    last = _SENTENCE.search(tail)
    return _names(last.group("inner")) if last else _names(tail)


def _of_line(text: str) -> list[str]:
    if _labels().search(text) or _AGENCY_PHOTO.search(text):
        return _labelled(text[-_REACH:])
    marked = _MARKED.search(text)
    if marked:
        return _names(marked.group("inner"), sure=True)
    parts = [p for p in _PARTS.split(text.strip("()[] ")) if p]
    pictured = any(key(p) in picture_sources() for p in parts)
    named = len(parts) > 1 and picture_source(parts[-1]) is not None and _is_name(parts[0])
    return _names(text) if pictured or named else []


def _labelled(tail: str) -> list[str]:
    """Names behind "Photo:", "Foto:", "사진=", or around "AP Photo/"."""
    if not any(mark in tail for mark in _MARKS):
        return []
    photo = _AGENCY_PHOTO.search(tail)
    if photo and agency_named(photo.group("agency")):
        return _names(tail[photo.start() :].replace(photo.group(), photo.group("agency"), 1), sure=True)
    label = None
    for label in _labels().finditer(tail):
        pass
    return _names(tail[label.end() :], sure=True) if label else []


def _names(text: str, *, sure: bool = False) -> list[str]:
    """The names of a credit; without ``sure`` only when one of them is a known agency."""
    text = re.split(r"[)\]）】\n]|\. ", text.strip("()[]（）【】 "), maxsplit=1)[0]
    parts = [p.strip(" .,:;()[]©*") for p in _PARTS.split(_labels().sub("", text)) if p]
    parts = [p for p in parts if p and key(p) not in _plain()]
    known = [picture_source(p) for p in parts]
    if not (sure or any(known)):
        return []
    return [k or p for p, k in zip(parts, known, strict=True) if k or _is_name(p)]


def _is_name(text: str) -> bool:
    words = text.split()
    spelled = all(w[0].isalpha() and not (w[0].islower() and len(words) == 1) for w in words)
    return 0 < len(words) <= _MOST_WORDS and spelled and not any(c.isdigit() for c in text)
