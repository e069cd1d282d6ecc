"""The day in a dateline: found, not resolved."""

import re
from functools import cache

from copydesk.labels import languages
from copydesk.sources.names import key

_DIGIT = re.compile(r"\d")
# Three numbers, or two with a full stop or slash: two with a hyphen are a score or a span.
_NUMERIC = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}\.?|\d{1,2}[./]\d{1,2}\.?|(?:19|20)\d\d\.?")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.|-го)?|\d{4}\.?", re.IGNORECASE)
_HAN = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日")
# "5 d.", "năm", "de": what stands among the words of a date.
_BETWEEN = frozenset({"de", "of", "d", "г", "р", "года", "року", "del", "den", "m", "год", "ngày", "tháng", "năm", "เดือน"})
# A day that is spelled out has two words: "पांच मई".
_SPELLED = 2
# A date has at most so many words.
_LONGEST = 6


@cache
def _date_words() -> frozenset[str]:
    """Months and weekdays of every language that the labels have, and of those that only datelines need."""
    named = {
        key(word)
        for data in languages()
        for name in ("months", "weekdays", "solar_months")
        for forms in data.get("time", {}).get(name, [])
        for word in forms
    }
    return frozenset(named | {key(w) for w in _MORE.split()})


# Months of languages that have no file of labels.
_MORE = (
    "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar januara februara marta "
    "aprila maja juna jula avgusta septembra oktobra novembra decembra јануара фебруара марта априла маја јуна "
    "јула августа септембра октобра новембра децембра siječnja veljače ožujka travnja svibnja lipnja srpnja "
    "kolovoza rujna listopada studenoga studenog prosinca januarja februarja marca aprila junija julija "
    "januára februára apríla mája júna júla augusta októbra január február március április május június július "
    "augusztus szeptember október november december sausio vasario kovo balandžio gegužės birželio liepos "
    "rugpjūčio rugsėjo spalio lapkričio gruodžio janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts "
    "septembris oktobris novembris decembris jaanuar veebruar märts aprill mai juuni juuli oktoober detsember "
    "gener febrer març abril maig juny juliol agost setembre octubre desembre януари февруари март април май юни "
    "юли август септември октомври ноември декември yanvar fevral mart aprel may iyun iyul avqust sentyabr "
    "oktyabr noyabr dekabr mei mac jun julai ogos disember জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট "
    "সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"
)


def _is_date_word(word: str) -> bool:
    folded = key(word)
    return folded in _date_words() and folded not in ("", "may be")


def is_date(text: str) -> bool:
    """True for a text that is a day and nothing else."""
    words = text.replace(",", " ").split()
    return 0 < len(words) <= _LONGEST and _HAN.fullmatch(text) is not None or _all_date(words)


def _all_date(words: list[str]) -> bool:
    has_day = any(_DIGIT.search(w) for w in words)
    return has_day and 0 < len(words) <= _LONGEST and all(_of_date(w) for w in words)


def _of_date(word: str) -> bool:
    return (
        _NUMERIC.fullmatch(word) is not None
        or _DAY.fullmatch(word) is not None
        or _is_date_word(word)
        or key(word) in _BETWEEN
    )


def find_date(piece: str) -> tuple[str, str | None, str]:
    """``piece`` as what stands before its date, the date as printed, and what stands behind it.

    The date is None when there is none: a number that no month, year or second number stands beside is not.
    """
    words = piece.split()
    if len(words) != _SPELLED and not _DIGIT.search(piece):
        return piece, None, ""
    first = next((i for i, w in enumerate(words) if _starts_date(words, i)), None)
    if first is None:
        return piece, None, ""
    last = first
    while last + 1 < len(words) and _of_date(words[last + 1]):
        last += 1
    return " ".join(words[:first]), " ".join(words[first : last + 1]), " ".join(words[last + 1 :])


def _starts_date(words: list[str], i: int) -> bool:
    word = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if _NUMERIC.fullmatch(word) and (i == 0 or len(word) > 5):
        return True
    if _DAY.fullmatch(word):
        after = words[i + 2] if key(following) in _BETWEEN and i + 2 < len(words) else following
        return _is_date_word(after) or (i == 0 and len(words) <= 2 and not following)
    if _is_date_word(word):
        spelled = i > 0 and i == len(words) - 1 and i == 1 and not word[0].isupper()
        return _DIGIT.match(following) is not None or spelled
    return False
