"""Where sentences end, well enough to count them and to cut a summary at one."""

import re
from typing import Final

# Abbreviations with a stop that does not end a sentence, of titles and places in several languages. A
# single letter with a stop is one as well.
_ABBREVIATIONS: Final = frozenset(
    (  # noqa: SIM905 (a list of as many quotes says less)
        "adm al approx apr art aug av bd bzw ca capt cf cia col corp dec dept dott dr dra etc ev exc feb "
        "fig gen gov hon hr inc ing inkl jan jr lic lt ltd mag maj mio mlle mme mr mrd mrs ms mt no nov "
        "nr núm oct okt pp prof pág rep rev sec sen sep sept sgt sig sr sra srta st str tel usw vgl vol "
        "vs гг им млн млрд обл руб стр тыс ул"
    ).split()
)
# Stops with what closes a quotation after them. Those of Chinese, Japanese, Devanagari, Arabic and Urdu end
# a sentence wherever they stand, the others before space and no small letter.
_STOPS: Final = re.compile(r"([.!?…。！？।॥؟۔]+)[\"'”’»“)\]」』）]*")
_ANYWHERE: Final = frozenset("。！？।॥؟۔")
# A day with a stop is an ordinal before a capital in many languages: "am 3. März".
_ORDINAL: Final = re.compile(r"(?<!\S)\d{1,2}$")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")


def sentence_ends(text: str) -> tuple[int, ...]:
    """Offsets one past each sentence of ``text``, in code points; the last is the end of the text.

    Empty for a text that is blank. A stop after an initial or an abbreviation, and one before a small
    letter, ends nothing.
    """
    length = len(text.rstrip())
    ends = [found.end() for found in _STOPS.finditer(text) if _is_end(text, found, length)]
    if length and (not ends or ends[-1] < length):
        ends.append(length)
    return tuple(ends)


def _is_end(text: str, found: re.Match[str], length: int) -> bool:
    end = found.end()
    if end >= length or found[1][-1] in _ANYWHERE:
        return True
    following = text[end : end + 4].lstrip()
    if not text[end].isspace() or following[:1].islower():
        return False
    return found.group() != "." or not _is_abbreviation(text, found.start())


def _is_abbreviation(text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return _ORDINAL.search(text, max(0, stop - 3), stop) is not None
    return len(word.group()) == 1 or word.group().casefold() in _ABBREVIATIONS
