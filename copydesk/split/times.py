"""Find printed times: lines that are a time, and times glued to other text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.split.time_runs import DATE_WORDS, OTHER_WORDS, Run, read_runs
from copydesk.split.time_words import (
    LABEL,
    MARKS,
    MINUTES,
    MONTH,
    OPENS,
    UNSPACED,
    WEAK,
    WORD,
    TimeWords,
    fold_word,
    load,
)

# A line that holds a time, and one that holds words of time alone, have at most so many characters.
_LONGEST, _LONGEST_WORDED = 160, 60
_DIGIT = re.compile(r"\d")
_CLOCK_FORM = (
    rf"(?:\b|(?<=[{UNSPACED}]))\d{{1,2}}(?:[:.h]\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\b\.?)?"
    r"|\s?[時时點点시]\s?\d{1,2}\s?[分분](?:\s?\d{1,2}\s?[秒초])?)(?!\d)"
)
_CLOCK = re.compile(_CLOCK_FORM, re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\d.])(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:T\d{2}:\d{2}\S*)?"
    r"|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)|\d{1,3}年\s?\d{1,2}月\s?\d{1,2}日"
    r"|\d{1,2}月\s?\d{1,2}日|\d{4}년\s?\d{1,2}월\s?\d{1,2}일)"
)
_CLOCK_BEHIND = re.compile(
    rf"[\s,，|.·()（）월화수목금토일-]{{0,4}}(?:(?P<part>[^\W\d_]{{1,6}})\s?)?{_CLOCK_FORM}", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s?$")
# A date's words stand in so many characters before its year.
_DATE_CHARS = 30
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEARS = range(1900, 2100)
_ENDS_IN_CLOCK = re.compile(r"\d[:.h]\d\d\D{0,8}$")
# an outlet's name and not a particle: "and two days ago" is one word in Arabic
_GLUED_TO = re.compile(r"[^\W\d_]{3}$")
_PARTED = re.compile(r"[•·・|｜]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


@dataclass(frozen=True, slots=True)
class Time:
    """A printed time in a line: ``raw`` stands at ``start:end``; ``alone`` when nothing else does."""

    raw: str
    start: int
    end: int
    alone: bool
    relative: bool


def find_time(text: str) -> Time | None:
    """The printed time in a short line, or None.

    A line that is nothing but a time gives it whole, labels such as "Updated" left out, and the first of
    several ("Published: ... | Updated: ..."); a time glued to the end of a publisher's name
    ("The Star17 hours ago") is found where it starts.
    """
    if len(text) > _LONGEST:
        return None
    words = load()
    if _DIGIT.search(text) is None:
        if len(text) > _LONGEST_WORDED:
            return None
        return _relative(text, words) or _worded(text, words)
    return _relative(text, words) or _glued_day(text, words) or _absolute(text, words)


def _time(text: str, start: int, end: int, *, alone: bool, relative: bool) -> Time:
    return Time(text[start:end], start, end, alone, relative)


def find_times(text: str, *, absolute: bool = False) -> list[tuple[int, int]]:
    """Where relative times stand in a text of any length, or dates with their year; in order and apart."""
    if absolute:
        return list(_dates(text))
    words = load()
    spans = sorted(
        match.span()
        for which in _anchored(text, words)
        if (pattern := words.ago[which])
        for match in pattern.finditer(text)
    )
    return [span for n, span in enumerate(spans) if n == 0 or span[0] >= spans[n - 1][1]]


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """Spans of dates with a year: in figures, or with the month as a word near the year."""
    kinds = load().words
    end = 0
    for year in _YEAR.finditer(text):
        if year.start() < end or int(year.group()) not in _YEARS:
            continue
        exact = _DATE.search(text, max(end, year.start() - 12), year.end() + 16)
        if exact and exact.start() <= year.start() < exact.end():
            end = exact.end()
            yield exact.start(), end
            continue
        near = list(WORD.finditer(text, max(end, year.start() - _DATE_CHARS), year.start()))
        first, month = year.start(), False
        for match in reversed(near):
            word = fold_word(match.group())
            kind = kinds.get(word, 0)
            if not (word.isdigit() or kind & (MONTH | WEAK | LABEL)):
                break
            month = month or bool(kind & MONTH)
            first = match.start()
        if month:
            end = year.end()
            yield first, end


# -- relative ------------------------------------------------------------------------------------------


def _relative(text: str, words: TimeWords) -> Time | None:
    """The longest relative time, of the forms whose words stand in the text."""
    best: Time | None = None
    for which in _anchored(text, words):
        for pattern, is_counted in ((words.ago[which], False), (words.counted[which], True)):
            match = pattern.search(text) if pattern else None
            if match is None or (best and match.end() - match.start() <= best.end - best.start):
                continue
            found = _time(text, *_stripped(text, *match.span()), alone=False, relative=True)
            # "missing for two days" is no time: a unit that says its number counts on its own or glued
            if is_counted and not _is_set_off(text, found, words):
                continue
            best = found
    if best is None:
        return None
    alone = _is_filler(text[: best.start] + text[best.end :], words)
    return Time(best.raw, best.start, best.end, alone, True)


def _anchored(text: str, words: TimeWords) -> list[int]:
    """Numbers of the relative forms whose words stand in the text, in order."""
    matches = words.anchors.find_matches_as_indexes(text.lower(), overlapping=True)
    return sorted({which for which, _, _ in matches})


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end].strip()
    first = text.index(inner, start)
    return first, first + len(inner)


def _is_set_off(text: str, time: Time, words: TimeWords) -> bool:
    if text[time.end :].strip(MARKS):
        return False
    before = text[: time.start]
    glued = _GLUED_TO.search(before) or before.rstrip()[-1:] in tuple(MARKS.strip())
    return not before or bool(glued) or _is_filler(before, words)


def _is_filler(rest: str, words: TimeWords) -> bool:
    for match in WORD.finditer(rest):
        word = fold_word(match.group())
        if not (words.words.get(word) or word.isdigit()):
            return False
    return True


def _worded(text: str, words: TimeWords) -> Time | None:
    """A line that says when without a figure: "yesterday", "just now", "運動新聞網・昨天"."""
    inner = text.strip(MARKS)
    alone = inner.casefold() in words.whole
    if not alone:
        parted = _PARTED.search(inner)
        inner = _PARTED.split(inner)[-1].strip(MARKS) if parted else ""
        if inner.casefold() not in words.whole:
            return None
    start = text.rindex(inner)
    return _time(text, start, start + len(inner), alone=alone, relative=True)


def _glued_day(text: str, words: TimeWords) -> Time | None:
    """A day's word and a clock time behind an outlet's name: "Трамвайный листоксегодня, 08:40"."""
    if not _ENDS_IN_CLOCK.search(text):
        return None
    match = words.day_clock.search(text)
    if match is None or not match.start() or not _is_filler(match["tail"] or match["rest"] or "", words):
        return None
    if not _is_glued(text, match.start()):
        return None
    start, end = _stripped(text, *match.span())
    return _time(text, start, end, alone=False, relative=True)


def _is_glued(text: str, start: int) -> bool:
    """True where a name ends and a word starts without a space, or behind a mark that parts them."""
    before, after = text[start - 1], text[start]
    if before.isspace():
        return text[:start].rstrip()[-1:] in tuple("•·・|｜")
    if _LATIN.match(after):
        # "prayer 10:30" is no yesterday
        return after.isupper() and (before.islower() or not before.isalpha())
    return True


# -- absolute ------------------------------------------------------------------------------------------


def _absolute(text: str, words: TimeWords) -> Time | None:
    found = read_runs(text, words)
    if not found.runs:
        return None
    exact = _DATE.search(text)
    if not (found.strong or exact or _CLOCK.search(text)):
        return None
    if found.others == 0:
        return _time(text, *_first_time(text, found.runs), alone=True, relative=False)
    if exact and found.total <= DATE_WORDS:
        return _time(text, *_with_clock(text, exact, words), alone=False, relative=False)
    if not found.months or found.others > OTHER_WORDS:
        return None
    return _spelled(text, found.runs, words)


def _spelled(text: str, runs: list[Run], words: TimeWords) -> Time | None:
    """A date with the name of its month and a year, amid other words."""
    dated = [run for run in runs if run.months and _has_year(text[run.start : run.end], run, words)]
    if dated:
        return _time(text, dated[0].start, dated[0].end, alone=False, relative=False)
    all_months = Run(0, 0, 0, [month for run in runs for month in run.months])
    if _has_year(text, all_months, words):
        return _time(text, runs[0].start, runs[-1].end, alone=False, relative=False)
    return None


def _has_year(text: str, run: Run, words: TimeWords) -> bool:
    """True with a year that its months may stand with, in their calendar."""
    offsets = {offset for month in run.months for offset in words.years.get(month, (0,))}
    return any(int(m.group()) + offset in _YEARS for m in _YEAR.finditer(text) for offset in offsets)


def _first_time(text: str, runs: list[Run]) -> tuple[int, int]:
    """Of the times of a line the first: a label or bar parts two dates, but not a date and its clock."""
    first, end = runs[0], runs[0].end
    for run in runs[1:]:
        said, more = text[first.start : end], text[run.start : run.end]
        has_date = bool(first.strong or _DATE.search(said))
        if has_date and (run.strong or _DATE.search(more)):
            break
        if _CLOCK.search(_DATE.sub("", said)) and _CLOCK.search(_DATE.sub("", more)):
            break
        end = run.end
        first.strong += run.strong
    return first.start, _bracketed(text, first.start, _before_second(text, first.start, end))


def _before_second(text: str, start: int, end: int) -> int:
    """``end``, or the end of the first of two dates in figures."""
    one = _DATE.search(text, start, end)
    two = _DATE.search(text, one.end(), end) if one else None
    if two is None or "." in two.group():
        return end
    return start + len(text[start : two.start()].rstrip(MARKS + "/"))


def _bracketed(text: str, start: int, end: int) -> int:
    """``end``, behind the bracket that closes one within."""
    is_open = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if is_open and text[end : end + 1] == ")" else end


def _with_clock(text: str, exact: re.Match[str], words: TimeWords) -> tuple[int, int]:
    """A date in figures amid other words, with the era before it and the clock time beside it."""
    start, end = exact.span()
    behind = _CLOCK_BEHIND.match(text, end)
    if behind and _is_filler(behind["part"] or "", words):
        tail = WORD.match(text, behind.end() + (text[behind.end() : behind.end() + 1] == " "))
        kind = words.words.get(fold_word(tail.group()), 0) if tail else 0
        # "02:13 min" is how long it is
        if not kind & MINUTES:
            end = tail.end() if tail and kind & WEAK else behind.end()
            end = _bracketed(text, start, end)
    before = _WORD_BEFORE.search(text, 0, start)
    if before and words.words.get(fold_word(before.group(1)), 0) & OPENS:
        start = before.start()
    return start, end
