"""Terms of articles: what counts as one, names, scripts, order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.content.terms import MOST_TERMS, Term, keyword_weight, terms_of


def terms(text: str, code: str | None, title: str = "") -> list[str]:
    return [term.term for term in terms_of(title, text, code)]


def test_content_words_are_counted() -> None:
    """Grammar and figures are out, case is folded, the title's words come first."""
    found = terms_of("Ferry adrift", "The ferry drifted for 6 hours with 140 people. A FERRY was sent.", "en")

    assert Term("ferry", 3, True) == found[0]
    assert Term("adrift", 1, True) == found[1]
    assert {"the", "for", "6", "140"}.isdisjoint(term.term for term in found)


def test_names_are_one_term() -> None:
    """A name of several words is one; its words stand alone only where they occur alone."""
    found = terms("A spokesman for Downing Street said that Dana Whitlock had left. Whitlock is 40.", "en")

    assert {"downing street", "dana whitlock", "whitlock"} <= set(found)
    assert {"downing", "street", "dana"}.isdisjoint(found)
    assert "prime minister" not in terms("The prime minister spoke in the house.", "en")


def test_a_title_in_capitals_has_no_names() -> None:
    assert [] == [t for t in terms("", "en", "Council Closes Two Libraries In Autumn") if " " in t]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("l'incendie d’hier", "fr", {"incendie", "hier"}),
        ("Ankara'da", "tr", {"ankara"}),
        ("the council's", "en", {"council"}),
        ("항구의 터널은 터널이", "ko", {"항구", "터널"}),
        ("フェリーが漂流した", "ja", {"フェリー", "漂流"}),
        ("港口的隧道", "zh-cn", {"港口", "隧道"}),
        ("बंदरगाह की सुरंग", "hi", {"बंदरगाह", "सुरंग"}),
        ("कम्पनी covid19 B2B", "hi", {"कम्पनी"}),
        ("تونل می‌بندد", "fa", {"تونل", "میبندد"}),
        ("ตลาด", "th", {"ตลาด"}),
        ("ＡＢＣ Straße", "de", {"abc", "strasse"}),
    ],
)
def test_words_of_many_scripts(text: str, code: str, expected: set[str]) -> None:
    """Marks stay with their letters, elisions and particles go, unspaced scripts give pairs and runs."""
    assert expected == set(terms(text, code))


def test_without_a_language_short_words_are_out() -> None:
    assert {"ferry", "drifted"} == set(terms("the ferry was drifted", None))


def test_terms_are_bounded() -> None:
    """The strongest stay, whatever comes later in the text."""
    many = " ".join(f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(300))
    found = terms_of(None, f"{many} ferry ferry", "en")

    assert len(found) == MOST_TERMS
    assert Term("ferry", 2, False) == found[0]


def test_weight_is_tf_idf() -> None:
    """What every article has weighs nothing; more occurrences, the title and rarity weigh more."""
    assert 0 == keyword_weight(3, False, 100, 100)
    assert (
        keyword_weight(3, False, 100, 2) > keyword_weight(2, False, 100, 2) > keyword_weight(2, False, 100, 9)
    )
    assert keyword_weight(2, True, 100, 2) == pytest.approx(1.5 * keyword_weight(2, False, 100, 2))


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(), st.sampled_from(["en", "zh-cn", "th", "ko", "sr", None]))
def test_any_text_has_terms(title: str, body: str, code: str | None) -> None:
    """Never an exception; terms differ, have counts, hold no digit, and come in the same order again."""
    found = terms_of(title, body, code)

    assert len({term.term for term in found}) == len(found) <= MOST_TERMS
    assert all(term.count >= 1 and term.term and not any(map(str.isdecimal, term.term)) for term in found)
    assert found == terms_of(title, body, code)
