"""HTML pages: what trafilatura takes for the story, laid over the page's rendered text.

The *decoded text* of a page, which blocks tile and spans count in, is its rendered text
(`copydesk.page.render`), a line for each line a reader sees. Source that is not rendered (tags, scripts,
comments) is not part of it. libxml2 gives up below 2,048 nested elements; what lies deeper is not
rendered either.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from copydesk.errors import BadInputError
from copydesk.identity import normalise, word_count
from copydesk.load import without_controls
from copydesk.page import Line, render
from copydesk.params import SplitParams
from copydesk.records import Article, Block, Split
from copydesk.roles import Kind, Role

EXTRACTOR: Final = "trafilatura"

_DEFAULTS: Final = SplitParams()

# htmldate reads the clock for its latest date unless it is given one
_DATE_SEARCH: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_DATE_ATTRIBUTES: Final = (
    "//meta[contains(@property,'published_time') or contains(@itemprop,'datePublished') "
    "or contains(translate(@name,'PUBDATE','pubdate'),'date')]/@content | //time/@datetime"
)
_JSON_DATE: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TITLE_SEPARATORS: Final = (" - ", " | ", " – ", " — ", " :: ", " » ", " · ")

_ELSEWHERE: Final = frozenset({"nav", "footer", "aside"})
"""Regions where the title stands as a link or a crumb, not over the story."""

_LONG_WORDS: Final = 4
"""Fewer words in the middle of a paragraph may be there by chance ("Read more", a name)."""
_MAX_COMPARISONS: Final = 500_000_000
"""Lines times characters: beyond it (no real page) only whole lines are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What the page says about itself, each None if it does not. ``published`` is ISO 8601."""

    title: str | None
    byline: str | None
    published: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlSplit:
    """A page cut up, over its rendered text, and its metadata."""

    split: Split
    metadata: PageMetadata


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    role: Role
    rule: str
    confidence: float
    is_article: bool


def split_html(markup: str, params: SplitParams = _DEFAULTS, url: str | None = None) -> HtmlSplit:
    """Rendered text of the page, its one article, and a block for every line.

    The article's body is trafilatura's, paragraphs parted by an empty line, without the title. A rendered
    line that the body holds is ``body``, a heading among them ``subheading``; the others are boilerplate
    by the region of the page that they lie in. A body of fewer than ``params.brief_words`` is a brief.

    Args:
        markup: the page's source, decoded. `LoadParams.max_bytes` bounds it.
        params: when a body is a brief.
        url: address of the page if known; it helps to resolve metadata.

    Returns:
        A split whose blocks tile its text, with ``extractor`` ``trafilatura``.

    Raises:
        BadInputError: ``extractor_empty``: no text is rendered, or trafilatura finds no story in it.
    """
    root = _parse(markup)
    extracted: Any = trafilatura.bare_extraction(
        root,
        url=url,
        fast=True,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=dict(_DATE_SEARCH),
    )
    paragraphs = _paragraphs(extracted)
    lines = render(root)
    metadata = _metadata(extracted, root)
    if paragraphs and _is_same(paragraphs[0], metadata.title):
        del paragraphs[0]
    if not paragraphs or not lines:
        raise BadInputError("extractor_empty", "trafilatura found no story in this page")
    judged = _judge(lines, paragraphs, metadata)
    return HtmlSplit(split=_assemble(lines, judged, paragraphs, metadata, params), metadata=metadata)


def _paragraphs(extracted: Any) -> list[str]:
    text, _ = without_controls(extracted.text or "") if extracted else ("", 0)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _parse(markup: str) -> etree._Element:
    # bytes, because lxml refuses a str that declares an encoding; huge_tree, else long pages lose their end
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as err:
        raise BadInputError("extractor_empty", f"no HTML document in this file: {err}") from err


# -- metadata ------------------------------------------------------------------------------------------


def _metadata(extracted: Any, root: etree._Element) -> PageMetadata:
    if extracted is None:
        return PageMetadata(title=None, byline=None, published=None, publisher=None, url=None)
    site, host = _clean(extracted.sitename), _clean(extracted.hostname)
    return PageMetadata(
        title=_without_site(_clean(extracted.title), (site, host)),
        byline=_clean(extracted.author),
        published=_clean(_to_the_minute(extracted.date, root)) if extracted.date else None,
        publisher=site or host,
        url=_clean(extracted.url),
    )


def _clean(value: str | None) -> str | None:
    """One line without control characters; JSON in a page can even hold half a surrogate pair."""
    return " ".join(without_controls(value)[0].split()) or None if value else None


def _without_site(title: str | None, site_names: Sequence[str | None]) -> str | None:
    """Title without the outlet's name that the page's ``title`` element puts behind it."""
    for separator in _TITLE_SEPARATORS:
        head, _, tail = (title or "").rpartition(separator)
        if head and any(name and _is_same(tail, name) for name in site_names):
            return head.strip()
    return title


def _to_the_minute(day: str, root: etree._Element) -> str:
    """The day that trafilatura found, with its clock time where the page gives one of the same day."""
    values = [str(v).strip() for v in root.xpath(_DATE_ATTRIBUTES)]
    for script in root.iter("script"):
        values += _JSON_DATE.findall(script.text or "")
    exact = [
        v
        for v in values
        if v.startswith(day) and re.match(r"[T ]\d{2}:\d{2}", v[len(day) :]) and len(v) <= 40
    ]
    return min(exact, default=day)


def _is_same(text: str, other: str | None) -> bool:
    return bool(other) and normalise(text) == normalise(other or "")


# -- lines to roles ------------------------------------------------------------------------------------


def _judge(lines: Sequence[Line], paragraphs: Sequence[str], metadata: PageMetadata) -> list[_Judged]:
    keys = [normalise(line.text) for line in lines]
    trust = _in_body(keys, [normalise(p) for p in paragraphs])
    sure = [i for i, t in enumerate(trust) if t and word_count(keys[i]) >= _LONG_WORDS]
    first, last = (sure[0], sure[-1]) if sure else (0, len(lines) - 1)
    title, byline = normalise(metadata.title or ""), normalise(metadata.byline or "")
    judged = []
    for i, (line, key) in enumerate(zip(lines, keys, strict=True)):
        inside = first <= i <= last
        if title and key == title and i <= last and not _ELSEWHERE & set(line.regions):
            found = _Judged(role=Role.TITLE, rule="html.title", confidence=0.9, is_article=True)
        elif trust[i] and inside:
            found = _body_line(line, trust[i])
        elif inside and "figcaption" in line.regions:
            found = _Judged(role=Role.CAPTION, rule="html.figcaption", confidence=0.9, is_article=True)
        elif byline and key in (byline, f"by {byline}"):
            found = _Judged(role=Role.BYLINE, rule="html.author", confidence=0.8, is_article=True)
        else:
            found = _outside(line)
        judged.append(found)
    return judged


def _in_body(keys: Sequence[str], paragraphs: Sequence[str]) -> list[float]:
    """For each line the trust that it is one of the paragraphs, a part of one, or around one; 0 if none."""
    whole = set(paragraphs)
    trust = [0.95 if key and key in whole else 0.0 for key in keys]
    body = f" {' '.join(paragraphs)} "
    if len(keys) * len(body) > _MAX_COMPARISONS:
        return trust
    for i, key in enumerate(keys):
        if not trust[i] and word_count(key) >= _LONG_WORDS and f" {key} " in body:
            trust[i] = 0.85
    page = f" {' '.join(keys)} "
    starts = list(accumulate((len(key) + 1 for key in keys), initial=1))
    matched = {keys[i] for i, t in enumerate(trust) if t}
    for paragraph in whole - matched:
        if word_count(paragraph) < 2 * _LONG_WORDS:
            continue
        at = page.find(f" {paragraph} ") + 1
        if at > 0:  # the line holds more than the paragraph, or the paragraph runs over lines
            for i in range(bisect_right(starts, at) - 1, bisect_right(starts, at + len(paragraph) - 1)):
                trust[i] = max(trust[i], 0.7)
    return trust


def _body_line(line: Line, confidence: float) -> _Judged:
    is_heading = any(tag in line.regions for tag in ("h2", "h3", "h4", "h5", "h6"))
    role = Role.SUBHEADING if is_heading else Role.BODY
    return _Judged(role=role, rule="html.trafilatura", confidence=confidence, is_article=True)


def _outside(line: Line) -> _Judged:
    in_story = "article" in line.regions or "main" in line.regions
    for tag in ("nav", "footer", "header", "aside", "form"):
        if tag in line.regions:
            is_menu = tag == "nav" or (tag in ("footer", "header") and not in_story)
            role = Role.NAVIGATION if is_menu else Role.BOILERPLATE
            return _Judged(role=role, rule=f"html.{tag}", confidence=0.85, is_article=False)
    return _Judged(role=Role.BOILERPLATE, rule="html.outside_main", confidence=0.7, is_article=False)


# -- records -------------------------------------------------------------------------------------------


def _assemble(
    lines: Sequence[Line],
    judged: Sequence[_Judged],
    paragraphs: Sequence[str],
    metadata: PageMetadata,
    params: SplitParams,
) -> Split:
    offsets = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    blocks = tuple(
        Block(
            start_char=offsets[i],
            end_char=offsets[i + 1],
            role=j.role,
            article=1 if j.is_article else None,
            rule=j.rule,
            confidence=j.confidence,
        )
        for i, j in enumerate(judged)
    )
    own = [b for b in blocks if b.article] or list(blocks)
    body = "\n\n".join(paragraphs)
    found = sum(b.end_char - b.start_char for b in blocks if b.rule == "html.trafilatura")
    article = Article(
        ordinal=1,
        kind=Kind.BRIEF if word_count(body) < params.brief_words else Kind.ARTICLE,
        title=metadata.title,
        standfirst=None,
        body=body,
        publisher=metadata.publisher,
        byline=metadata.byline,
        credit=None,
        agency=None,
        dateline=None,
        published_raw=metadata.published,
        start_char=own[0].start_char,
        end_char=own[-1].end_char,
        # a body that the page does not show comes from hidden source, and is trusted less
        confidence=round(0.5 + 0.45 * min(1.0, found / len(body)), 3),
    )
    text = "".join(f"{line.text}\n" for line in lines)
    return Split(text=text, blocks=blocks, articles=(article,), extractor=EXTRACTOR)
