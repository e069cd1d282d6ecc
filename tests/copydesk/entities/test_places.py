"""Places in a text: what is found, what a namesake means, and what is left out."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.entities import (
    PLACE_TYPES,
    TYPE_DOCS,
    Mention,
    country_codes_of,
    entity_facts,
    find_mentions,
)


def ids(body: str, language: str | None = "en", **known: str) -> list[str]:
    return [m.entity_id for m in find_mentions(None, body, language, **known) if m.type in PLACE_TYPES]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Snow fell in Paris.", ["city:2988507"]),
        ("Snow fell in Paris, Texas.", ["city:4717560", "region:US-TX"]),
        ("Paris Hilton smiled.", []),
        ("Police in Springfield, Ill., closed a road.", ["city:4250542"]),
        ("The Paris Agreement holds.", []),
        ("Lake Victoria rose.", []),
        ("Fog closed KYIV airport.", ["city:703448"]),
        ("Turkey sandwiches and gravy.", []),
        ("Turkey votes on Sunday.", ["country:TR"]),
        ("He spoke Russian.", []),
        ("Russian troops left.", ["country:RU"]),
        ("Please tell us, said the clerk.", []),
        ("The US voted.", ["country:US"]),
        ("North American growth slowed.", []),
        ("See paris.example.org and @Paris.", []),
    ],
)
def test_english(body: str, expected: list[str]) -> None:
    assert expected == ids(body)


@pytest.mark.parametrize(
    ("body", "language", "expected"),
    [
        ("Das Essen in Essen war gut.", "de", ["city:2928810"]),
        ("Eine Insel wie Island.", "de", ["country:IS"]),
        ("A tropical Island resort.", "en", []),
        ("Власти Грузии молчат.", "ru", ["country:GE"]),
        ("украинские войска", "ru", ["country:UA"]),
        ("زار الوزير بالعراق", "ar", ["country:IQ"]),
        ("הוא נסע ללבנון", "he", ["country:LB"]),
        ("发展中国家", "zh", []),
        ("中国外交部", "zh", ["country:CN"]),
        ("서울에서 집회가 열렸다", "ko", ["city:1835848"]),
        ("Helsingissä sataa.", "fi", ["city:658225"]),
    ],
)
def test_other_languages(body: str, language: str, expected: list[str]) -> None:
    assert expected == ids(body, language)


def test_the_rest_of_the_text_decides_between_namesakes() -> None:
    assert "country:GE" in ids("Georgia votes. In Tbilisi the opposition marched.")
    assert "region:US-GA" in ids("Georgia votes. In Atlanta the governor spoke.")


def test_without_anything_that_decides_a_namesake_is_left_out() -> None:
    assert ids("It rained in Georgia.") == []


def test_home_and_dateline_decide() -> None:
    assert ids("It rained in Georgia.", home_country="US") == ["region:US-GA"]
    assert ids("It rained in Georgia.", dateline="TBILISI") == ["country:GE"]


def test_a_person_named_once_in_full_is_no_place_later() -> None:
    assert ids("Michael Jordan retired. Jordan said he was tired.") == []


def test_title_comes_first_and_spans_match() -> None:
    found = find_mentions("Floods in Spain", "Rain fell in Valencia.", "en")

    assert [("title", "Spain"), ("body", "Valencia")] == [(m.field, m.surface) for m in found]
    assert [(10, 15), (13, 21)] == [(m.start_char, m.end_char) for m in found]


def test_country_codes_are_shares_with_the_title_first() -> None:
    found = find_mentions("Floods in Spain", "Rain fell in Valencia. France sent help.", "en")
    codes = country_codes_of(found)

    assert [code for code, _ in codes] == ["ES", "FR"]
    assert sum(share for _, share in codes) == pytest.approx(1, abs=0.01)
    assert country_codes_of(()) == ()


def test_facts_of_entities() -> None:
    paris = entity_facts("city:2988507")

    assert ("Paris", "FR", "capital") == (paris.name, paris.country_code, paris.type)
    assert (paris.latitude, paris.longitude) == (pytest.approx(48.85, abs=0.1), pytest.approx(2.35, abs=0.1))
    assert entity_facts("country:GE").name == "Georgia"
    assert entity_facts("region:US-TX").latitude is None
    assert entity_facts("person:angela-merkel").country_code is None
    with pytest.raises(KeyError):
        entity_facts("city:0")


_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                "Paris",
                ",",
                ".",
                "Texas",
                "Georgia",
                "Jordan",
                "said",
                "Mr",
                "in",
                "the",
                "US",
                "GEORGIA",
                "中国",
                "国家",
                "ب",
                "العراق",
                "Москве",
                "O'Brien",
                "von",
                "der",
                "(WHO)",
                "World",
                "Health",
                "Organization",
                "University",
                "of",
                "Oslo",
                "İstanbul",
                "\xa0",
                "\n",
                "Äquatorialguinea",
                "Côte",
                "d'Ivoire",
                "-",
            ]
        ),
        max_size=40,
    ).map(" ".join),
)


@settings(max_examples=200, deadline=None)
@given(
    title=st.none() | _TEXTS,
    body=_TEXTS,
    language=st.sampled_from([None, "en", "de", "ru", "ar", "zh", "xx"]),
)
def test_whatever_the_text(title: str | None, body: str, language: str | None) -> None:
    """Never raises; spans lie in the text, match, are sorted and apart; the same answer twice."""
    found = find_mentions(title, body, language)
    texts = {"title": title or "", "body": body}
    places = [(m.field != "title", m.start_char, m.end_char) for m in found]

    assert found == find_mentions(title, body, language)
    assert all(m.surface == texts[m.field][m.start_char : m.end_char] != "" for m in found)
    assert sorted(places) == places
    assert all(a[2] <= b[1] for a, b in pairwise(places) if a[0] == b[0])
    assert all(m.type in TYPE_DOCS and 0.5 <= m.confidence <= 1 for m in found)
    assert all((m.country_code is None) == (m.type not in PLACE_TYPES) for m in found)


def test_mentions_have_facts() -> None:
    found = find_mentions("Ukraine", "Kyiv, Lviv and the Gaza Strip. President Joe Biden of NATO.", "en")

    assert all(isinstance(m, Mention) and entity_facts(m.entity_id).type == m.type for m in found)
