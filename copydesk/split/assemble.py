"""Turn the decisions about lines into articles."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.labels import fold, load
from copydesk.params import SplitParams
from copydesk.records import Article, DigestItem
from copydesk.roles import Kind, Role
from copydesk.sources.agencies import initials_agency, shown_agency
from copydesk.split.bare import find_bare_heads
from copydesk.split.below import read_head_below
from copydesk.split.bios import find_bio
from copydesk.split.compose import join_paragraphs, label_pieces, pieces_of
from copydesk.split.dateline import DATELINE, read_dateline
from copydesk.split.digests import items_of
from copydesk.split.feeds import Item
from copydesk.split.furniture import Label
from copydesk.split.heads import read_head
from copydesk.split.inline import Span, find_junk
from copydesk.split.kinds import kind_of, parts_of
from copydesk.split.letters import SIGNATURE
from copydesk.split.meta import Head, read_byline, read_publisher, read_times
from copydesk.split.page import Page
from copydesk.split.quotes import find_pull_quotes
from copydesk.split.standing import Story

_TAIL_LINES = 4
# A dateline with its agency opens a wire story: so many lines of a caption may stand before it.
_DATELINE_REACH = 2
# So many times between a story's paragraphs are those of its entries.
_ENTRIES = 2
# Trust in an item of a feed: its make comes three times.
_ITEM_SCORE, _ITEM_ODDS = 2.0, 8.0


_PULL_QUOTE = Label(Role.PULL_QUOTE, "story.quoted_again", 0.8)


@dataclass(slots=True)
class Draft:
    """A story on its way to an article: its lines, their texts without junk, and its head.

    ``dateline`` is the line that opens with one and the character behind it.
    """

    ordinal: int
    members: tuple[int, ...]
    junk: dict[int, list[Span]]
    head: Head
    odds: float
    roles: dict[int, Role] = field(default_factory=dict)
    extras: dict[int, Label] = field(default_factory=dict)
    standfirst: int | None = None
    dateline: tuple[int, int] | None = None
    kind: Kind | None = None


def draft_items(page: Page, items: Sequence[Item]) -> list[Draft]:
    """One draft for each item of a feed, in reading order; ``page`` is without their marks."""
    return [_draft_item(page, ordinal, item) for ordinal, item in enumerate(items, 1)]


def _draft_item(page: Page, ordinal: int, item: Item) -> Draft:
    head = Head(title=item.title, title_score=_ITEM_SCORE)
    if item.title is not None:
        head.roles[item.title] = (Role.TITLE, "head.title")
    origin = item.title if item.title is not None else item.text[0]
    read_times(page, head, item.meta, origin)
    read_publisher(page, head, item.meta, card=True)
    read_byline(page, head, item.meta, card=True)
    last = item.text[-1]
    prompt = Span(item.prompt or 0, len(page.lines[last].text), Role.RELATED, "inline.prompt")
    junk = {last: [prompt]} if item.prompt is not None else {}
    kind = Kind.TEASER if item.cut else None
    return Draft(ordinal, item.text, junk, head, _ITEM_ODDS, kind=kind)


def draft_stories(page: Page, stories: Sequence[Story], cards: Sequence[bool]) -> list[Draft]:
    """One draft for each story, in reading order; no line belongs to two."""
    drafts: list[Draft] = []
    free_from = 0
    for ordinal, story in enumerate(stories, 1):
        members = tuple(i for r in story.runs for i in page.story_lines(page.runs[r]))
        draft = _draft(page, ordinal, members, free_from, story, card=cards[story.runs[0]])
        if not any(map(str.isalnum, "".join(_texts(page, draft)))):
            continue
        stop = stories[ordinal].runs[0] if ordinal < len(stories) else None
        end = page.line_span(page.runs[stop])[0] if stop is not None else len(page.lines)
        if draft.head.title is None:
            read_head_below(page, draft.head, draft.members[-1], end)
        _take_tail(page, draft, end)
        drafts.append(draft)
        free_from = max([*draft.members, *draft.extras, *draft.head.roles]) + 1
    return _with_bare_heads(page, drafts)


def _with_bare_heads(page: Page, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` and the items of which only a title was printed, numbered in reading order."""
    taken = {i for d in drafts for i in (*d.members, *d.head.roles, *d.extras)}
    drafts += [Draft(0, (), {}, head, 0.0) for head in find_bare_heads(page, taken)]
    drafts.sort(key=lambda d: min((*d.members, *d.head.roles, *d.extras)))
    for ordinal, draft in enumerate(drafts, 1):
        draft.ordinal = ordinal
    return drafts


def _draft(
    page: Page, ordinal: int, members: tuple[int, ...], free_from: int, story: Story, *, card: bool
) -> Draft:
    words: Counter[str] = Counter()
    for r in story.runs:
        words.update(page.terms_of(page.runs[r]))
    head = read_head(page, free_from, members[0], words, card=card)
    bio = find_bio(page, members, head.byline)
    about = members[bio] if bio is not None else None
    members = members[:bio]
    opening = _before_dateline(page, members)
    captions, members = members[:opening], members[opening:]
    quotes = find_pull_quotes(page, members, head.roles)
    junk = {i: spans for i in members if (spans := find_junk(page.lines[i].text))}
    draft = Draft(ordinal, members, junk, head, story.odds)
    _take_agencies(page, draft, range(members[0] if head.title is None else head.title + 1, members[0]))
    _take_standfirst(page, draft)
    _take_inside(page, draft)
    draft.extras.update((i, _PULL_QUOTE) for i in quotes if i not in draft.extras)
    draft.extras.update((i, Label(Role.CAPTION, "head.before_dateline", 0.7)) for i in captions)
    if about is not None:
        draft.extras[about] = Label(Role.AUTHOR_BIO, "tail.author_bio", 0.8)
    return draft


def _before_dateline(page: Page, members: tuple[int, ...]) -> int:
    """How many of a story's first lines stand before its dateline: a caption, or none."""
    for n in range(1, min(_DATELINE_REACH, len(members) - 1) + 1):
        match = DATELINE.match(page.lines[members[n]].text)
        if match and match.group("agency"):
            return n
    return 0


def _take_agencies(page: Page, draft: Draft, span: range) -> None:
    """A line that is an agency's name and nothing else is the story's credit."""
    for i in span:
        if i not in draft.head.roles and shown_agency(page.lines[i].text):
            draft.extras[i] = Label(Role.CREDIT, "label.agency", 0.9)


def _take_standfirst(page: Page, draft: Draft) -> None:
    title = draft.head.title
    if title is None:
        return
    for i in range(title + 1, min(title + 5, draft.members[0])):
        line, evidence = page.lines[i], page.evidence[i]
        if i in draft.head.roles or i in draft.extras or evidence.time is not None:
            continue
        if line.words >= 8 and evidence.hit is None and evidence.repeats == 1:
            draft.standfirst = i
            draft.extras[i] = Label(Role.STANDFIRST, "head.standfirst", 0.7)
            return


def _take_inside(page: Page, draft: Draft) -> None:
    inside = set(draft.members)
    times: list[int] = []
    for i in range(draft.members[0], draft.members[-1]):
        hit = page.evidence[i].hit
        if i not in inside and page.evidence[i].is_time and i + 1 in inside:
            times.append(i)
        if i not in inside and hit and hit.role in (Role.CAPTION, Role.CREDIT) and page.lines[i].words > 1:
            draft.extras[i] = Label(hit.role, hit.rule, 0.8)
    if len(times) >= _ENTRIES:
        draft.extras.update((i, Label(Role.TIME, "entry.time", 0.8)) for i in times)


def _take_tail(page: Page, draft: Draft, stop: int) -> None:
    """Credit and sign-off lines right behind the story belong to it."""
    for i in range(draft.members[-1] + 1, min(draft.members[-1] + 1 + _TAIL_LINES, stop)):
        line, hit = page.lines[i], page.evidence[i].hit
        if hit is SIGNATURE:
            draft.head.byline = line.text
            draft.head.roles[i] = (Role.BYLINE, hit.rule)
            return
        if hit and hit.role is Role.CREDIT and line.words > 1:
            draft.extras[i] = Label(Role.CREDIT, hit.rule, 0.9)
        elif shown_agency(line.text):
            draft.extras[i] = Label(Role.CREDIT, "label.agency", 0.9)
        elif initials_agency(line.text):
            draft.extras[i] = Label(Role.CREDIT, "tail.sign_off", 0.9)


def make_article(page: Page, draft: Draft, params: SplitParams) -> Article:
    """The article's record; fills in ``draft.roles`` on the way."""
    texts = _texts(page, draft)
    pieces = pieces_of(page.lines, draft.members, texts)
    roles = label_pieces(pieces)
    draft.roles.update((p.index, r) for p, r in zip(pieces, roles, strict=True))
    paragraphs = join_paragraphs(pieces, roles)
    body = "\n\n".join(paragraphs)
    kind = draft.kind or kind_of(page, body, draft.members, draft.junk, params.brief_words)
    credit = _credit(page, draft)
    opening = read_dateline(body)
    if opening and pieces and page.lines[pieces[0].index].text[: opening.end] == body[: opening.end]:
        draft.dateline = (pieces[0].index, opening.end)
    head = draft.head
    spans = [page.lines[i] for i in (*draft.members, *head.roles, *draft.extras)]
    return Article(
        ordinal=draft.ordinal,
        kind=kind,
        title=page.lines[head.title].text.lstrip("#•*- ") if head.title is not None else None,
        standfirst=page.lines[draft.standfirst].text if draft.standfirst is not None else None,
        body=body,
        publisher=head.publisher,
        byline=head.byline,
        credit=credit,
        agency=_agency(credit) or (opening.agency if opening else None),
        dateline=opening.place if opening else None,
        published_raw=head.published_raw,
        start_char=min(line.start for line in spans),
        end_char=max(line.end for line in spans),
        confidence=_confidence(draft),
        items=_items(page, draft, paragraphs) if kind is Kind.DIGEST else (),
    )


def _items(page: Page, draft: Draft, paragraphs: Sequence[str]) -> tuple[DigestItem, ...]:
    """Items of a digest: the pieces between its prompts, or by the marks of its paragraphs."""
    return items_of(parts_of(page, draft.members, draft.junk) or paragraphs)


def _texts(page: Page, draft: Draft) -> list[str]:
    """Texts of a story's lines without the spans that are not its own."""
    return [_without(page.lines[i].text, draft.junk.get(i, ())) for i in draft.members]


def _without(text: str, junk: Sequence[Span]) -> str:
    kept = []
    position = 0
    for span in junk:
        kept.append(text[position : span.start].strip())
        position = span.end
    kept.append(text[position:].strip())
    return " ".join(k for k in kept if k)


def _credit(page: Page, draft: Draft) -> str | None:
    tails = [
        page.lines[i].text
        for i, label in sorted(draft.extras.items())
        if label.role is Role.CREDIT and draft.members
        if i > draft.members[-1] or label.rule == "label.agency"
    ]
    inline = [
        page.lines[i].text[s.start : s.end]
        for i, spans in draft.junk.items()
        for s in spans
        if s.rule == "inline.sign_off"
    ]
    return "; ".join([*inline, *tails]) or None


def _agency(credit: str | None) -> str | None:
    if not credit:
        return None
    for word in [credit, *re.split(r"[\s/;:,()]+", credit)]:
        name = shown_agency(word) or initials_agency(word)
        if name:
            return name
    # an agency that no list has: capitals alone behind the label ("Reports: NPA")
    bare = re.search(r":\s*([^\W\d_a-z]{2,6})\.?$", credit)
    return bare.group(1) if bare else None


def _confidence(draft: Draft) -> float:
    bounds = 1 / (1 + math.exp(-(draft.odds - 4.0) / 4.0))
    title = 0.5 if draft.head.title is None else 1 / (1 + math.exp(-draft.head.title_score))
    return round(bounds * (0.5 + 0.5 * title), 3)
