"""Where a name may begin and end in the scripts of the world."""

import re
import unicodedata
from functools import cache

# Letters that Arabic and Hebrew write in one word with the name that follows: and, in, to, from, the,
# that, as.
_ARABIC_BEFORE = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك", "ال", "وال", "بال"})
_HEBREW_WORDS = "ו ב ל מ ה ש כ וב ול ומ וה וש שב של שמ שה כש מה בה לה ומה ובה שבה כשב וכש שבב"
_HEBREW_BEFORE = frozenset(_HEBREW_WORDS.split())
# What Korean writes after a name: particles, and words that leave a country what it is.
_KOREAN_AFTER = re.compile(
    r"(?:의|에|에서|에게|에는|에도|은|는|이|가|을|를|과|와|도|로|으로|만|까지|부터|보다|측|산|인|군|인의|군이|군은|군의|정부|정부는|정부가|"
    r"정부의|대통령|대통령은|대통령이|총리|총리는|총리가|외교부|외무부|당국|당국은|당국이|국민|시|시에|시에서|시의|시는|시가|발|행|내|내의|"
    r"이나|나|이란|과의|와의|에서는|에서의|으로부터|로부터|으로의|로의|이라고|라고|이고|이며)"
)
_BENGALI_AFTER = re.compile(r"(?:র|ের|এর|ে|য়|তে|কে|য়ের|য়|য়ের|রা)")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]")
_HAN = re.compile(r"[\u3040-\u309f\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[가-힣]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HEBREW_LETTER = re.compile(r"[\u0590-\u05ff]")
_BENGALI = re.compile(r"[\u0980-\u09ff]")


@cache
def letter(char: str) -> bool:
    """True for letters, digits and the marks that belong to letters."""
    return char.isalnum() or (char > "\u02ff" and unicodedata.category(char)[0] == "M")


def _word_before(text: str, start: int) -> str:
    begin = start
    while begin and letter(text[begin - 1]) and start - begin < 5:
        begin -= 1
    return text[begin:start]


def _word_after(text: str, end: int) -> str:
    stop = end
    while stop < len(text) and letter(text[stop]) and stop - end < 6:
        stop += 1
    return text[end:stop]


def _spaced(text: str, start: int, end: int) -> bool:
    """Alone between signs that are no letters, and not part of an address."""
    if start:
        before = text[start - 1]
        if letter(before) or before in "@/\\_" or (before == "." and start > 1 and letter(text[start - 2])):
            return False
    if end < len(text):
        after = text[end]
        if letter(after) or after in "@_":
            return False
        if after == "." and text[end - 1] != "." and end + 1 < len(text) and text[end + 1].islower():
            return False
    return True


def _wide(text: str, start: int, end: int) -> bool:
    """Chinese and Japanese: no signs between words, so only what is known to mislead is refused."""
    last, after = text[end - 1], text[end : end + 1]
    if last in "国國" and after in {"家", "际", "際"}:
        return False
    if _KATAKANA.match(last) and after and _KATAKANA.match(after) and after != "・":
        return False
    before = text[start - 1 : start]
    if _KATAKANA.match(text[start]) and before and _KATAKANA.match(before) and before != "・":
        return False
    # 今日本市: "today, this city"; 南美国家 is refused above
    return not (text.startswith("日本", start) and before in {"今", "昨", "明", "当", "每", "近", "生"})


def _korean(text: str, start: int, end: int) -> bool:
    if start and letter(text[start - 1]):
        return False
    after = _word_after(text, end)
    return not after or not _HANGUL.match(after) or bool(_KOREAN_AFTER.fullmatch(after))


def _joined(text: str, start: int, end: int, known: frozenset[str]) -> bool:
    if end < len(text) and letter(text[end]):
        return False
    before = _word_before(text, start)
    return not before or before in known


def _thai(text: str, start: int, end: int) -> bool:
    # no spaces between words: three letters are a syllable of many a word
    return end - start >= 4 or text[start:end] in {"จีน", "ไทย", "ลาว"}


def _bengali(text: str, start: int, end: int) -> bool:
    after = _word_after(text, end)
    alone = not start or not letter(text[start - 1])
    return alone and (not after or bool(_BENGALI_AFTER.fullmatch(after)))


def _arabic(text: str, start: int, end: int) -> bool:
    return _joined(text, start, end, _ARABIC_BEFORE)


def _hebrew(text: str, start: int, end: int) -> bool:
    return _joined(text, start, end, _HEBREW_BEFORE)


_BY_SCRIPT = (
    (_HAN, _wide),
    (_KATAKANA, _wide),
    (_HANGUL, _korean),
    (_ARABIC, _arabic),
    (_HEBREW_LETTER, _hebrew),
    (_THAI, _thai),
    (_BENGALI, _bengali),
)


def stands_alone(text: str, start: int, end: int) -> bool:
    """True when ``text[start:end]`` may be a whole name, by the script that it is written in."""
    first = text[start]
    if first >= "\u0590":
        for script, rule in _BY_SCRIPT:
            if script.match(first):
                return rule(text, start, end)
    return _spaced(text, start, end)


def unspaced(char: str) -> bool:
    """True for scripts without a space between words, where a short name proves little."""
    return bool(_HAN.match(char) or _THAI.match(char))
