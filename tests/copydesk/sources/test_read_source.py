"""The source of an article: what is read from its evidence, and what is not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.sources import Source, SourceEvidence, read_source

NOTHING: dict[str, Any] = {
    **dict.fromkeys(("publisher", "byline", "credit", "dateline", "title", "standfirst", "url", "site")),
    "kind": "article",
    "language_code": None,
}
WORDS = st.sampled_from(
    ["By", "Ann Dole", "AP", "(AP)", "AA", "Reuters", "KYIV", "—", "-", ":", "/", "\n", "Nov 25", "Photo:", "©", "(", ")",
     "新华社", "北京", "4月24日电", "【", "】", "＝", "연합뉴스", "기자", "رويترز", "القاهرة", "Opinion", "|", "İHA", "ß", "and", ", ", "."]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=14).map(" ".join))


def read(**given_here: Any) -> Source:
    return read_source(SourceEvidence(**(NOTHING | given_here)))


def test_nothing_gives_nothing() -> None:
    assert (
        Source(
            publisher_name=None,
            publisher_id=None,
            publisher_evidence=None,
            authors=(),
            author_desk=None,
            agencies=(),
            agency_evidence=None,
            dateline_place=None,
            dateline_date_raw=None,
            photo_credits=(),
            genre="news",
            genre_evidence="default",
        )
        == read()
    )


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_is_read_and_always_the_same(a: str, b: str, c: str, d: str, e: str, f: str) -> None:
    given_here = {"publisher": a, "byline": b, "credit": c, "opening": d, "ending": e, "captions": (f,)}
    given_here |= {"credits": (c, f), "title": e, "standfirst": a, "url": f}
    source = read(**given_here)

    assert source == read(**given_here)
    assert source.dateline_place is None or all(
        part in d for part in source.dateline_place.replace(",", " ").split()
    )
    assert (source.agencies == ()) == (source.agency_evidence is None)


def test_threads_read_what_one_reads() -> None:
    texts = [
        "KYIV, Nov 25 (Reuters) - The ferry",
        "【ソウル＝共同】船",
        "МОСКВА, 5 мая. /ТАСС/. Паром",
        "WATCH: A fox",
    ] * 20
    alone = [read(opening=text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: read(opening=text), texts))

    assert alone == together


@pytest.mark.parametrize(
    ("evidence", "given_here"),
    [
        ("byline", {"byline": "Ann Dole, Reuters"}),
        ("dateline", {"opening": "KYIV, Nov 25 (Reuters) - The ferry"}),
        ("credit", {"credit": "Source: Reuters"}),
        ("sign_off", {"ending": "The ferry will go on. (Reuters)"}),
        ("opening", {"opening": "Reuters – The ferry will go on."}),
        ("publisher", {"publisher": "Reuters"}),
    ],
)
def test_an_agency_is_found_where_it_is_credited(evidence: str, given_here: dict[str, str]) -> None:
    source = read(**given_here)

    assert (("reuters",), evidence) == (source.agencies, source.agency_evidence)


def test_the_strongest_evidence_comes_first() -> None:
    source = read(byline="AP", opening="KYIV (AFP) - The ferry", ending="It goes on. (With inputs from PTI)")

    assert (("ap", "afp", "pti"), "byline") == (source.agencies, source.agency_evidence)


@pytest.mark.parametrize(
    "text",
    [
        "He told Reuters that he would stay.",
        "So the AP reported on Monday.",
        "According to AFP, the ferry goes on.",
        "The two firms signed an agreement (SPA).",
        "He drew it on a MAP.",
        "It goes on. (Photo: AFP)",
    ],
)
def test_a_mention_is_no_credit(text: str) -> None:
    assert () == read(opening=text, ending=text).agencies


def test_a_picture_credit_stays_apart() -> None:
    source = read(
        byline="Ann Dole",
        captions=("The ferry at dawn. (Bo Lark/Getty Images)", "A fox. Foto: Cy Merrow/dpa"),
        credits=("© Di Vane/AFP",),
        ending="It goes on. (Photo: Ed Fenn/Reuters)",
    )

    assert (
        "Bo Lark",
        "Getty Images",
        "Cy Merrow",
        "dpa",
        "Di Vane",
        "AFP",
        "Ed Fenn",
        "Reuters",
    ) == source.photo_credits
    assert (("Ann Dole",), ()) == (source.authors, source.agencies)


def test_initials_of_two_agencies_are_told_apart_by_place_and_language() -> None:
    assert ("aps",) == read(opening="Alger (APS) - La palmeraie").agencies
    assert ("aps_senegal",) == read(opening="Dakar (APS) - La palmeraie").agencies
    assert ("kna",) == read(opening="Bonn (KNA) Ein Kloster", language_code="de").agencies
    assert ("kna_kenya",) == read(opening="NAIROBI (KNA) - The ferry", language_code="en").agencies


def test_the_splitters_place_counts_only_without_the_text() -> None:
    assert "KYIV" == read(dateline="KYIV").dateline_place
    assert None is read(dateline="WATCH").dateline_place
    assert None is read(dateline="KYIV", opening="Watch: the ferry goes on.").dateline_place


def test_place_and_day_are_as_printed() -> None:
    source = read(opening="ST. JOSEPH, Mich., Nov. 25 (AP) — The ferry goes on.")

    assert ("ST. JOSEPH, Mich.", "Nov. 25") == (source.dateline_place, source.dateline_date_raw)


@pytest.mark.parametrize(
    ("publisher", "url", "expected"),
    [
        ("The Star", None, ("The Star", "star", "printed")),
        ("The Star", "https://www.thestar.com.my/a", ("The Star (Malaysia)", "star_malaysia", "printed")),
        (None, "https://www.nytimes.com/a", ("The New York Times", "new_york_times", "url")),
        (None, "https://news.yahoo.com/a", (None, None, None)),
        ("Mill Observer", "https://www.nytimes.com/a", ("Mill Observer", "mill-observer", "printed")),
    ],
)
def test_an_address_tells_outlets_of_one_name_apart(
    publisher: str | None, url: str | None, expected: tuple[str | None, ...]
) -> None:
    source = read(publisher=publisher, url=url)

    assert expected == (source.publisher_name, source.publisher_id, source.publisher_evidence)


def test_a_desk_is_no_person_and_stands_beside_one() -> None:
    alone, beside = read(byline="Web Desk"), read(byline="By Ann Dole, Staff Reporter")

    assert ((), "Web Desk") == (alone.authors, alone.author_desk)
    assert (("Ann Dole",), "Staff Reporter") == (beside.authors, beside.author_desk)


def test_a_reporter_beside_the_dateline_is_the_author() -> None:
    assert ("홍길동",) == read(opening="(서울=연합뉴스) 홍길동 기자 = 배가 다시 다닌다.").authors
    assert ("王小明",) == read(opening="新华社北京4月24日电（记者王小明）渡船复航。").authors
    assert ("Ann Dole",) == read(opening="By Ann Dole\n\nLONDON, May 5 (Reuters) - The ferry").authors


def test_the_kind_says_what_shows_it() -> None:
    opinion = read(title="Opinion: The ferry")
    release = read(title="The ferry", opening="LONDON, May 5, 2024 /PRNewswire/ -- The ferry")

    assert ("opinion", "title: opinion") == (opinion.genre, opinion.genre_evidence)
    assert ("press_release", "text: prnewswire") == (release.genre, release.genre_evidence)


def test_every_field_is_described() -> None:
    for record in (Source, SourceEvidence):
        assert [f.name for f in fields(record) if f"        {f.name}: " not in (record.__doc__ or "")] == []
