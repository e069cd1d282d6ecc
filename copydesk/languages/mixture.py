"""Articles in more than one language: which paragraphs are in which, by share of the letters."""

from collections.abc import Mapping, Sequence
from typing import Final

from copydesk.languages.bayes import language_odds
from copydesk.languages.close import are_close
from copydesk.languages.judge import Verdict, judge
from copydesk.languages.scripts import script_table, scripts_of
from copydesk.params import LanguageParams

Shares = tuple[tuple[str, float], ...]

# A paragraph with fewer letters goes with the one before it: a caption, a credit, a name.
_PARAGRAPH_LETTERS: Final = 60
# A language with less of an article than this is a quotation.
_LEAST_SHARE: Final = 0.1
# What is read of a paragraph: so much tells the language (0.99 of the labelled paragraphs of 100 letters).
_READ: Final = 200
# Of longer articles every second, third … paragraph is judged, so that none costs more than this many.
_MOST_PARAGRAPHS: Final = 24
# Pieces of an article that py3langid looks at first, and what it reads of each.
_PIECES: Final = 4
_PIECE_READ: Final = 100
# Letters that the shares of scripts are counted on, taken at even steps.
_SAMPLED: Final = 1_000
# Below this probability of the article's own language a piece is worth a second look.
_SUSPECT: Final = 0.5
# Where the languages close to it have nearly all of the rest, it is worth one below this only.
_FAMILY: Final = 0.9
_ALIEN: Final = 0.05


def shares_of(text: str, whole: Verdict, params: LanguageParams) -> Shares:
    """Shares of the letters by language, the largest first; ``whole``'s alone when nothing speaks for more.

    ``whole`` is the verdict on the head of ``text`` and has a code. Each language has a tenth of the letters
    at least, and a paragraph that both detectors agree about; shares add up to 1.
    """
    code = whole.code or ""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if len(paragraphs) < _FEWEST or not _may_be_mixed(text, paragraphs, code):
        return ((code, 1.0),)
    letters = _letters_by_language(paragraphs[:: 1 + len(paragraphs) // _MOST_PARAGRAPHS], code, params)
    total = sum(letters.values())
    kept = {code: count for code, count in letters.items() if count >= _LEAST_SHARE * total}
    total = sum(kept.values())
    ranked = sorted(kept, key=lambda code: (-kept[code], code))
    return tuple((code, round(kept[code] / total, 3)) for code in ranked) or ((code, 1.0),)


_FEWEST: Final = 3


def _letters_by_language(paragraphs: Sequence[str], code: str, params: LanguageParams) -> dict[str, int]:
    """Letters by language; a short line goes with the paragraph before it, the first with the next."""
    letters: dict[str, int] = {}
    current, waiting = "", 0
    for paragraph in paragraphs:
        weight = scripts_of(paragraph).letters
        if weight >= _PARAGRAPH_LETTERS:
            current = _language_of(paragraph, code, params)
            weight, waiting = weight + waiting, 0
        if current:
            letters[current] = letters.get(current, 0) + weight
        else:
            waiting += weight
    return letters


def _language_of(paragraph: str, code: str, params: LanguageParams) -> str:
    """The paragraph's language if it is surely another than the article's ``code``, else that."""
    found = judge(paragraph[:_READ], params)
    if found.code is None or found.confidence is None or found.code == code:
        return code
    least = _SURE_IF_CLOSE if are_close(found.code, code) else _SURE
    return found.code if found.confidence >= least else code


# Only what both detectors agree about, as good as always right.
_SURE: Final = 0.95
_SURE_IF_CLOSE: Final = 0.99


def _may_be_mixed(text: str, paragraphs: Sequence[str], code: str) -> bool:
    scripts = scripts_of(text[:: 1 + len(text) // _SAMPLED])
    script = scripts.dominant
    if script is None or 1 - scripts.share(script) >= _LEAST_SHARE:
        return True
    if len(script_table().languages.get(script, ())) <= 1:
        return False
    own = code.split("-", maxsplit=1)[0]
    return any(_is_suspect(language_odds(piece.lower(), script), own) for piece in _pieces(paragraphs))


def _is_suspect(odds: Mapping[str, float], own: str) -> bool:
    """Whether a piece looks like another language, or not at all like ``own`` but close to it.

    A hundred letters of Croatian are Bosnian and Serbian as well: their odds are split, and say nothing.
    """
    if odds.get(own, 0.0) >= _SUSPECT:
        return False
    family = sum(share for code, share in odds.items() if code == own or are_close(code, own))
    return family < _FAMILY or odds.get(own, 0.0) < _ALIEN


def _pieces(paragraphs: Sequence[str]) -> list[str]:
    """Up to four stretches of neighbouring paragraphs, from each paragraph an equal part."""
    long = [paragraph for paragraph in paragraphs if len(paragraph) >= _PARAGRAPH_LETTERS // 2]
    size = max(1, -(-len(long) // _PIECES))
    groups = [long[i : i + size] for i in range(0, len(long), size)]
    return [" ".join(part[: _PIECE_READ // len(group)] for part in group) for group in groups]
