"""One language of one stretch of text, by both detectors, its script, and words of close languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from copydesk.languages.bayes import language_odds
from copydesk.languages.close import weigh_close
from copydesk.languages.scripts import Scripts, han_variant, only_script, script_table, scripts_of
from copydesk.languages.trigrams import known_languages, trigram_odds
from copydesk.params import LanguageParams

REASONS: Final[Mapping[str, str]] = {
    "no_letters": "The text has no letters.",
    "too_short": "Fewer letters than are judged.",
    "names_only": "Capitalised words without a word of grammar: names say nothing of the language.",
    "unknown_script": "No language of the script is known to a detector.",
    "undecided": "The detectors disagree or are unsure, and words do not settle it.",
}
"""Why an article has no language, by code."""

_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|[@#]\w+")
_CASED: Final = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
# With fewer letters, capitalised words alone are a list of names or a headline; a longer text is prose.
_SHORT: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one stretch of text is in; code and confidence null together, then with a reason of `REASONS`."""

    code: str | None
    confidence: float | None
    script: str | None
    reason: str | None


def judge(text: str, params: LanguageParams) -> Verdict:
    """Language of ``text`` as a whole, which the caller has bounded."""
    cleaned = (
        _ADDRESS.sub(" ", text) if "@" in text or "#" in text or "://" in text or "www." in text else text
    )
    scripts = scripts_of(cleaned)
    script = scripts.dominant
    if script is None:
        return _none("no_letters", None)
    if scripts.letters < params.min_letters:
        return _none("too_short", script)
    languages = script_table().languages.get(script, ())
    if not languages:
        return _none("unknown_script", script)
    own = only_script(cleaned, script) if len(scripts.weights) > 1 else cleaned
    if script == "Hani":
        return _chinese(own, scripts, params)
    if len(languages) == 1:
        return Verdict(code=languages[0], confidence=_ALONE.get(script, 0.99), script=script, reason=None)
    return _of_many(own, script, scripts, params)


# Scripts of which only one language is known, though others of some reach are written in them: Tigrinya,
# Yiddish. Shares of news as an estimate, not measured.
_ALONE: Final = {"Ethi": 0.9, "Hebr": 0.99, "Orya": 0.97, "Geor": 0.98, "Mymr": 0.95}


def _none(reason: str, script: str | None) -> Verdict:
    return Verdict(code=None, confidence=None, script=script, reason=reason)


def _chinese(text: str, scripts: Scripts, params: LanguageParams) -> Verdict:
    """Chinese by its script, and the standard by the characters that only one of the two has."""
    variant = han_variant(text)
    if variant is not None:
        code = "zh-cn" if variant == "Hans" else "zh-tw"
        return Verdict(code=code, confidence=0.99, script=variant, reason=None)
    found = trigram_odds(text.lower(), params.seed)
    chinese = [code for code in found if code.startswith("zh-")]
    if not chinese:
        return _none("undecided", scripts.dominant)
    code = max(chinese, key=lambda c: (found[c], c))
    return Verdict(code=code, confidence=0.6, script="Hans" if code == "zh-cn" else "Hant", reason=None)


# -- many languages to choose from ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """What both detectors come to: the best language, its odds, its lead, and whether they agree."""

    code: str
    score: float
    margin: float
    agreed: bool


def weigh(text: str, script: str, params: LanguageParams) -> Evidence | None:
    """Both detectors on lower-cased ``text``; null when neither says anything of a language of the script."""
    odds = {c: v for c, v in language_odds(text, script).items() if v > _LEAST}
    possible = set(script_table().languages[script])
    second = {c: v for c, v in trigram_odds(text, params.seed).items() if c in possible}
    if not odds:
        return None
    together = weigh_close(text, _together(odds, second))
    ranked = sorted((code for code in together if code in possible), key=lambda c: (-together[c], c))
    if not ranked:
        return None
    best = ranked[0]
    after = max((v for c, v in together.items() if c != best), default=0.0)
    return Evidence(
        best,
        together[best],
        together[best] - after,
        bool(second) and best == max(second, key=lambda c: (second[c], c)),
    )


# Less than this is nothing, and need not be carried along.
_LEAST: Final = 1e-3
# Weight of langdetect where it knows the language. Where the two differ, it is right in 0.21 and py3langid in
# 0.56 (46 languages, headlines).
_SECOND_WEIGHT: Final = 0.35


def _together(odds: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    """py3langid's odds, and beside them langdetect's, as far as it knows the languages in question.

    langdetect spreads a text of a language that it does not know over the neighbours of it, so it is heard
    in the measure in which py3langid thinks that the text is of one that it knows.
    """
    known = known_languages()
    heard = sum(value for code, value in odds.items() if code in known) * _SECOND_WEIGHT
    total = sum(second.values())
    if not total:
        return dict(odds)
    return {
        code: odds.get(code, 0.0) * (1 - (heard if code in known else 0.0))
        + heard * second.get(code, 0.0) / total
        for code in sorted(odds.keys() | second.keys())
    }


def _of_many(text: str, script: str, scripts: Scripts, params: LanguageParams) -> Verdict:
    found = weigh(text.lower(), script, params)
    if found is None or not _is_enough(found):
        return _none("undecided", script)
    if script in _CASED and scripts.letters < _SHORT and _only_names(text, found):
        return _none("names_only", script)
    return Verdict(
        code=found.code, confidence=confidence_of(found, scripts.letters), script=script, reason=None
    )


def _is_enough(found: Evidence) -> bool:
    if found.agreed:
        return found.score >= _ENOUGH_AGREED
    return found.score >= _ENOUGH_ALONE and found.margin >= _ENOUGH_MARGIN


# In the middle of what does the same on the half `tuned`: 0.25 to 0.45 where the detectors agree, 0.45 to
# 0.5 where they do not; a lead of 0 would answer two more headlines rightly, and has nothing to go by.
_ENOUGH_AGREED: Final = 0.4
_ENOUGH_ALONE: Final = 0.5
_ENOUGH_MARGIN: Final = 0.1


def confidence_of(found: Evidence, letters: int) -> float:
    """Share of right answers among those with such evidence, 0 to 1.

    Counted on the labelled half `tuned` with one right and one wrong added to each row (Laplace), because
    the lower rows have about ten texts each.
    """
    steps = _AGREED if found.agreed else _NOT_AGREED
    value = next(share for least, share in steps if found.score >= least)
    return value if letters >= _FEW_LETTERS else min(value, _OF_FEW)


_AGREED: Final = ((0.9, 0.995), (0.7, 0.99), (0.5, 0.9), (0.0, 0.67))
_NOT_AGREED: Final = ((0.9, 0.98), (0.7, 0.89), (0.0, 0.75))
# A headline of four words; of so few letters the rows are not told apart.
_FEW_LETTERS: Final = 30
_OF_FEW: Final = 0.9


def _only_names(text: str, found: Evidence) -> bool:
    """No word in small letters, and none that is grammar in the language found."""
    if _has_lower_word(text):
        return False
    words = _grammar(found.code)
    return not words or not any(word in words for word in _WORDS.findall(text.lower()))


_WORDS: Final = re.compile(r"[^\W\d_]+")


def _has_lower_word(text: str) -> bool:
    return any(word[0].islower() for word in _WORDS.findall(text) if len(word) > 1)


# The lists hold longer words too that are in no grammar: "associated", names of companies.
_GRAMMAR: Final = 4


@cache
def _grammar(code: str) -> frozenset[str]:
    from stopwordsiso import stopwords  # noqa: PLC0415

    return frozenset(word.casefold() for word in stopwords(code) if len(word) <= _GRAMMAR)
