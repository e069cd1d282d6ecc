"""Who wrote an article: the people of a byline, without what else stands in one."""

import re
from functools import cache
from typing import NamedTuple

from copydesk.sources.agencies import agency_named, names_picture
from copydesk.sources.name_shapes import is_person, split_joined
from copydesk.sources.names import is_unspaced, key, phrase_list, read_table
from copydesk.sources.places import is_known_place, is_region
from copydesk.sources.publishers import outlet_named

_CONTACT = re.compile(
    r"\S+@\S+\.\w{2,}|(?:https?://|www\.)\S+|(?:\+?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]?\d{2,4}[-\d]*|[•·]?\s?\d+\s?[hmd]\b"
)
_HANDLE = re.compile(r"@\w+")
_BREAKS = re.compile(r"\s*(?:[|｜•;；\n/／，、,،]|(?<=\s)[-–—](?=\s)|[-–—]\s*$|^[-–—]|[·・＝=])\s*")
_BRACKETS = re.compile(r"[(\[（【〔][^()\[\]（）【】〔〕]*[)\]）】〕]?")
_POSSESSIVE = re.compile(r"^(?P<outlet>[^'’]{2,30})['’]s\s+")
_SAYS = re.compile(
    r"(?:^|[.!?…][\"'”’]?\s)(?:(?P<outlet>[A-Z][\w.& ]{0,28}?)['’]s )?(?P<name>(?:[A-Z][\w'’.-]+ ){2,3})reports?\.\s*$"
)
_BYLINE_ABOVE = re.compile(r"\s*(?:By|BY|Von|Par|Por|Di|Door|Av|Af|Oleh|Автор:|Yazan:)\s(?P<name>[^\n]{3,80})\n")
_HAN_LABEL = re.compile(r"\S{0,4}(?:记者|記者\s?\S)")
_SLASHED_LABEL = re.compile(r"(?:^|\s)(?P<label>文|图|圖|摄|攝|摄影|攝影|글|사진)\s?[/／]\s?")
_INITIAL_END = re.compile(r"(?:^|\s)(?:[^\W\d_]|[JS]r|Jnr|Snr)\.$")
_HANGUL_PEN = re.compile(r"[)\]]\s?(?P<name>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*)\s?(?:인턴)?(?:기자|특파원|선임기자)\s?[=＝]")
_HAN_PEN = re.compile(r"[（(〔](?:\S{0,6}?)(?:记者|記者)\s?(?P<name>[\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,4})*)[）)〕／/]")
# A byline has at most so many characters; what is longer is a biography.
_LONGEST = 400
# A name in letters has two words and more.
_FEWEST = 2


class Authors(NamedTuple):
    """People in order of print, and the desk or post beside or instead of them; empty and None if none."""

    people: tuple[str, ...]
    desk: str | None


class _Words(NamedTuple):
    author: re.Pattern[str]
    other: re.Pattern[str]
    inner: re.Pattern[str]
    roles: frozenset[str]
    posts: frozenset[str]
    role_ends: re.Pattern[str]
    stops: re.Pattern[str]
    joiners: re.Pattern[str]


@cache
def _words() -> _Words:
    data = read_table("people.toml")
    labels, names = data["labels"], data["names"]
    author, other = phrase_list(labels, "author"), phrase_list(labels, "other")
    roles = phrase_list(data["roles"], "phrases")
    both = sorted({*author, *other}, key=lambda p: (-len(p), p))
    return _Words(
        author=_opening(author),
        other=_opening(other),
        inner=re.compile(rf"(?<=\s)(?={_alternation([p for p in both if not is_unspaced(p)])}\s?[:：])", re.IGNORECASE),
        roles=frozenset(roles),
        posts=frozenset(phrase_list(data["roles"], "words")),
        role_ends=_role_ends(roles, tuple(phrase_list(data["roles"], "offices"))),
        stops=re.compile(rf"\s(?:(?i:for|from|near|via|published|updated|posted|\d.*)|{_alternation(phrase_list(names, 'stops'))})(?:\s.*|$)"),
        joiners=re.compile(rf"\s+(?:{_alternation(names['joiners'])})\s+", re.IGNORECASE),
    )


def _role_ends(roles: list[str], offices: tuple[str, ...]) -> re.Pattern[str]:
    """A post behind a name: apart, after a comma, or run together with it; in scripts without case also joined."""
    posts = [r for r in roles if not r.endswith(offices)]
    before = r"(?:(?<=[a-zà-ÿ])(?=[A-Z])|(?:^|[\s,])|(?<=[^\x00-\x7f]))"
    return re.compile(rf"{before}(?i:{_alternation(posts)})$")


def _alternation(phrases: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, phrases))})"


def _opening(phrases: list[str]) -> re.Pattern[str]:
    spaced = _alternation([p for p in phrases if not is_unspaced(p)])
    joined = _alternation([p for p in phrases if is_unspaced(p)])
    return re.compile(rf"(?:{spaced}(?=[\s:：.]|$)|{joined})\.?\s?[:：]?\s*", re.IGNORECASE)


def read_authors(byline: str | None, opening: str, ending: str, language: str | None) -> Authors:
    """The people who wrote a text, by its byline or, without one, by what its first or last words say.

    Args:
        byline: author line as printed, with or without its label.
        opening: first characters of the text: a byline above a dateline, a reporter beside one.
        ending: last characters of the text ("WSJ's Ann Dole reports.").
        language: ISO 639-1 code, None if unknown.
    """
    if byline and byline.strip():
        return read_byline(byline, language)
    for pattern in (_BYLINE_ABOVE, _HANGUL_PEN, _HAN_PEN):
        found = pattern.match(opening) if pattern is _BYLINE_ABOVE else pattern.search(opening[:120])
        if found:
            return read_byline(found.group("name"), language)
    says = _SAYS.search(ending[-160:])
    if says and (says.group("outlet") is None or _is_outlet(says.group("outlet"))):
        return Authors(read_byline(says.group("name"), language).people, None)
    return Authors((), None)


def read_byline(byline: str, language: str | None = None) -> Authors:
    """The people and the desk of an author line as printed."""
    text = " ".join(byline[:_LONGEST].split()).strip("()[]（）【】〔〕 ")
    if _HAN_LABEL.match(text):
        language = language or "zh"
    text = _HANDLE.sub(" ", _CONTACT.sub(" | ", text))
    text = _SLASHED_LABEL.sub(r"|\g<label>：", _words().inner.sub("|", text))
    text = _BRACKETS.sub(lambda bracket: bracket.group().replace(",", " "), text)
    people: list[str] = []
    desk: str | None = None
    skipping = False
    for piece in _BREAKS.split(text):
        kept, skipping = _behind_label(piece, skipping=skipping)
        for part in _words().joiners.split(kept) if kept else ():
            part, role = _without_role(_behind_label(part, skipping=False)[0])
            desk = desk or role
            for name in split_joined(part, language):
                if _is_author(name):
                    people.append(name)
    return Authors(tuple(dict.fromkeys(people)), desk)


def _behind_label(piece: str, *, skipping: bool) -> tuple[str, bool]:
    """``piece`` without its label; empty, and True, when the label introduces somebody else."""
    piece = piece.strip(" :：*\"“”_").lstrip(".")
    for _ in range(3):
        other = _words().other.match(piece)
        author = _words().author.match(piece)
        if other and (author is None or other.end() > author.end()):
            return "", True
        if author is None or not author.end():
            break
        piece, skipping = piece[author.end() :].strip(), False
    return ("", True) if skipping else (piece, False)


def _without_role(part: str) -> tuple[str, str | None]:
    """A name without posts, titles, place and employer around it, and the post if one stood there."""
    bracket = _BRACKETS.search(part)
    desk = None
    if bracket:
        inner = bracket.group().strip("()[]（）【】〔〕 ")
        if names_picture(inner):
            return "", None
        desk = inner if key(inner) in _words().roles else None
        part = _BRACKETS.sub(" ", part)
    owner = _POSSESSIVE.match(part)
    if owner and _is_outlet(owner.group("outlet")):
        part = part[owner.end() :]
    part = part.strip(" ,:*\"“”'_-–—").lstrip(".")
    part = part if _INITIAL_END.search(part) else part.rstrip(" .")
    if key(part) in _words().roles:
        return "", part
    part = _words().stops.sub("", part)
    for _ in range(3):
        match = _words().role_ends.search(part)
        if match is None:
            break
        desk, part = part[match.start() :].strip(" ,"), part[: match.start()].rstrip(" ,")
    part, opener = _without_leading_role(part)
    return _without_outlet(part), desk or opener


def _without_leading_role(part: str) -> tuple[str, str | None]:
    """A name without the post before it: "unserem Korrespondenten Bo Lark"."""
    words = part.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        post = key(words[count - 1]) in _words().posts and len(words) - count >= _FEWEST
        if post or key(" ".join(words[:count])) in _words().roles:
            return " ".join(words[count:]), " ".join(words[:count])
    return part, None


def _without_outlet(part: str) -> str:
    """A name without the outlet run on behind it: "Ann Dole Fox News"."""
    words = part.split()
    for count in range(2, len(words)):
        behind = " ".join(words[count:])
        if _is_outlet(behind):
            return " ".join(words[:count])
    for match in re.finditer(r"(?<=[a-zà-ÿ])(?=[A-Z])", part):
        if _is_outlet(part[match.start() :]):
            return part[: match.start()]
    return part


def _is_outlet(text: str) -> bool:
    return agency_named(text) is not None or outlet_named(text) is not None


def is_post(text: str) -> bool:
    """True for words that end with a post or office: "Science Writer", "Staff"."""
    words = text.split()
    return bool(words) and key(words[-1]) in _words().posts


def _is_author(name: str) -> bool:
    folded = key(name)
    if not folded or folded in _words().roles or is_known_place(name) or is_region(name) or _is_outlet(name):
        return False
    return is_person(name)
