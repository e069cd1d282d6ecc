"""What a profile changes on pages: articles, titles, publishers, and the lines that leave a story."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from copydesk.hints import Hints
from copydesk.params import SplitParams
from copydesk.profiles import ProfileVersion
from copydesk.profiles.pages import SitePage, read_page
from copydesk.records import Article


class Change(NamedTuple):
    """A value without the profile and with it; None where there is no article or no value."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A page without the profile and with it.

    ``words_removed`` counts words of bodies, negative when there are more; ``lines_removed`` are those
    that were an article's and are none's now, ``lines_added`` the other way round; ``lost`` says that a
    page with an article has none any more.
    """

    file: str
    articles_before: int
    articles_after: int
    words_removed: int
    titles: tuple[Change, ...]
    publishers: tuple[Change, ...]
    lines_removed: tuple[str, ...]
    lines_added: tuple[str, ...]

    @property
    def lost(self) -> bool:
        """True when the page held an article and holds none with the profile."""
        return self.articles_before > 0 and self.articles_after == 0


def effects(
    texts: Mapping[str, str], profile: ProfileVersion, params: SplitParams | None = None
) -> tuple[Effect, ...]:
    """The effect of ``profile`` on each page of ``texts`` (name to text), by name."""
    params = params or SplitParams()
    hints = Hints(profile=profile)
    return tuple(
        _effect(read_page(name, texts[name], params), read_page(name, texts[name], params, hints))
        for name in sorted(texts)
    )


def _effect(before: SitePage, after: SitePage) -> Effect:
    pairs = _pairs(before, after)
    titles = [Change(*(a.title if a else None for a in pair)) for pair in pairs]
    publishers = [Change(*(a.publisher if a else None for a in pair)) for pair in pairs if all(pair)]
    return Effect(
        file=before.name,
        articles_before=len(before.split.articles),
        articles_after=len(after.split.articles),
        words_removed=_body_words(before) - _body_words(after),
        titles=tuple(change for change in titles if change.before != change.after),
        publishers=tuple(change for change in publishers if change.before != change.after),
        lines_removed=_only_in(before, after),
        lines_added=_only_in(after, before),
    )


def _pairs(before: SitePage, after: SitePage) -> list[tuple[Article | None, Article | None]]:
    """Each article with the one that has most of its lines; what has no partner stands alone."""
    shared = Counter(
        (old.article, new.article)
        for old, new in zip(before.blocks, after.blocks, strict=True)
        if old.article is not None and new.article is not None
    )
    partner: dict[int, int] = {}
    for (old, new), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if old not in partner and new not in partner.values():
            partner[old] = new
    new_ones = {article.ordinal: article for article in after.split.articles}
    pairs: list[tuple[Article | None, Article | None]] = [
        (article, new_ones.get(partner.get(article.ordinal, 0))) for article in before.split.articles
    ]
    taken = set(partner.values())
    return [*pairs, *((None, article) for ordinal, article in new_ones.items() if ordinal not in taken)]


def _only_in(page: SitePage, other: SitePage) -> tuple[str, ...]:
    return tuple(
        line.text
        for line, own, theirs in zip(page.lines, page.blocks, other.blocks, strict=True)
        if own.article is not None and theirs.article is None
    )


def _body_words(page: SitePage) -> int:
    return sum(len(article.body.split()) for article in page.split.articles)
