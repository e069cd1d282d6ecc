"""Direct speech in an article: what is quoted, and who says it where the sentence tells.

Marks of all scripts are paired; a pair is speech when a reporting verb stands beside it or its words are
many enough, and no scare quote or title. A speaker is a name as printed; roles alone ("a spokesman") and
what is not sure are null.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from copydesk.content import quotes_dialogue as dialogue
from copydesk.content.quotes_clauses import Token, sentence_starts, tokens_of
from copydesk.content.quotes_marks import Span, has_marks, marked_spans, paragraphs
from copydesk.content.quotes_speakers import Attribution, after_quote, before_quote, name_at_end
from copydesk.content.quotes_speech import Around, continues, is_speech
from copydesk.content.quotes_uncased import VERB_LAST, attribute
from copydesk.content.quotes_words import UNCASED, Words, known, words_of

_REACH: Final = 220
"""Code points beside a quote that are read; the longest attributions of the labelled passages take 120."""
_REACH_AFTER: Final = 160
_NO_COMMA: Final = frozenset({"tr"})
"""Languages that put no comma between a quote and its verb."""
_BREAKS: Final = re.compile(r"\n+")
_JOINED: Final = 5
"""Code points between quotes that a particle and a space fill."""
_SCRIPTS: Final = (("\u3040", "\u30ff", "ja"), ("\uac00", "\ud7af", "ko"), ("\u4e00", "\u9fff", "zh"))
_OTHER_SCRIPTS: Final = (("\u0590", "\u05ff", "he"), ("\u0600", "\u06ff", "ar"), ("\u0900", "\u097f", "hi"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Quoted words ``start_char`` to ``end_char``, marks excluded, in code points of the body.

    ``speaker`` is the name as printed, with its span, or null when nobody is named beside the quote or it
    is not sure who is meant; ``verb`` the reporting verb as printed, or null. ``confidence``, 0 to 1, is of
    span and speaker.
    """

    start_char: int
    end_char: int
    text: str
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    verb: str | None
    confidence: float


class _Found(NamedTuple):
    span: Span
    beside: Attribution | None


def find_quotes(body: str, language_code: str | None) -> tuple[Quote, ...]:
    """Direct speech of ``body`` in reading order, outermost quotes only, none crossing a paragraph.

    Args:
        body: text of an article, paragraphs apart by newlines.
        language_code: ISO 639-1; null or a language without words is read by its script and words of all
        languages.

    Returns:
        Quotes that do not overlap. A quote over several paragraphs is one quote a paragraph, of one
        speaker. A mark that is not closed in its paragraph, nor by such a row, gives none. Empty when there
        is no quote. A speaker behind a pronoun is given when the paragraph and the one before name just
        one, at a confidence of 0.6.
    """
    if not has_marks(body):
        return ()
    code = known(language_code) or _by_script(body)
    parts = paragraphs(body)
    words = words_of(None if code in UNCASED else code)
    spans = marked_spans(body, parts)
    found = _marked(body, parts, spans, code, words)
    if code not in UNCASED:
        found = _with_dialogue(body, parts, found, words)
    return tuple(_quote(body, one) for one in _resolved(found, body, words))


def _by_script(body: str) -> str | None:
    sample = body[:400]
    for low, high, code in _SCRIPTS:
        if any(low <= sign <= high for sign in sample):
            return code
    for low, high, code in _OTHER_SCRIPTS:
        if sum(low <= sign <= high for sign in sample) * 3 > len(sample):
            return code
    return None


def _marked(
    body: str, parts: Sequence[tuple[int, int]], spans: Sequence[Span], code: str | None, words: Words
) -> list[_Found]:
    found: list[_Found] = []
    for n, span in enumerate(spans):
        start, end = parts[span.paragraph]
        same_before = n > 0 and spans[n - 1].paragraph == span.paragraph
        same_after = n + 1 < len(spans) and spans[n + 1].paragraph == span.paragraph
        left = (max(spans[n - 1].after if same_before else start, span.before - _REACH), span.before)
        right = (span.after, min(spans[n + 1].before if same_after else end, span.after + _REACH_AFTER))
        if code in UNCASED:
            around = _around(parts, spans, n) if code in VERB_LAST else (left, right)
            beside = attribute(body, *around, code or "")
        else:
            beside = _beside(body, span, left, right, words, leads_on=same_after)
        earlier = found[-1] if found and same_before and found[-1].span is spans[n - 1] else None
        if earlier and earlier.beside and _inherits(body, earlier, span, beside, words):
            beside = earlier.beside._replace(confidence=0.8, gap=0)
        row = found[-1] if found and spans[n - 1].goes_on and found[-1].span is spans[n - 1] else None
        if row and row.beside and beside is None:
            beside = row.beside._replace(confidence=0.8, gap=0)
        if span.goes_on or row or is_speech(body, span, Around(left, right, beside), code, words):
            found.append(_Found(span, beside))
    return _row_speakers(found)


def _around(
    parts: Sequence[tuple[int, int]], spans: Sequence[Span], n: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """What stands before and after a quote and those that one clause joins to it ("…"며 "…"고 말했다)."""
    first = last = n

    def joined(one: Span, other: Span) -> bool:
        return one.paragraph == other.paragraph and other.before - one.after <= _JOINED

    while first > 0 and joined(spans[first - 1], spans[first]):
        first -= 1
    while last + 1 < len(spans) and joined(spans[last], spans[last + 1]):
        last += 1
    start, end = parts[spans[n].paragraph]
    if first > 0 and spans[first - 1].paragraph == spans[n].paragraph:
        start = spans[first - 1].after
    if last + 1 < len(spans) and spans[last + 1].paragraph == spans[n].paragraph:
        end = spans[last + 1].before
    before, after = spans[first].before, spans[last].after
    return (max(start, before - _REACH), before), (after, min(end, after + _REACH))


def _row_speakers(found: list[_Found]) -> list[_Found]:
    """Earlier paragraphs of a row take the speaker that its last one names."""
    for n in range(len(found) - 2, -1, -1):
        one, after = found[n], found[n + 1]
        if (
            one.span.goes_on
            and one.beside is None
            and after.span.paragraph == one.span.paragraph + 1
            and after.beside
        ):
            found[n] = _Found(one.span, after.beside._replace(confidence=0.8))
    return found


def _inherits(body: str, earlier: _Found, span: Span, own: Attribution | None, words: Words) -> bool:
    """Whether the quote goes on with the one before: one attribution stands between, or a joining word."""
    if own is not None and (own.name or (own.verb and own.verb[0] >= span.after)):
        return False
    return continues(body, (earlier.span.after, span.before), earlier.beside, words)


def _beside(
    body: str, span: Span, left: tuple[int, int], right: tuple[int, int], words: Words, *, leads_on: bool
) -> Attribution | None:
    """The attribution that fits best of what stands before and after the quote."""
    after = None
    if body[left[0] : left[1]].rstrip()[-1:] != ":":
        after = _after(body, span, right, words, leads_on=leads_on)
    if after and after.name:
        return after
    tokens = tokens_of(body, sentence_starts(body, *left, words)[-1], left[1], words)
    before = before_quote(tokens, words)
    if after is None and before and before.name is None and not before.pronoun:
        after = _after(body, span, right, words, leads_on=leads_on)
    if after and tokens and before is None:
        name = _right_before(tokens, words, after)
        after = after._replace(name=name, pronoun=after.pronoun and name is None)
    if after and (after.name or before is None or before.name is None):
        return after
    return before or after or _after(body, span, right, words, leads_on=leads_on)


def _after(
    body: str, span: Span, right: tuple[int, int], words: Words, *, leads_on: bool
) -> Attribution | None:
    """Attribution after the quote, unless its words end a sentence or the next quote is led to."""
    last = body[span.end - 1]
    following = body[right[0] : right[0] + 4].lstrip()
    if not following or (last in ".。" and following[0].isupper()):
        return None
    stop = next(iter(sentence_starts(body, *right, words)[1:]), right[1])
    tokens = tokens_of(body, right[0], stop, words)
    if leads_on and stop == right[1] and tokens and tokens[-1].text == ":":
        return None
    found = after_quote(tokens, words, inner_comma=last == ",")
    parted = last in ",?!…" or following[0] in ",،–—―-" or words.code in _NO_COMMA
    # "the ‘sensational’ claims made": without a comma only a name makes the word a verb
    return found if found and (parted or found.name) else None


def _right_before(left: list[Token], words: Words, after: Attribution) -> tuple[int, int] | None:
    """Subject before the quote of a verb after it, where the language puts it so."""
    return name_at_end(left, words) if after.pronoun or words.code in {"tr", "hu"} else None


def _with_dialogue(
    body: str, parts: Sequence[tuple[int, int]], found: list[_Found], words: Words
) -> list[_Found]:
    dashed = [n for n, (start, end) in enumerate(parts) if dialogue.opens_with_dash(body, start, end)]
    if not dashed:
        return found
    pieces: list[_Found] = []
    silent: list[Span] = []
    for n in dashed:
        said = dialogue.spoken(body, *parts[n], n, words)
        pieces += [_Found(piece.span, piece.beside) for piece in said]
        alone = None if said else dialogue.unattributed(body, *parts[n], n)
        silent += [alone] if alone else []
    if pieces:
        pieces += [_Found(span, None) for span in silent]
    taken = {piece.span.paragraph for piece in pieces}
    return sorted(
        [*pieces, *(one for one in found if one.span.paragraph not in taken)], key=lambda f: f.span.start
    )


def _resolved(found: list[_Found], body: str, words: Words) -> list[_Found]:
    """Pronouns become the one name that speaks in the paragraph or the one before; else they stay nobody."""
    done: list[_Found] = []
    for n, one in enumerate(found):
        beside = one.beside
        if beside and beside.pronoun and beside.name is None:
            near = [
                other.beside.name
                for other in done
                if other.beside and other.beside.name and one.span.paragraph - _home(other, body) <= 1
            ]
            if len({body[slice(*name)] for name in near}) == 1 and not _others_named(
                body, near[-1], [other.span for other in found[: n + 1]], words
            ):
                beside = beside._replace(name=near[-1], confidence=0.6)
        done.append(_Found(one.span, beside))
    return done


def _home(one: _Found, body: str) -> int:
    """Paragraph, by number, where the speaker of a quote is named, which may be before the quote's own."""
    name = one.beside.name if one.beside else None
    between = body[name[1] : one.span.start] if name else ""
    return one.span.paragraph - len(_BREAKS.findall(between))


def _others_named(body: str, name: tuple[int, int], spans: Sequence[Span], words: Words) -> bool:
    """Whether another name stands between a name and the last of ``spans``, outside quotes."""
    printed = set(body[slice(*name)].split())
    stop = body.find("\n", name[1])
    # what the name's own sentence says of it ("of Eastbrook", "told the Herald") is nobody else
    at = next(iter(sentence_starts(body, name[1], stop if stop >= 0 else len(body), words)[1:]), stop)
    for span in spans:
        if 0 <= at < span.before:
            tokens = tokens_of(body, at, span.before, words)
            for index, token in enumerate(tokens):
                opens = index == 0 or tokens[index - 1].text in ".!?"
                known_word = token.low in words.openers | words.articles | words.pronouns | words.prepositions
                if token.is_capital and token.text not in printed and not known_word:
                    follows = index + 1 < len(tokens) and tokens[index + 1].text == ","
                    if not opens or follows or not words.capital_nouns:
                        return True
        at = max(at, span.after)
    return False


def _quote(body: str, one: _Found) -> Quote:
    span, beside = one
    name = beside.name if beside else None
    verb = beside.verb if beside else None
    return Quote(
        start_char=span.start,
        end_char=span.end,
        text=body[span.start : span.end],
        speaker=body[slice(*name)] if name else None,
        speaker_start=name[0] if name else None,
        speaker_end=name[1] if name else None,
        verb=body[slice(*verb)] if verb else None,
        confidence=beside.confidence if beside else 0.7,
    )
