"""Agencies that a text is signed with at its end."""

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.sources.agencies import Setting, agencies_credited, agencies_listed, mentions_agency, names_picture, table
from copydesk.sources.names import key, phrase_list, read_table

_BRACKET = re.compile(r"[(\[（【〔/]\s?(?P<inner>[^()\[\]（）【】〔〕]{2,160}?)\s?[)\]）】〕/]\s?[.。]?$")
_TAIL = re.compile(r"(?:[.!?…。！？।۔][\"'”’»)\]]{0,2}|[\"”»])\s*[-–—*]{0,2}\s*(?P<tail>[^.!?…。！？।۔]{2,90})\.?$")
_SLASHED = re.compile(r"(?:^|[\s.])/?(?P<pieces>[^\s/]{2,20}(?:/[^\s/]{2,20}){1,4})/?$")
_MARKED = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)\s?(?:(?:©|[Cc]opyright)\s?)?(?:(?:19|20)\d\d\s?)?(?:by\s)?(?P<owner>[^.,\n()]{2,40})"
)
# Editors' initials behind an agency's bracket.
_BEHIND_BRACKET = re.compile(r"(?<=\))(?:\s[a-z]{2,4}(?:/[a-z]{2,4})*/?|(?:\s[A-Z]{2,5}){1,4})$")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]{0,2}\s*$")
# The line before the last is looked at when the last is as short as editors' initials are.
_SHORT_LINE = 40
# A credit on a line of its own has at most so many characters.
_LONGEST_CREDIT = 140
# Credits stand in the last characters of a line.
_REACH = 250


def agencies_signed(ending: str, setting: Setting) -> tuple[str, ...]:
    """Ids of the agencies that ``ending``, the last characters of a text, is signed with; empty if none."""
    lines = [line.strip() for line in ending.rsplit("\n", 4)[-4:]]
    lines = [line for line in lines if line]
    if not lines:
        return ()
    looked_at = lines[-2:] if len(lines[-1]) <= _SHORT_LINE else lines[-1:]
    if not any(mentions_agency(line[-_REACH:]) for line in looked_at):
        return _of_style(lines)
    alone = "\n" in ending.strip()
    found = _of_line(lines[-1], setting, own_line=alone)
    if not found and len(looked_at) > 1:
        found = _of_line(lines[-2], setting, own_line=len(lines) > 2)
    return found or _of_mark(lines[-1], setting) or _of_style(lines)


def _of_line(line: str, setting: Setting, *, own_line: bool) -> tuple[str, ...]:
    if own_line and len(line) <= _LONGEST_CREDIT and line not in table().not_alone:
        found = agencies_credited(line, setting)
        if found:
            return found
    return _of_bracket(line, setting) or _of_tail(line, setting) or _of_phrase(line, setting)


def _of_bracket(line: str, setting: Setting) -> tuple[str, ...]:
    if ")" not in line[-24:] and line[-1] not in "]）】〕/" and line[-2:-1] not in "]）】〕":
        return ()
    line = _BEHIND_BRACKET.sub("", line[-200:])
    match = _BRACKET.search(line, max(0, len(line) - 170))
    if match is None:
        return ()
    before = line[: match.start()]
    ended = not before.strip() or _SENTENCE_END.search(before) is not None
    inner = match.group("inner")
    found = agencies_credited(inner, setting)
    if not found or ended:
        return found
    # inside a sentence initials are an abbreviation of the words before them
    plain = Setting(language=setting.language, place=setting.place, doubtful=False)
    return agencies_credited(inner, plain) if not before.rstrip()[-1:].isupper() else ()


def _of_tail(line: str, setting: Setting) -> tuple[str, ...]:
    """A credit behind the last sentence: "... he said. Reuters", "... said. Avec AFP"."""
    plain = Setting(language=setting.language, place=setting.place, doubtful=False)
    match = _TAIL.search(line, max(0, len(line) - 110))
    if match:
        tail = match.group("tail")
        return agencies_credited(tail, setting if "/" in tail else plain)
    match = _SLASHED.search(line, max(0, len(line) - 60))
    if match and _SENTENCE_END.search(line[: match.start()] + line[match.start() : match.start() + 1].strip()):
        return agencies_listed(match.group("pieces"), setting)
    return ()


@cache
def _inside() -> AhoCorasick:
    phrases = phrase_list(read_table("agencies.toml")["phrases"], "inside")
    return AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest)


def _of_phrase(line: str, setting: Setting) -> tuple[str, ...]:
    """A phrase that only a credit has, in the last sentence: "The Associated Press contributed to this report"."""
    tail = line[-200:]
    lowered = tail.lower()
    matches = _inside().find_matches_as_indexes(lowered) if len(lowered) == len(tail) else []
    if not matches or names_picture(tail[matches[0][1] : matches[0][2] + 12]):
        return ()
    start = matches[0][1]
    if tail[start].isalpha() and tail[start - 1 : start].isalpha() and start:
        return ()
    breaks = [m.end() for m in re.finditer(r"[.!?…]\s|[(*—]\s?", tail[:start])]
    behind = agencies_credited(tail[matches[0][2] :].rstrip(".) "), setting)
    if behind:
        return behind
    sentence = tail[breaks[-1] if breaks else 0 :].strip(" *()")
    return agencies_credited(re.split(r"[.)]\s", sentence, maxsplit=1)[0].rstrip(".)"), setting)


def _of_mark(line: str, setting: Setting) -> tuple[str, ...]:
    match = _MARKED.search(line[-250:])
    return agencies_listed(match.group("owner"), setting) if match else ()


@cache
def _styles() -> tuple[tuple[str, tuple[str, ...], tuple[re.Pattern[str], ...]], ...]:
    """Agency, what a line has for its patterns to be tried, and the patterns."""
    styles = read_table("agencies.toml")["styles"]
    return tuple(
        (agency, tuple(style["hints"]), tuple(map(re.compile, style["patterns"])))
        for agency, style in styles.items()
    )


@cache
def _no_initials() -> frozenset[str]:
    return frozenset(read_table("agencies.toml")["initials"]["no_sign_off"])


def _of_style(lines: list[str]) -> tuple[str, ...]:
    """How an agency's editors sign, where they do not name it."""
    for line in reversed(lines[-2:]):
        for agency, hints, patterns in _styles():
            if not any(hint in line for hint in hints):
                continue
            for pattern in patterns:
                match = pattern.search(line)
                if match and (agency != "afp" or _is_signature(line, match)):
                    return (agency,)
    return ()


def _is_signature(line: str, match: re.Match[str]) -> bool:
    """True for initials behind a sentence or alone, and no words that stand beside a slash."""
    before = line[: match.start()]
    if before.strip() and not _SENTENCE_END.search(before):
        return False
    return not any(p in _no_initials() for p in re.split(r"[/-]", match.group().strip()))


def agencies_of_initials(credit: str) -> tuple[str, ...]:
    """AFP for a credit that is editors' initials and nothing more ("kd/plo"); empty otherwise."""
    return _of_style([credit.strip()]) if key(credit) else ()
