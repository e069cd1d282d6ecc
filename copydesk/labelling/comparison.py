"""What a person's labels and the splitter's answer for the same document disagree about."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from copydesk.labelling.expected import Expected, expected_articles
from copydesk.labelling.sheet import Gap, Sheet
from copydesk.labelling.visible import Label, labels_of, visible_offsets
from copydesk.labelling.vocabulary import ARTICLE_ROLES, ARTICLES, BODY, FIELDS, ROLES
from copydesk.records import Article, Split
from copydesk.roles import Role

# a character of a script without spaces is a word of its own
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)

# Words times words: beyond it (bodies of some thousand words each) all from the first difference on is shown.
_MAX_COMPARISONS = 25_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field of one article; ``article`` is the number in the sheet."""

    article: int
    field: str
    expected: str | None
    found: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyDifference:
    """Words of one article's body, in order: those that the splitter lacks, and those it has too many."""

    article: int
    lacking: tuple[str, ...]
    surplus: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDifference:
    """A stretch of the document to which the splitter gives another role, or another article.

    ``line`` counts from 1; the articles are numbers of the sheet, 0 for one that the sheet does not have.
    """

    line: int
    expected: str
    expected_article: int | None
    found: str
    found_article: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All differences between a sheet and a split of one document.

    ``missing`` are titles of articles that the splitter does not have, ``surplus`` of those that the
    sheet does not have; both with their number on their own side.
    """

    expected_count: int
    found_count: int
    missing: tuple[tuple[int, str | None], ...]
    surplus: tuple[tuple[int, str | None], ...]
    fields: tuple[FieldDifference, ...]
    bodies: tuple[BodyDifference, ...]
    labels: tuple[LabelDifference, ...]

    @property
    def differing(self) -> frozenset[tuple[int | None, str]]:
        """What differs, as gaps name it: article (None for the file) and field."""
        found: set[tuple[int | None, str]] = {(d.article, d.field) for d in self.fields}
        found |= {(d.article, BODY) for d in self.bodies}
        found |= {(None, ARTICLES)} if self.missing or self.surplus else set()
        found |= {(None, ROLES)} if self.labels else set()
        return frozenset(found)

    def new(self, gaps: Sequence[Gap]) -> list[tuple[int | None, str]]:
        """What differs and is no known gap, the file's first."""
        return _sorted(self.differing - {(gap.article, gap.field) for gap in gaps})

    def closed(self, gaps: Sequence[Gap]) -> list[tuple[int | None, str]]:
        """Known gaps that do not differ any more."""
        return _sorted({(gap.article, gap.field) for gap in gaps} - self.differing)

    def as_dict(self) -> dict[str, Any]:
        """For JSON; names are those of the records."""
        return asdict(self)


def _sorted(
    keys: frozenset[tuple[int | None, str]] | set[tuple[int | None, str]],
) -> list[tuple[int | None, str]]:
    return sorted(keys, key=lambda key: (key[0] or 0, key[1]))


def compare(split: Split, sheet: Sheet) -> Comparison:
    """Differences between ``sheet`` and ``split``, which are of the same text.

    Articles belong together when they share the most visible characters. Fields and bodies are compared
    where both sides have the article, by their words. A sheet's ``boilerplate`` is any role of the page.
    """
    offsets = visible_offsets(split.text)
    wanted = [_folded(label) for label in labels_of(sheet.blocks, offsets)]
    got = [_folded(label) for label in labels_of(split.blocks, offsets)]
    expected = expected_articles(split.text, sheet)
    pairs = _pairs(wanted, got)
    theirs = {article.ordinal: article for article in split.articles}
    both = [(e, theirs[pairs[e.ordinal]]) for e in expected if pairs.get(e.ordinal) in theirs]
    paired = {article.ordinal for _, article in both}
    of_sheet = {found: number for number, found in pairs.items()}
    return Comparison(
        expected_count=len(expected),
        found_count=len(split.articles),
        missing=tuple((e.ordinal, e.title) for e in expected if pairs.get(e.ordinal) not in paired),
        surplus=tuple((a.ordinal, a.title) for a in split.articles if a.ordinal not in paired),
        fields=tuple(d for e, a in both for d in _fields(e, a)),
        bodies=tuple(d for e, a in both for d in _bodies(e, a)),
        labels=tuple(_labels(split.text, offsets, wanted, [(role, _number(n, of_sheet)) for role, n in got])),
    )


def _folded(label: Label) -> Label:
    """Blocks of the page belong to no article, whoever labelled them."""
    return label if label[0] in ARTICLE_ROLES else (label[0], None)


def _number(found: int | None, of_sheet: dict[int, int]) -> int | None:
    return None if found is None else of_sheet.get(found, 0)


def _pairs(wanted: Sequence[Label], got: Sequence[Label]) -> dict[int, int]:
    """Number in the sheet to ordinal of the splitter: the most shared characters first."""
    shared = Counter(
        (ours[1], theirs[1])
        for ours, theirs in zip(wanted, got, strict=True)
        if ours[1] is not None and theirs[1] is not None
    )
    pairs: dict[int, int] = {}
    for (ours, theirs), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if ours is not None and theirs is not None and ours not in pairs and theirs not in pairs.values():
            pairs[ours] = theirs
    return pairs


def words_of(text: str | None) -> list[str]:
    """Words of ``text``; each character of a script without spaces is one."""
    return _WORD.findall(text or "")


def _fields(expected: Expected, article: Article) -> Iterator[FieldDifference]:
    for name in FIELDS:
        ours, theirs = getattr(expected, name) or None, getattr(article, name) or None
        if (ours is None) != (theirs is None) or words_of(ours) != words_of(theirs):
            yield FieldDifference(article=expected.ordinal, field=name, expected=ours, found=theirs)


def _bodies(expected: Expected, article: Article) -> Iterator[BodyDifference]:
    ours, theirs = words_of(expected.body), words_of(article.body)
    if ours != theirs:
        lacking, surplus = _changes(ours, theirs)
        yield BodyDifference(article=expected.ordinal, lacking=tuple(lacking), surplus=tuple(surplus))


def _changes(ours: list[str], theirs: list[str]) -> tuple[list[str], list[str]]:
    """Words of ``ours`` that ``theirs`` lacks, and the other way round, in their order.

    A word that stands in another place is in both.
    """
    same = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
    same = min(len(ours), len(theirs)) if same is None else same
    ours, theirs = ours[same:], theirs[same:]
    if len(ours) * len(theirs) > _MAX_COMPARISONS:
        return ours, theirs
    lacking, surplus = [], []
    for _, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if ours[a:b] != theirs[c:d]:
            lacking += ours[a:b]
            surplus += theirs[c:d]
    return lacking, surplus


def _labels(
    text: str, offsets: Sequence[int], wanted: Sequence[Label], got: Sequence[Label]
) -> Iterator[LabelDifference]:
    start: int | None = None
    for n in range(len(offsets) + 1):
        differs = n < len(offsets) and not _agree(wanted[n], got[n])
        goes_on = start is not None and differs and _same_stretch(text, offsets, wanted, got, n)
        if start is not None and not goes_on:
            yield _difference(text, offsets[start], offsets[n - 1] + 1, wanted[start], got[start])
            start = None
        if differs and start is None:
            start = n


def _agree(ours: Label, theirs: Label) -> bool:
    return ours == theirs or (ours[0] is Role.BOILERPLATE and theirs[0] not in ARTICLE_ROLES)


def _same_stretch(
    text: str, offsets: Sequence[int], wanted: Sequence[Label], got: Sequence[Label], n: int
) -> bool:
    """True when character ``n`` lies on the line of the one before it, with the same labels."""
    same = (wanted[n], got[n]) == (wanted[n - 1], got[n - 1])
    return same and "\n" not in text[offsets[n - 1] : offsets[n]]


def _difference(text: str, start: int, end: int, ours: Label, theirs: Label) -> LabelDifference:
    return LabelDifference(
        line=text.count("\n", 0, start) + 1,
        expected=ours[0].value,
        expected_article=ours[1],
        found=theirs[0].value,
        found_article=theirs[1],
        text=" ".join(text[start:end].split()),
    )
