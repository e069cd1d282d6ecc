"""What a line says by itself, wherever it stands: its label, its time, and how much it reads like prose."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from copydesk import labels
from copydesk.labels import Hit
from copydesk.roles import Role
from copydesk.split.credits import closes_caption, credit_tail, is_credit_line
from copydesk.split.lines import REMEMBERED_CHARS, Facts, Line, facts_of
from copydesk.split.times import Time, find_time

# Log-odds that a line is story text, by its number of words, with and without an end mark.
# Measured on page dumps in three styles (docs/decisions.md, "Line odds"), rounded to halves.
_WORD_STEPS = (1, 2, 4, 7, 11, 18, 35)
_ODDS_TERMINAL = (-3.5, -2.0, -1.5, -1.0, -0.5, 0.5, 1.5, 2.5)
_ODDS_OPEN = (-4.5, -4.0, -3.0, -2.0, -1.8, -1.5, -0.5, 0.5)
# What a label takes away from a line, by how sure such a match is.
_SHIFT = 0.25
LABEL_ODDS = {"line": -6.0, "start": -3.0, "inside": -4.0}
# A label opens a line of at most so many words, and stands inside one of at most so many: legal text is long.
_OPENING_WORDS = 60
_BYLINE_WORDS = 12
_PITCH_WORDS = 40
_TIME_WORDS = 24
# A headline in capitals has so many words at least, a line printed twice so many characters.
_SHOUT_WORDS, _DOUBLED_CHARS = 7, 30
# A caption has at most so many words; a longer line with a credit at its end is a paragraph.
CAPTION_WORDS = 60
# A blurb cut off: "The vote came late and ..."
_CUT_OFF = ("...", "…", "[…]", "[...]", "…]")
_CUT_OFF_COST = 1.5
_SHOUT_COST = 1.5
# every repeat is bounded: a line may be megabytes without a space
_EMAIL = re.compile(r"[\w.+-]@[\w-]{1,64}\.\w|(?<!\w)@\w{3,64}$")
_CODE_SIGNS = ("{", "}", "<", ">", "||", ");")
_ENCODED = re.compile(r"&[a-z]{1,16};|%[0-9A-F]{2}|\w=\w{1,64}&")
_IDENTIFIER = re.compile(r"\W{0,8}\w{1,64}[-_]\w{1,64}[-_]\w{1,64}\W{0,64}$")
_IDENTIFIER_CHARS = 270
# Signature of a quoted post, "— Ann Dole (@anndole) March 11, 2026": its date is not that of the story.
_SIGNED = re.compile(r"[—–―-]\s?[^—–―@()]{2,60}\(@\w{2,30}\)")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_GLUED = re.compile(r"[^\W\d_A-Z][A-Z](?=[a-z ])")
_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)]?\s")
_QUOTE = re.compile(r"^[\"“„«‘'»]")


class Evidence(NamedTuple):
    """All that is known of one line before the file is decided as a whole.

    ``repeats`` counts the lines of the document that say the same; ``odds`` are the log-odds that the
    line is story text.
    """

    hit: Hit | None
    time: Time | None
    repeats: int
    odds: float

    @property
    def role(self) -> Role | None:
        """What a label says that the line is, if one does."""
        return self.hit.role if self.hit is not None else None

    @property
    def is_time(self) -> bool:
        """True when the line is a time and nothing else."""
        return self.time is not None and self.time.alone

    @property
    def is_item_time(self) -> bool:
        """True for a time as items of a feed have it: alone, or relative and perhaps glued to a word."""
        return self.time is not None and (self.time.alone or self.time.relative)

    @property
    def is_meta(self) -> bool:
        """True for a line that stands under a headline: a time, or a byline."""
        return self.is_time or self.role is Role.BYLINE


def own_of(line: Line | Facts) -> Evidence:
    """What ``line`` says by itself."""
    return _remembered(line.text) if len(line.text) <= REMEMBERED_CHARS else _read_own(line)


def _read_own(line: Line | Facts) -> Evidence:
    """What speaks for a line by its own text, wherever it stands."""
    text = line.text
    index = labels.load()
    hit = index.whole(line.key)
    if hit is None and line.words <= _OPENING_WORDS:
        opening = index.opening(line.key)
        # A label opens a short line; "By the time ..." opens a sentence.
        hit = opening if opening and _opening_counts(line, opening) else None
    hit = hit or _copyright(text, line.words) or _picture(text, line.words)
    if hit is None and _is_doubled(text):
        hit = Hit(Role.TEASER, "mark.doubled.line")
    dated = line.words <= _TIME_WORDS and not ("(@" in text and _SIGNED.search(text))
    time = find_time(text) if dated else None
    return Evidence(hit, time, 1, _odds(line, hit, time))


@lru_cache(maxsize=1 << 16)
def _remembered(text: str) -> Evidence:
    # Menus and labels come again on every page: what is found in short lines is remembered.
    return _read_own(facts_of(text))


def _is_glued_teaser(text: str) -> bool:
    """True for a headline in capitals run together with its blurb: "Elk Poached In NorthThe county ..."."""
    match = _GLUED.search(text[:140])
    if match is None:
        return False
    head = text[: match.start() + 1].split()
    return len(head) >= 4 and sum(w[0].isupper() for w in head) >= 0.6 * len(head)


def _copyright(text: str, words: int) -> Hit | None:
    """A line behind the copyright mark: of the site when it has a year, of a picture otherwise."""
    if text[0] != "©" or words > _OPENING_WORDS:
        return None
    return Hit(Role.NAVIGATION if _YEAR.search(text) else Role.CREDIT, "mark.copyright.start")


def _picture(text: str, words: int) -> Hit | None:
    """A caption that its credit closes, or a picture's credit on a line of its own."""
    if is_credit_line(text):
        return Hit(Role.CREDIT, "mark.credit.line")
    # of several sentences it may be a short story with a credit at its end
    if 3 < words <= CAPTION_WORDS and closes_caption(text) and len(_SENTENCE.findall(text)) < 2:
        return Hit(Role.CAPTION, "mark.caption.line")
    return None


def _opening_counts(line: Line | Facts, hit: Hit) -> bool:
    if hit.role is Role.BYLINE:
        return line.words <= _BYLINE_WORDS and _names_follow(line.text)
    if hit.role in (Role.TIME, Role.CREDIT):
        return line.words <= 14 and not (line.words > 7 and line.terminal)
    if hit.role in (Role.CONSENT, Role.SUBSCRIPTION):
        return line.words <= _PITCH_WORDS or hit.role is Role.CONSENT
    return line.words <= 10 or not line.terminal or (hit.role is not Role.CAPTION and line.words <= 30)


def _names_follow(text: str) -> bool:
    """True when what follows the first word is mostly names: "By Ann Dole", not "By the time ..."."""
    words = [w for w in text.split()[1:] if w[0].isalpha()]
    if not words or not any(c.isupper() or c.islower() for c in text):
        return True
    names = sum(w[0].isupper() for w in words)
    return names > 0 and 2 * names >= len(words)


def _odds(line: Line | Facts, hit: Hit | None, time: Time | None) -> float:
    if not line.key:
        return -2.0 if line.words <= 2 else -4.0
    odds = _prose_odds(line) - _junk_odds(line)
    if hit is not None:
        odds += LABEL_ODDS[hit.rule.rsplit(".", 1)[1]]
    if time is not None and time.alone:
        odds -= 3.0
    return odds


def _prose_odds(line: Line | Facts) -> float:
    """What speaks for story text: length, an end mark, commas, speech."""
    words, terminal = line.words, line.terminal
    if not terminal and words > 11 and (tail := credit_tail(line.text)) is not None:
        terminal = True
        words = len(line.text[:tail].split())
    odds = (_ODDS_TERMINAL if terminal else _ODDS_OPEN)[bisect_left(_WORD_STEPS, words)] + _SHIFT
    if words > 50:
        odds += min(6.0, (words - 50) / 40)
    if words > 7:
        commas = sum(line.text.count(mark) for mark in ",，、،")
        odds += min(1.0, 0.3 * commas) if terminal else 0.0
        odds += 0.7 if _QUOTE.match(line.text) else 0.0
    return odds


def _junk_odds(line: Line | Facts) -> float:
    """What speaks against it: addresses, code, bullets, blurbs cut off or run together with a headline."""
    text, words = line.text, line.words
    cost = 0.0
    if line.is_url or (words <= 12 and "@" in text and _EMAIL.search(text)):
        cost += 3.0
    # "> " marks an item
    if is_code(text.removeprefix("> ")):
        cost += 1.0 if words > 25 else 3.0
    if line.bullet and not line.terminal:
        cost += 0.5
    if words > 11 and _is_glued_teaser(text):
        cost += 3.0
    if text.endswith(_CUT_OFF):
        cost += _CUT_OFF_COST
    if shouts(line):
        cost += _SHOUT_COST
    return cost


def is_code(text: str) -> bool:
    """True for a line with signs of markup or script, something encoded in it, or that is an identifier."""
    if any(sign in text for sign in _CODE_SIGNS):
        return True
    if ("&" in text or "%" in text) and _ENCODED.search(text):
        return True
    named = ("-" in text or "_" in text) and len(text) <= _IDENTIFIER_CHARS
    return named and _IDENTIFIER.match(text) is not None


def shouts(line: Line | Facts) -> bool:
    """True for a long headline in capitals: between paragraphs it leads to another story."""
    return line.words >= _SHOUT_WORDS and line.text.isupper() and line.text[-1] not in ".?!:"


def _is_doubled(text: str) -> bool:
    """True for a line that says all it says twice: a link's picture and its text."""
    half = len(text) // 2
    return len(text) >= _DOUBLED_CHARS and text[:half].strip() == text[-half:].strip()
