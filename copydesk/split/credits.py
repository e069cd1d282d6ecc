"""Credits of pictures: at the end of a caption, in brackets, behind a mark, or on a line of their own."""

import re

from copydesk.labels import fold, load
from copydesk.roles import Role
from copydesk.sources.agencies import names_source

_CAPTION_TAIL = re.compile(
    # run together with the word before it: "... a rabbitCredit: Agency"
    r"(?:^|(?<=[^\W\d_A-Z])(?=[A-ZÀ-Þ])|(?<=[.!?…])(?=[A-ZÀ-Þ])|(?<=[.!?…]\s)|(?<=[.!?…][\"'”’]\s))"
    r"(?P<label>[^\W\d_]+(?: [^\W\d_]+)?)\s?:\s?"
    r"(?P<rest>(?:[^.!?]|(?<=\b[^\W\d_])\.){2,80})$"
)

# "... at the port. (Ann Dole/Agency via Getty Images)", "... (C) Dole"; every repeat is bounded.
_BRACKETED = re.compile(r"[(\[]\s?(?P<inner>[^()\[\]]{3,90}?)\s?[)\]]\W{0,2}$")
_MARKED = re.compile(r"(?<=\S)\s?(?:\([cC]\)|©)\s?[^©]{2,60}$")
_LAST_WORDS = re.compile(r"[.!?。！？][\"'”’»)]?\s{0,2}(?P<last>[^\W\d_][^.!?。！？:：]{1,40})$")
# "photographed by" as captions close with it
_PHOTOGRAPHED = ("摄", "攝", "撮影", "기자", "提供", "제공")
_PARTS = re.compile(r"\s*[/|,;:]\s*|\s+(?:via|by)\s+")
_SLASH = re.compile(r"\S\s?[/|]\s?\S")
# A credit on a line of its own has at most so many words, one in brackets so many.
_LINE_WORDS, _BRACKET_WORDS = 9, 14


def credit_tail(text: str) -> int | None:
    """Where a picture credit at the end of a line starts ("... he said. Photo: J. Doe/Agency"), or None."""
    if ":" not in text[-90:]:
        return None
    match = _CAPTION_TAIL.search(text, max(0, len(text) - 120))
    if match is None:
        return None
    hit = load().opening(match.group("label").lower())
    return match.start() if hit and hit.role in (Role.CAPTION, Role.CREDIT) else None


def closes_caption(text: str) -> bool:
    """True when a picture's credit closes the line, so that the line is its caption.

    The credit has a label, stands in brackets with an agency's name or a slash, or behind the
    copyright mark.
    """
    if text[-1] in ")]" or text[-2:-1] in ")]":
        match = _BRACKETED.search(text, max(0, len(text) - 100))
        if match and match.start() > 0:
            return _names_picture(match.group("inner"), alone=False)
    if "©" in text[-65:] or "(c" in text[-65:].lower():
        match = _MARKED.search(text, max(0, len(text) - 70))
        if match and match.start() > 0:
            return True
    return credit_tail(text) is not None or _names_end(text)


def _names_end(text: str) -> bool:
    """True when a sentence is followed by a source or a name and nothing more: "... in Losail. EFE"."""
    match = _LAST_WORDS.search(text, max(0, len(text) - 50))
    if match is None or not match.start():
        return False
    last = match.group("last").strip("()（） ")
    words = last.split()
    if any(names_source(p) for p in (last, *_PARTS.split(last)) if p):
        return True
    if last.endswith(_PHOTOGRAPHED):
        return True
    return len(words) in (2, 3) and all(w[0].isupper() and w[-1] != "." for w in words) and last.isascii()


def is_credit_line(text: str) -> bool:
    """True for a picture credit on a line of its own: "Ann Dole / Agency", "(Ann Dole/Getty Images)"."""
    if len(text) > 90 or len(text.split()) > _LINE_WORDS or text[-1] in ".!?:":
        return False
    inner = text.strip("()[] ")
    return _SLASH.search(inner) is not None and _names_picture(inner, alone=True)


def _names_picture(inner: str, *, alone: bool) -> bool:
    """True when a credit's text names an agency: beside other names, or (``alone``) behind a slash."""
    parts = [p for p in _PARTS.split(inner) if p]
    if len(inner.split()) > _BRACKET_WORDS or len(parts) < 1:
        return False
    index = load()
    named = any(names_source(p) for p in parts)
    if alone or len(parts) > 1:
        slashed = "/" in inner and not any(c.isdigit() for c in inner) and inner[:1].isupper()
        return named or (slashed and not alone)
    words = inner.split()
    label = index.opening(fold(inner))
    labelled = label is not None and label.role in (Role.CAPTION, Role.CREDIT)
    return len(words) > 1 and (
        labelled or names_source(" ".join(words[-2:])) or names_source(words[-1])
    )
