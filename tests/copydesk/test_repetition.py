"""Repetition across files: what the page prints goes, what a story repeats stays."""

import random
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import steps
from copydesk.hints import Hints, line_fingerprint
from copydesk.params import RepeatParams
from copydesk.records import SourceFile
from copydesk.repetition import STORY_LINES, repeated_lines, source_of, story_lines
from copydesk.split import split

PROMO = (
    "Our Friday letter brings the week of the harbour towns to your kitchen table, with a recipe and a walk,"
    " and readers tell us that they would rather miss the ferry than miss it."
)
DEFAULTS = RepeatParams()
VERBS = ("mended", "painted", "measured", "sold", "flooded", "opened", "counted", "photographed", "guarded")
PLACES = ("Norham", "Eastwick", "Pellerin", "Varne", "Ostmark", "Tarnby", "Lowgate", "Quillon", "Brask")


def paragraph(story: int, number: int) -> str:
    """A paragraph of an invented story, unlike that of any other."""
    pick = random.Random(1_000 * story + number)
    verb, other = pick.sample(VERBS, 2)
    place, far = pick.sample(PLACES, 2)
    return (
        f"The {pick.randint(2, 999)} boats that {place} had {verb} in the year {story + 1700} were {other} again on"
        f" a cold morning in {far}, said the master of quay number {pick.randint(2, 99)}, who keeps the books of"
        f" the port and has seen {pick.randint(3, 60)} winters come and go from his window over the {verb} sheds."
    )


def page(story: int, *, paragraphs: int = 5, promo: str | None = PROMO, extra: str = "") -> str:
    """A page with one story, in the midst of which the outlet speaks for itself."""
    body = [paragraph(story, n) for n in range(paragraphs)]
    if promo:
        body.insert(2, promo)
    head = f"Boats of {story + 1700} come home to {PLACES[story % len(PLACES)]}\nBy Ada Pell\n14 March 2026 06:30"
    text = "\n\n".join([head, *body])
    return f"Home\nNews\nSport\n\n{text}\n\nShare this article\n{extra}"


def lines_of(texts: Iterable[str]) -> pa.Table:
    """Story lines of files of one source, as the pipeline stores them."""
    rows, number = [], 0
    for text in texts:
        found = list(story_lines(split(text)))
        rows += [("outlet", number + x.story, x.fingerprint, x.is_opening, x.word_count) for x in found]
        number += max((line.story for line in found), default=0)
    return table(rows)


def table(rows: Sequence[tuple[str, int, int, bool, int]]) -> pa.Table:
    return pa.Table.from_pylist(
        [dict(zip(STORY_LINES.names, r, strict=True)) for r in rows], schema=STORY_LINES
    )


def fingerprints(lines: pa.Table, params: RepeatParams = DEFAULTS) -> set[int]:
    return set(repeated_lines(lines, params)["fingerprint"].to_pylist())


def test_what_many_stories_hold_is_the_pages() -> None:
    """A paragraph of the outlet's own, as good prose as the story, from the fourth story on."""
    pages = [page(n) for n in range(6)]

    assert set() == fingerprints(lines_of(pages[:3]))
    assert {line_fingerprint(PROMO)} == fingerprints(lines_of(pages[:4])) == fingerprints(lines_of(pages))


def test_split_alone_keeps_it_and_split_with_hints_does_not() -> None:
    """The story stays whole; the paragraph has a block of its own and its rule."""
    text = page(7)
    (alone,) = split(text).articles
    known = split(text, hints=Hints(repeated={line_fingerprint(PROMO)}))
    (article,) = known.articles

    assert PROMO in alone.body
    assert [paragraph(7, n) for n in range(5)] == article.body.split("\n\n")
    (block,) = [b for b in known.blocks if text[b.start_char : b.end_char].strip() == PROMO]
    assert (None, "repeat.source.line") == (block.article, block.rule)


@pytest.mark.parametrize("nights", [2, 4, 9, 30])
def test_an_article_scraped_again_and_again_loses_nothing(nights: int) -> None:
    """Other ads each night, so other files: the lines of the one story are its own, and so is the promo's."""
    again = [page(1, extra=f"{paragraph(100 + n, 0)}\nCookie settings\n") for n in range(nights)]

    assert set() == fingerprints(lines_of(again))
    assert {line_fingerprint(PROMO)} == fingerprints(lines_of(again + [page(n) for n in range(2, 6)]))


def test_a_story_that_grows_is_one_story() -> None:
    """A live page of which each version holds all that went before."""
    versions = [page(3, paragraphs=n, promo=None) for n in range(4, 24)]

    assert set() == fingerprints(lines_of(versions))


def test_a_story_carried_by_many_files_is_its_own() -> None:
    """Files with several stories each, one of them in all of them, as feeds are."""

    def feed(n: int) -> str:
        return "\n\n".join(page(s, promo=None) for s in (50, 10 + 2 * n, 11 + 2 * n))

    assert set() == fingerprints(lines_of(feed(n) for n in range(8)))


def test_files_of_several_stories_tell_as_well() -> None:
    files = ["\n\n".join(page(10 * n + k) for k in range(3)) for n in range(3)]

    assert {line_fingerprint(PROMO)} == fingerprints(lines_of(files))


def test_what_menus_announce_is_its_storys() -> None:
    """Title and first paragraph of a story, printed below every other story of the night and taken for theirs."""
    teaser = (
        f"Latest news\nBoats of 1701 come home to Eastwick\n{paragraph(1, 0)}\nHarbour fees rise\nMost read\n"
    )
    night = [page(n, promo=None, extra=f"Related stories\n{teaser}") for n in range(8)]

    found = {(r["fingerprint"], r["is_opening"]) for r in repeated_lines(lines_of(night)).to_pylist()}

    assert found == {(line_fingerprint(paragraph(1, 0)), False)}


def test_files_without_stories_tell_nothing() -> None:
    """Titles alone, or short lines alone."""
    titles = [f"Home\nNews\nHarbour {n} reopens\nContact\n" for n in range(9)]
    short = [f"Tide table {n}\n\nHigh at six.\nLow at noon.\n" for n in range(9)]

    assert set() == fingerprints(lines_of(titles)) == fingerprints(lines_of(short))
    assert set() == fingerprints(STORY_LINES.empty_table())


def test_what_few_of_many_stories_hold_is_theirs() -> None:
    """A stock sentence in four of a thousand stories; a hundredth of them is wanted."""
    rows = [("a", s, 10 * s + k, k == 0, 30) for s in range(1_000) for k in range(3)]
    stock = [("a", s, -1, False, 12) for s in range(4)]
    often = [("a", s, -2, False, 12) for s in range(0, 1_000, 100)]

    assert {-2} == fingerprints(table(rows + stock + often))
    assert {-1, -2} == fingerprints(table(rows + stock + often), RepeatParams(min_share=0))


def test_sources_are_apart() -> None:
    rows = [(f"outlet {s % 2}", s, 10 * s + k, k == 0, 30) for s in range(6) for k in range(3)]
    shared = [(f"outlet {s % 2}", s, -1, False, 12) for s in range(6)]

    assert set() == fingerprints(table(rows + shared))


@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=8, unique=True), max_size=12), st.randoms())
def test_order_of_rows_makes_no_difference(stories: list[list[int]], pick: random.Random) -> None:
    """And what is found stands in enough stories that share no line of their cores."""
    rows = [("a", n, f, f == story[0], 10 + f) for n, story in enumerate(stories) for f in story]
    found = fingerprints(table(rows))
    pick.shuffle(rows)

    assert found == fingerprints(table(rows))
    assert all(sum(f in story for story in stories) >= DEFAULTS.min_stories for f in found)


@given(st.sets(st.integers(0, 50), min_size=3, max_size=12), st.integers(2, 20), st.integers(1, 3))
def test_versions_of_one_story_never_speak_against_it(story: set[int], versions: int, own: int) -> None:
    """Whatever a version adds, as long as it is less than the story."""
    added = min(own, len(story) - 1)
    rows = [("a", n, f, False, 20) for n in range(versions) for f in story]
    rows += [("a", n, 1_000 * (n + 1) + k, False, 20) for n in range(versions) for k in range(added)]

    assert set() == fingerprints(table(rows))


def test_source_of_a_document() -> None:
    """The manifest's word, else the address's host, else nobody's."""
    assert "wire" == source_of("wire", "https://a.example/x")
    assert "a.example" == source_of(None, "HTTPS://WWW.A.Example:8443/x?y")
    assert [None] * 4 == [source_of(None, url) for url in (None, "", "no address", "http://[broken")]


def files_of(texts: Iterable[str], **more: str) -> list[tuple[SourceFile, bytes]]:
    return [
        (SourceFile(batch_id="b", path=f"{n}.txt", document_id=None, byte_count=len(t), **more), t.encode())
        for n, t in enumerate(texts)
    ]


def test_steps_store_lines_and_what_was_applied() -> None:
    """Lines of documents split by themselves whose source is known; the repeated ones on the document's row."""
    loaded = steps.load_files(files_of([page(1)], source="outlet")).documents
    (document,) = loaded["document_id"].to_pylist()
    alone = steps.split_documents(loaded)
    fingerprint = line_fingerprint(PROMO)
    again = steps.split_documents(loaded, hints={document: Hints(repeated={fingerprint})})
    rows = {row["fingerprint"]: row for row in alone.lines.to_pylist()}

    assert 6 == len(rows)
    assert PROMO == page(1)[rows[fingerprint]["start_char"] : rows[fingerprint]["end_char"]]
    assert (1, "outlet") == (rows[fingerprint]["story"], rows[fingerprint]["source"])
    assert ([[]], [[fingerprint]]) == tuple(t.documents["repeated_lines"].to_pylist() for t in (alone, again))
    assert 0 == again.lines.num_rows
    assert 0 == steps.split_documents(steps.load_files(files_of([page(1)])).documents).lines.num_rows
    markup = f"<html><body><article><p>{paragraph(1, 1)}</p><p>{paragraph(1, 2)}</p></article></body></html>"
    assert (
        0 == steps.split_documents(steps.load_files(files_of([markup], source="x")).documents).lines.num_rows
    )
