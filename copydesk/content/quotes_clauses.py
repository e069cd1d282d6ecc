"""Words around a quote: cut into tokens, reporting verbs found among them, names read off them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from copydesk.content.quotes_words import Words

_TOKEN: Final = re.compile(r"\w+(?:['’\-]\w+)*['’]?|[^\w\s]")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’»)]*\s+(?=[^\W\d_]|[\"'“‘«„\d])")
_PARTICLES: Final = frozenset(
    [
        "de",
        "van",
        "von",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "al",
        "bin",
        "ben",
        "ibn",
        "ter",
        "ten",
        "af",
        "av",
        "zu",
    ]
)
"""Small words that stand inside names between capitals ("Jan de Boer"), of many languages."""
_LONGEST_NAME: Final = 6
"""Tokens; longer rows of capitals are headlines and lists."""


class Token(NamedTuple):
    """A word or sign with its span in the text, in code points."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not a sign."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it opens with a capital letter."""
        return self.text[0].isupper()


class Verb(NamedTuple):
    """A reporting verb among tokens, ``first`` to ``last`` without it."""

    first: int
    last: int


def tokens_of(text: str, start: int, end: int, words: Words) -> list[Token]:
    """Tokens of ``text[start:end]``; a pronoun hung on a verb by a hyphen ("dit-il") is one of its own."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        printed = match.group()
        low = printed.lower()
        at, last = match.span()
        if "-" in low and low[0] != "-":
            head, _, tail = printed.rpartition("-")
            if tail.lower() in words.pronouns and head:
                head = head.removesuffix("-t")
                found.append(Token(head, head.lower(), at, at + len(head)))
                found.append(Token(tail, tail.lower(), last - len(tail), last))
                continue
        found.append(Token(printed, low.replace("'", "’") if "'" in low else low, at, last))
    return found


def sentence_starts(text: str, start: int, end: int, words: Words) -> list[int]:
    """Where sentences begin within ``text[start:end]``; an initial or a title with a full stop ends none."""
    starts = [start]
    # one further, so that a mark right after the stretch is seen to begin a sentence
    for match in _SENTENCE_END.finditer(text, start, end + 1):
        word = re.split(r"\s", text[max(starts[-1], match.start() - 12) : match.start()])[-1]
        if match.group()[0] == "." and _is_shortened(word.strip("("), words):
            continue
        starts.append(match.end())
    return starts


def _is_shortened(word: str, words: Words) -> bool:
    """Whether a full stop after the word is of an initial, a title or a form without vowels ("St.")."""
    low = word.lower()
    return (
        len(word) == 1
        or words.is_role(low)
        or (
            len(word) <= 3
            and word.isalpha()
            and word[0].isupper()
            and word.isascii()
            and not set(low) & set("aeiouy")
        )
    )


def phrase_at(tokens: Sequence[Token], index: int, phrases: Mapping[str, tuple[tuple[str, ...], ...]]) -> int:
    """Tokens of the longest phrase that begins at ``index``; 0 for none."""
    for phrase in phrases.get(tokens[index].low, ()):
        if len(phrase) == 1 or tuple(t.low for t in tokens[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def find_verb(tokens: Sequence[Token], words: Words, *, last: bool = False, within: int = 99) -> Verb | None:
    """First reporting verb of the tokens, or their last."""
    order = range(len(tokens) - 1, -1, -1) if last else range(min(within, len(tokens)))
    for index in order:
        if tokens[index].low in words.verbs and (length := phrase_at(tokens, index, words.verbs)):
            return Verb(index, index + length)
    return None


def verb_places(tokens: Sequence[Token], words: Words) -> list[int]:
    """Where reporting verbs begin, in code points."""
    return [
        token.start
        for index, token in enumerate(tokens)
        if token.low in words.verbs and phrase_at(tokens, index, words.verbs)
    ]


def name_from(tokens: Sequence[Token], index: int, words: Words) -> tuple[int, int]:
    """First and last (without it) of the row of capitals from ``index``, particles and initials within."""
    last = index
    here = index
    while here < len(tokens):
        token = tokens[here]
        if token.is_capital and (here > index or token.is_word):
            here += 1
            last = here
            if (
                here < len(tokens)
                and tokens[here].text == "."
                and (len(token.text) <= 1 or words.is_role(token.low))
            ):
                here += 1
        elif here > index and token.low in _PARTICLES and _goes_on(tokens, here):
            if words.capital_nouns and token.low in words.articles and tokens[here - 1].low not in _PARTICLES:
                break
            here += 1
        else:
            break
    return index, last


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital follows the particle, perhaps after another ("van der Berg")."""
    follow = tokens[index + 1 : index + 3]
    return bool(follow) and (
        follow[0].is_capital or (follow[0].low in _PARTICLES and len(follow) > 1 and follow[1].is_capital)
    )


def row_ending(tokens: Sequence[Token], last: int, words: Words) -> int:
    """Index where the row of capitals that ends before ``last`` begins; ``last`` when there is none."""
    index = last
    while index > 0:
        token = tokens[index - 1]
        initial = (
            token.text == "."
            and index > 1
            and (len(tokens[index - 2].text) == 1 or words.is_role(tokens[index - 2].low))
        )
        inside = (
            token.low in _PARTICLES
            and index < last
            and index > 1
            and (tokens[index - 2].is_capital or tokens[index - 2].low in _PARTICLES)
        )
        if not (token.is_capital or (initial and index < last) or inside):
            break
        index -= 1
    while index < last and not tokens[index].is_capital:
        index += 1
    return index


def name_span(tokens: Sequence[Token], first: int, last: int, words: Words) -> tuple[int, int] | None:
    """Span of the name in a row of capitals, without role, article or opening word; null for nothing."""
    article = False
    while first < last and (_is_no_name(tokens[first], words) or not tokens[first].is_word):
        article = article or tokens[first].low in words.articles
        first += 1
    while first < last and (not tokens[last - 1].is_word or tokens[last - 1].low in words.openers):
        last -= 1
    if last - first > _LONGEST_NAME or first >= last:
        return None
    # a pronoun alone; before another capital it is a name ("He Jianxiong")
    if last - first == 1 and tokens[first].low in words.pronouns:
        return None
    before = tokens[first - 1].low if first else ""
    if words.capital_nouns and last - first == 1 and (article or before in words.articles):
        return None
    if all(words.is_role(token.low) for token in tokens[first:last]):
        return None
    first = _past_roles(tokens, first, last, words)
    end = tokens[last - 1].end
    if tokens[last - 1].text[-1] in "'’":
        end -= 1
    return tokens[first].start, end


def _past_roles(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Where the name begins after an office within the row ("White House Press Secretary Ann Dole")."""
    for index in range(last - 2, first, -1):
        if words.is_role(tokens[index].low) and len(tokens[last - 1].text) > 2:
            return index + 2 if tokens[index + 1].text == "." and index + 2 < last else index + 1
    return first


def _is_no_name(token: Token, words: Words) -> bool:
    low = token.low.strip("’")
    return low in words.openers or low in words.articles or words.is_role(low) or low in words.prepositions
