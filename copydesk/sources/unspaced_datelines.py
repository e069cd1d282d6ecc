"""Datelines of Chinese, Japanese and Korean: in brackets, or run together with agency and day."""

import re
from functools import cache

from copydesk.sources.agencies import ANYWHERE, agencies_listed, agency_named, names_picture, table
from copydesk.sources.datelines import Dateline
from copydesk.sources.names import is_unspaced, key
from copydesk.sources.places import is_known_place, refuses

_BRACKET = re.compile(r"[\s\u3000]*[【［\[（(〔](?P<inner>[^】］\]）)〕\n]{2,60})[】］\]）)〕][\s\u3000]*(?:[-–—=＝:：]\s?)?")
_WIRED = re.compile(r"[\s\u3000]*(?P<inner>[^\s，。（(【「]{2,24}?[电電讯訊])(?=[\s\u3000（(：:，,]|综述|綜述|题|題|$)[\s\u3000]*")
_DAY = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日")
_PARTS = re.compile(r"[＝=・·／/\s\u3000,，|｜:：]+")
_ENDS = ("电", "電", "讯", "訊")
# What a dispatch is said to be, behind its day: "compiled from abroad", "special dispatch".
_SORT = re.compile(r"(?:综合|綜合|外电|外電|专|專|特|报道|報導|報道|消息|通信|発)+$")
_PEN = re.compile(r"(?:本报|本報|本刊|本社|本台|特约|特約)?(?:記者|记者|特派員|特派员|特派记者|通讯员)")
_FROM = re.compile(r"^(?:据|據|本报|本報|本社|本网)")
# A reporter's name has two to four signs.
_NAME = (4, 3, 2)
_PLACE_SIGNS = 8


def read_unspaced(text: str) -> Dateline | None:
    """The dateline that opens ``text`` in brackets or run together, or None."""
    match = _BRACKET.match(text)
    if match:
        found = _read_bracket(match.group("inner"), match.end())
        return found
    match = _WIRED.match(text)
    if match and _DAY.search(_narrow(match.group("inner"))):
        return _read_joined(_narrow(match.group("inner")), match.end(), loose=True)
    return None


def _narrow(text: str) -> str:
    """Digits of full width as ASCII, one character for one."""
    return text.translate(_DIGITS)


_DIGITS = {ord("０") + n: str(n) for n in range(10)}


def _read_bracket(inner: str, end: int) -> Dateline | None:
    if names_picture(inner):
        return None
    narrow = _narrow(inner).strip()
    parts = [p for p in _PARTS.split(narrow) if p]
    if len(parts) == 1:
        return _read_joined(narrow, end, loose=False)
    agencies = tuple(dict.fromkeys(a for p in parts if (a := agency_named(p))))
    date = next((p for p in parts if _DAY.fullmatch(p)), None)
    others = [p for p in parts if p != date and agency_named(p) is None]
    place = _place_among(others, sure=bool(agencies) or bool(date), joined="＝" in inner or "=" in inner)
    if not agencies and not place:
        return _read_joined(narrow.replace(" ", ""), end, loose=False)
    printed = inner[narrow.find(date) : narrow.find(date) + len(date)] if date else None
    return Dateline(place, printed, agencies, end)


def _place_among(parts: list[str], *, sure: bool, joined: bool) -> str | None:
    """The place of a bracket's pieces: a known one, or the first beside an agency, a day or a reporter."""
    for part in parts:
        bare = re.sub(r"(?:報導|报道|報道)$", "", part)
        if is_known_place(bare):
            return bare
    if not parts or not (sure or joined) or len(parts[0]) > _PLACE_SIGNS or refuses(parts[0], plain=True):
        return None
    return parts[0] if (joined or sure) and parts[0].isalpha() and not parts[0].isascii() else None


def _read_joined(inner: str, end: int, *, loose: bool) -> Dateline | None:
    """Agency, place, reporter and day without spaces: "中央社記者王小明台北25日電", "北京時事"."""
    match = _DAY.search(inner)
    date = match.group() if match else None
    ended = inner.endswith(_ENDS)
    head = inner[: match.start()] if match else inner
    own = _FROM.match(head) is not None
    head = _SORT.sub("", _FROM.sub("", head).rstrip("电電讯訊"))
    agency, rest = _cut_agency(head)
    place = _cut_place(rest) if rest else None
    if agency is None:
        if loose and ended and not own:
            place = _known_end(head)
        return Dateline(place, date, (), end) if loose and ended and place else None
    if rest and place is None:
        return None
    return Dateline(place, date, (agency,), end)


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Names of agencies in scripts without spaces and in Hangul, longest first."""
    found = table().forms
    mine = [f for f in found if is_unspaced(f) or "\uac00" <= f[:1] <= "\ud7a3"]
    return tuple((f, found[f][0].agency_id) for f in sorted(mine, key=lambda f: (-len(f), f)))


def _cut_agency(text: str) -> tuple[str | None, str]:
    """The agency that opens or closes ``text``, and what is left of it."""
    whole = agency_named(text)
    if whole:
        return whole, ""
    listed = agencies_listed(text, ANYWHERE)
    if listed:
        return listed[0], ""
    folded = key(text)
    for form, agency in _forms():
        if folded.startswith(form):
            return agency, text[len(form) :]
        if folded.endswith(form):
            return agency, text[: len(text) - len(form)]
    return None, text


def _known_end(text: str) -> str | None:
    """The longest end of ``text`` that is a known place: an outlet's name stands before it."""
    return next((text[i:] for i in range(1, len(text) - 1) if is_known_place(text[i:])), None)


def _cut_place(text: str) -> str | None:
    """The place in ``text``, with or without the reporter before or behind it."""
    text = text.strip()
    if is_known_place(text):
        return text
    pen = _PEN.search(text)
    if pen:
        behind = text[pen.end() :]
        if is_known_place(text[: pen.start()]):
            return text[: pen.start()]
        for length in _NAME:
            if is_known_place(behind[length:]):
                return behind[length:]
        return None
    return text if 2 <= len(text) <= _PLACE_SIGNS and text.isalpha() else None
