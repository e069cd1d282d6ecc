"""Quotes are found in all marks, and a speaker is named only where the sentence says who."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.content.quotes import find_quotes
from copydesk.content.quotes_words import files, uncased_words, words_of

SIGNS = st.text(alphabet="“”„\"'’‘«»「」『』—– -,.:!?\nAaBb said Roe他说は述べ", max_size=80)


def said(body: str, language: str | None = "en") -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in find_quotes(body, language)]


@pytest.mark.parametrize(
    ("body", "language", "expected"),
    [
        ('"We are done," said Ann Dole.', "en", [("We are done,", "Ann Dole")]),
        ("Ann Dole said: “We are done.”", "en", [("We are done.", "Ann Dole")]),
        ("„Wir sind fertig“, sagte Ida Kohl.", "de", [("Wir sind fertig", "Ida Kohl")]),
        ("— No sé —dijo Ana—. Veremos.", "es", [("No sé", "Ana"), ("Veremos.", "Ana")]),
        ("– Vi är klara nu, säger Eva Lind.", "sv", [("Vi är klara nu", "Eva Lind")]),
        ("李明说：“我们完成了。”", "zh", [("我们完成了。", "李明")]),
        ('"We are done here," the mayor said.', "en", [("We are done here,", None)]),
    ],
)
def test_speech_and_who_says_it(body: str, language: str, expected: list[tuple[str, str | None]]) -> None:
    assert expected == said(body, language)


@pytest.mark.parametrize(
    "body",
    [
        "The so-called “reforms” failed.",
        'The pipe measures 6" across.',
        "The workers' rights and the owners' terms.",
        "Her film “The Last Boat to Norfolk” won.",
        "“We never heard the end of it, he said.",
        "",
    ],
)
def test_what_is_no_speech(body: str) -> None:
    assert [] == said(body)


def test_each_paragraph_of_a_long_quote_is_a_quote_of_its_speaker() -> None:
    body = "“We lost the barn.\n\n“Then the house went,” said Ann Dole."

    assert [("We lost the barn.", "Ann Dole"), ("Then the house went,", "Ann Dole")] == said(body)


def test_an_open_quote_without_an_end_gives_nothing_of_its_row() -> None:
    assert [] == said("“We lost the barn.\n\n“Then the house went.")


def test_a_pronoun_is_resolved_only_where_one_person_was_named() -> None:
    one = '"We are ready now," said Ann Dole.\n\n"It took two years," she said.'
    two = 'Ann Dole met Bob Kerr.\n\n"It took two years," she said.'
    other = '"We are ready now," said Ann Dole. Bob Kerr came in.\n\n"It took two years," he said.'

    assert ("It took two years,", "Ann Dole") == said(one)[-1]
    assert 0.6 == find_quotes(one, "en")[-1].confidence
    assert ("It took two years,", None) == said(two)[-1]
    assert ("It took two years,", None) == said(other)[-1]


def test_the_verb_is_kept_as_printed() -> None:
    (quote,) = find_quotes('"We are done here," Ann Dole SAID.', "en")

    assert "SAID" == quote.verb


@given(st.one_of(st.text(max_size=120), SIGNS), st.sampled_from([None, "xx", *files()]))
def test_spans_lie_in_the_text_and_match(body: str, language: str | None) -> None:
    found = find_quotes(body, language)
    last = 0
    for quote in found:
        assert last <= quote.start_char < quote.end_char <= len(body)
        assert body[quote.start_char : quote.end_char] == quote.text
        last = quote.end_char
        if quote.speaker is None:
            assert quote.speaker_start is None
            assert quote.speaker_end is None
        else:
            assert body[quote.speaker_start : quote.speaker_end] == quote.speaker
        assert 0 < quote.confidence <= 1
        assert "\n" not in quote.text
    assert found == find_quotes(body, language)


def test_every_language_has_its_words() -> None:
    assert len(files()) >= 20
    for code, data in files().items():
        words = uncased_words(code) if "articles" not in data["quotes"] else words_of(code)
        assert words.verbs, code
