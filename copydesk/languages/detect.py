"""Which language an article is in, how sure that is, and what it is mixed of."""

from dataclasses import dataclass
from typing import Final

from copydesk.languages.judge import judge
from copydesk.languages.mixture import shares_of
from copydesk.params import LanguageParams


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What an article is written in.

    ``code`` is ISO 639-1, Chinese as ``zh-cn`` or ``zh-tw``, Norwegian of both kinds as ``no``; null when
    it is not known, then with a ``reason`` of `copydesk.languages.REASONS`. ``confidence`` is the share of
    right answers among those with such evidence, 0 to 1, null with the code. ``script`` is that of most
    letters, ISO 15924, null without letters. ``shares`` are languages with their shares of the letters, the
    largest first: one entry for an article in one language, none for one that is not known.
    """

    code: str | None
    confidence: float | None
    script: str | None = None
    reason: str | None = None
    shares: tuple[tuple[str, float], ...] = ()


_DEFAULTS: Final = LanguageParams()


def detect_language(text: str, params: LanguageParams = _DEFAULTS) -> Language:
    """Language of ``text``, whose title comes first, with its script and the shares of a mixed article.

    The first ``max_chars`` characters decide, by langdetect and py3langid together; paragraphs further on
    are only looked into for another language. Fewer than ``min_letters`` letters are not judged. The same
    text and parameters give the same answer, in any thread and order, with and without the accelerator.

    >>> detect_language("The bridge over the river was closed on Tuesday after the flood.").code
    'en'
    >>> detect_language("AP, 12:30").reason
    'too_short'
    """
    whole = judge(text[: params.max_chars], params)
    if whole.code is None or whole.confidence is None:
        return Language(code=None, confidence=None, script=whole.script, reason=whole.reason)
    shares = shares_of(text, whole, params) if params.mixed else ((whole.code, 1.0),)
    # the head, which has the title, names the article; unless little of the article is like its head
    own = dict(shares).get(whole.code, 0.0)
    code = whole.code if own >= _LEAST_OWN else shares[0][0]
    confidence = whole.confidence if code == whole.code else min(whole.confidence, _OF_PARAGRAPHS)
    return Language(code=code, confidence=confidence, script=whole.script, shares=shares)


_LEAST_OWN: Final = 0.3
# Each paragraph of another language is as sure as this at least.
_OF_PARAGRAPHS: Final = 0.95
