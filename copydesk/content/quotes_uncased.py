"""Who says a quote in languages without capitals: by verb, marker, role and surname, where that is sure."""

import re
from functools import cache
from typing import Final

from copydesk.content.quotes_speakers import Attribution
from copydesk.content.quotes_words import UncasedWords, uncased_words

VERB_LAST: Final = frozenset({"ja", "ko"})
"""Languages whose verb ends the sentence, so that quotes joined by a particle share it."""
_CLAUSE: Final = re.compile(r"[。！？!?\n；;]|[.।](?=\s)")
_HAN_NAME: Final = re.compile(r"[\u3400-\u9fff々ヶ]{2,7}|[\u30a0-\u30ff・ー＝]{2,20}")
_FOREIGN: Final = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·・•‧][\u4e00-\u9fff]{1,8})+")
_PUNCTUATION: Final = ' \t，,、:：，。「“"『'
_WORD: Final = re.compile(r"[^\s,،:：.؛«»\"“”()\-–—]+(?:['’״\"][^\s,،:：.؛«»“”()]+)?")
_TATWEEL_L: Final = "ال"


@cache
def _verb_pattern(code: str) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, uncased_words(code).verbs))
    spaced = code in {"ar", "he", "hi"}
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if spaced else alternatives)


def attribute(text: str, left: tuple[int, int], right: tuple[int, int], code: str) -> Attribution | None:
    """Attribution beside a quote that stands between ``left`` and ``right``; null when no verb is there."""
    words = uncased_words(code)
    if code in VERB_LAST:
        return _topic(text, left, right, code, words)
    if code == "zh":
        return _chinese(text, left, right, words)
    return _spaced(text, left, right, code, words)


def _last_clause(text: str, start: int, end: int) -> int:
    for match in _CLAUSE.finditer(text, start, end):
        start = match.end()
    return start


def _first_clause(text: str, start: int, end: int) -> int:
    match = _CLAUSE.search(text, start, end)
    return match.start() if match else end


def _topic(
    text: str, left: tuple[int, int], right: tuple[int, int], code: str, words: UncasedWords
) -> Attribution | None:
    """Japanese and Korean: the verb comes last, the speaker is the topic before the quote or after it."""
    stop = _first_clause(text, *right)
    verb = _verb_pattern(code).search(text, right[0], stop)
    if verb is None:
        return None
    name = _with_topic_mark(text, _last_clause(text, *left), left[1], code, words)
    if name is None:
        start = right[0]
        while start < verb.start() and text[start] in "とと、,고라며 ":
            start += 1
        name = _with_topic_mark(text, start, verb.start(), code, words)
    return Attribution(name, verb.span(), confidence=0.85)


_TOPIC: Final = {
    "ja": re.compile(r"([^\s、，,。「」（）]+?)(?:（[^）]*）)?(?:は|が)(?:[^。「」]{0,25}[、，])?\s*$"),
    "ko": re.compile(
        r"((?:[^\s,，\"“”()]+ ){0,2}[^\s,，\"“”()]+?)(?:\([^)]*\))?(?:은|는|이|가)\s+(?:[^\"“”,]{0,20} )?$"
    ),
}


def _with_topic_mark(
    text: str, start: int, end: int, code: str, words: UncasedWords
) -> tuple[int, int] | None:
    match = _TOPIC[code].search(text, start, end)
    if match is None:
        return None
    if code == "ja":
        return _japanese_name(text, *match.span(1), words)
    return _korean_name(text, *match.span(1), words)


def _japanese_name(text: str, start: int, end: int, words: UncasedWords) -> tuple[int, int] | None:
    """Name before its title of address; without one it is no sure name."""
    if any(stop in text[start:end] for stop in words.stops):
        return None
    titled = False
    while True:
        role = next((r for r in words.roles if text.endswith(r, start, end)), None)
        if role is None:
            break
        titled, end = True, end - len(role)
    if not titled or not _HAN_NAME.fullmatch(text, start, end):
        return None
    return start, end


def _korean_name(text: str, start: int, end: int, words: UncasedWords) -> tuple[int, int] | None:
    """Name of three syllables with a known surname, beside a role or alone."""
    parts = [m.span() for m in re.finditer(r"\S+", text[start:end])]
    spans = [(start + a, start + b) for a, b in parts]
    titled = bool(spans) and text[slice(*spans[-1])] in words.roles
    if titled:
        spans.pop()
    if not spans:
        return None
    first, last = spans[-1]
    if not titled:
        role = next((r for r in words.roles if text.endswith(r, first, last) and last - len(r) > first), None)
        titled, last = role is not None, last - len(role or "")
    fits = last - first == 3 and text[first] in words.surnames
    return (first, last) if fits and titled else None


def _chinese(
    text: str, left: tuple[int, int], right: tuple[int, int], words: UncasedWords
) -> Attribution | None:
    """The speaker leads the verb: before the quote, or in the clause after it."""
    pattern = _verb_pattern("zh")
    end = right[1]
    for sign in re.finditer(r"[，,。；：:]", text[right[0] : right[1]]):
        end = right[0] + sign.start()
        if sign.start():
            break
    found = pattern.search(text, right[0], end)
    if found and found.start() - right[0] <= 20 and text[right[0] : right[0] + 1] not in "。！？":
        return Attribution(_chinese_name(text, right[0], found.start(), words), found.span(), confidence=0.85)
    start = _last_clause(text, *left)
    found = None
    for found in pattern.finditer(text, start, left[1]):  # noqa: B007  the last one counts
        pass
    if found is None or len(text[found.end() : left[1]].strip(_PUNCTUATION)) > 12:
        return None
    commas = max(text.rfind(sign, start, found.start()) for sign in "，,、")
    name = _chinese_name(text, max(start, commas + 1), found.start(), words)
    gap = len(text[found.end() : left[1]].strip(_PUNCTUATION)) // 2
    return Attribution(name, found.span(), gap=gap, confidence=0.85)


def _chinese_name(text: str, start: int, end: int, words: UncasedWords) -> tuple[int, int] | None:
    """Two or three signs with a known surname, after a role or at the start, up to verb or small word."""
    while start < end and text[start] in _PUNCTUATION:
        start += 1
    for role in words.roles:
        at = text.rfind(role, start, end)
        if at >= 0:
            start = max(start, at + len(role))
    foreign = _FOREIGN.match(text, start, end)
    if foreign:
        return foreign.span()
    stops = [text.find(stop, start, end) for stop in words.stops]
    last = min([at for at in stops if at > start] + [end])
    while last > start and text[last - 1].isdigit():
        last -= 1
    if 2 <= last - start <= 3 and text[start] in words.surnames and text[start:last] not in words.pronouns:
        return start, last
    return None


def _spaced(
    text: str, left: tuple[int, int], right: tuple[int, int], code: str, words: UncasedWords
) -> Attribution | None:
    """Arabic, Hebrew, Hindi: words between verb, role and mark."""
    pattern = _verb_pattern(code)
    stop = _first_clause(text, *right)
    verb = pattern.search(text, right[0], stop)
    if verb and len(text[right[0] : verb.start()].split()) <= 6:
        before = text[right[0] : verb.start()].strip(" ,،.-–—")
        name = _words_name(text, verb.end(), stop, words) if not before else None
        name = name or _before_verb(text, right[0], verb.start(), code, words)
        if name is None and not before:
            name = _before_verb(text, _last_clause(text, *left), left[1], code, words)
        return Attribution(name, verb.span(), confidence=0.85)
    start = _last_clause(text, *left)
    found = None
    for found in pattern.finditer(text, start, left[1]):  # noqa: B007  the last one counts
        pass
    if found is None or len(text[found.end() : left[1]].split()) > 10:
        return None
    name = _before_verb(text, start, found.start(), code, words)
    if name is None and code != "hi":
        name = _words_name(text, found.end(), left[1], words)
    gap = 0 if name and name[0] > found.start() else len(text[found.end() : left[1]].split())
    return Attribution(name, found.span(), gap=gap, confidence=0.85)


def _before_verb(text: str, start: int, end: int, code: str, words: UncasedWords) -> tuple[int, int] | None:
    """Hindi: up to the marker of the doer. Hebrew: all between the last comma and the verb."""
    if code == "ar":
        return None
    comma = max(text.rfind(sign, start, end) for sign in ",،:")
    if comma >= 0 and text[comma + 1 : end].strip():
        start = comma + 1
    if code == "hi":
        marker = text.rfind(f" {words.marker} ", start, end)
        marker = (
            marker if marker >= 0 else (end if text[start:end].rstrip().endswith(f" {words.marker}") else -1)
        )
        if marker < 0:
            return None
        end = marker if marker < end else start + len(text[start:end].rstrip()) - len(words.marker)
    return _words_name(text, start, end, words)


def _words_name(text: str, start: int, end: int, words: UncasedWords) -> tuple[int, int] | None:
    """Two or three words after roles, to the first comma, mark or small word; one alone is not sure."""
    run: list[tuple[int, int]] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        between = text[last : match.start()].strip()
        last = match.end()
        if word in words.roles and not run:
            continue
        if word in words.stops or word in words.pronouns or word in words.roles or (run and between):
            break
        if not run and word.startswith(_TATWEEL_L) and len(word) > 4:
            return None
        run.append(match.span())
    return (run[0][0], run[-1][1]) if 2 <= len(run) <= 3 else None
