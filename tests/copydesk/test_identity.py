"""Identities depend on content alone."""

from hypothesis import given
from hypothesis import strategies as st

from copydesk.identity import article_id, content_hash, document_id, normalise, word_count

STORY = "The ferry to Arbel stopped running on Monday after its crew found a crack in the hull, it was said."


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Folded text is a fixed point, whatever the characters."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(), st.text())
def test_content_hash_is_total_and_repeatable(title: str, body: str) -> None:
    """Every pair of texts has one hash of 32 hex digits."""
    digest = content_hash(title, body)

    assert digest == content_hash(title, body)
    assert len(digest) == 32
    assert int(digest, 16) >= 0


def test_typography_does_not_make_another_text() -> None:
    """Case, quotes, line breaks, soft hyphens, full width and composed accents are folded."""
    printed = "“Café owners” re\u00adjoice … ＡＢＣ\n\n  now" + STORY
    retyped = '"CAFE\u0301 OWNERS" rejoice ... abc now' + STORY

    assert content_hash(None, printed) == content_hash(None, retyped)


def test_another_figure_or_currency_makes_another_text() -> None:
    """What changes the facts is not folded."""
    versions = [f"{STORY} Repairs cost {cost}." for cost in ("1.5", "15", "$15", "€15", "15%")]

    assert len({content_hash(None, v) for v in versions}) == len(versions)


def test_title_counts_only_over_a_short_body() -> None:
    """Outlets put their own title over one story; a stock sentence under two titles is two stories."""
    assert content_hash("Ferry stops", STORY) == content_hash("No ferry", STORY)
    assert content_hash("Ferry stops", "More soon.") != content_hash("No ferry", "More soon.")
    assert content_hash("東京", "雪が降った。" * 20) == content_hash("京都", "雪が降った。" * 20)


def test_texts_that_fold_to_nothing_are_told_apart() -> None:
    """Two lines of emoji are two texts, and neither is the empty one."""
    assert len({content_hash(None, body) for body in ("", "🙂", "🙃")}) == 3


def test_title_and_body_are_not_confused() -> None:
    """The same words as title and as body are not the same article."""
    assert content_hash("Ferry", "") != content_hash("", "Ferry")
    assert content_hash(None, "Ferry") == content_hash("", "Ferry")


def test_words_of_scripts_without_spaces_are_letters() -> None:
    """Han, kana, Thai, Lao, Khmer letters count singly, Korean words by their spaces."""
    assert word_count("雪が降った。") == 5
    assert word_count("สวัสดี") == 4  # marks above and below are no letters
    assert word_count("눈이 많이 왔다") == 3
    assert word_count("a — b / c… d ... !") == 4
    assert word_count("") == 0


def test_ids_are_the_documented_digests() -> None:
    """Stored ids must never change: these are the values of version 0.1."""
    assert document_id(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert article_id("ab", 7) != article_id("ab", 8)
    assert len(article_id("ab", 7)) == 32
