"""The word diff gives back both texts, and says what a reader would say has changed."""

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.dedup.difference import Change, cut_words, word_diff, words_changed

WORDS = st.sampled_from(
    ["the", "pier", "is", "shut", "open", "Pier,", "(now)", "東", "京", "ก", "ำ", "हिन्दी", "שער", "\u202e"]
)
GAPS = st.sampled_from([" ", "", "\n\n", "  ", "\u00a0"])
TEXTS = st.one_of(
    st.text(), st.lists(st.tuples(WORDS, GAPS), max_size=40).map(lambda p: "".join(w + g for w, g in p))
)


def side(old: str, new: str, kind: Change) -> str:
    return "".join(run.text for run in word_diff(old, new) if run.kind in (Change.EQUAL, kind))


def shown(old: str, new: str) -> str:
    marks = {Change.EQUAL: "{}", Change.DELETED: "[-{}-]", Change.INSERTED: "{{+{}+}}"}
    return "".join(marks[run.kind].format(run.text) for run in word_diff(old, new))


@given(TEXTS, TEXTS)
@example(" a", "a ")
@example("a\n\nb", "a b")
def test_runs_give_back_both_texts(old: str, new: str) -> None:
    """Exactly, white space included; no run is empty, and no two neighbours are of one kind."""
    runs = word_diff(old, new)

    assert old == side(old, new, Change.DELETED)
    assert new == side(old, new, Change.INSERTED)
    assert all(run.text for run in runs)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(runs))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert ([text] if text else []) == [run.text for run in word_diff(text, text)]
    assert not words_changed(word_diff(text, text))


@given(TEXTS)
def test_pieces_of_a_word_make_up_the_text(text: str) -> None:
    assert text == "".join(cut_words(text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The pier is shut.", "The pier is open.", "The pier is [-shut-]{+open+}."),
        ("The pier is shut.", "The old pier is shut.", "The {+old +}pier is shut."),
        ("Shut, they said.", "Shut they said.", "Shut[-,-] they said."),
        ("One.\n\nTwo old.\n\nThree.", "One.\n\nTwo new.\n\nThree.", "One.\n\nTwo [-old-]{+new+}.\n\nThree."),
        ("12 people were hurt", "15 people were hurt", "[-12-]{+15+} people were hurt"),
        ("One. Three.", "One. Two. Three.", "One. {+Two. +}Three."),
        ("The pier. The mill.", "The pier. The bee. The mill.", "The pier. {+The bee. +}The mill."),
        ("a b c. Two.", "b b c. Two.\n\nIt is so.", "[-a-]{+b+} b c. Two.{+\n\nIt is so.+}"),
        ("東京で雪が降った。", "東京で雨が降った。", "東京で[-雪-]{+雨+}が降った。"),
        ("น้ำท่วม", "น้าท่วม", "น้[-ำ-]{+า+}ท่วม"),
        ("הגשר סגור היום", "הגשר פתוח היום", "הגשר [-סגור-]{+פתוח+} היום"),
        ("नदी किनारे", "नदी के किनारे", "नदी {+के +}किनारे"),
    ],
)
def test_what_a_reader_would_say(old: str, new: str, expected: str) -> None:
    assert expected == shown(old, new)


def test_words_common_by_chance_do_not_make_a_patchwork() -> None:
    """Two sentences with "of the" in common are one change."""
    old = "Read. Councillors voted for repairs of the northern breakwater. End"
    new = "Read. Fishermen complained that prices of the morning auctions collapsed. End"

    assert 2 == sum(run.kind != Change.EQUAL for run in word_diff(old, new))


def test_only_spacing_differs() -> None:
    assert not words_changed(word_diff("a b\n\nc", "a  b c"))
    assert words_changed(word_diff("a b", "a b."))


def story(seed: int, words: int) -> list[str]:
    """Words as frequent as in print: a few over and over."""
    state, found = seed, []
    for _ in range(words):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        found.append(f"w{int(2000 ** ((state >> 33) / 2**31))}")
    return found


@pytest.mark.parametrize("gap", [" ", ""])
def test_long_texts_take_seconds_at_most(gap: str) -> None:
    """A changed word in twenty, a paragraph moved, another text altogether; with and without spaces."""
    words = story(1, 20_000)
    edited = [f"{word}x" if at % 20 == 0 else word for at, word in enumerate(words)]
    moved = edited[5_000:] + edited[:5_000]
    other = story(2, 20_000)
    chars = (lambda ws: "".join(chr(0x4E00 + hash_of(w)) for w in ws)) if not gap else gap.join
    started = time.perf_counter()
    for one in (edited, moved, other):
        old, new = chars(words), chars(one)
        assert old == side(old, new, Change.DELETED)
    same = sum(len(r.text) for r in word_diff(chars(words), chars(edited)) if r.kind == Change.EQUAL)

    assert same > 0.85 * len(chars(words))
    assert time.perf_counter() - started < 20


def hash_of(word: str) -> int:
    return int(word[1:].removesuffix("x")) * (7 if word.endswith("x") else 1) % 6000


def test_an_excerpt_is_found_in_a_long_round_up() -> None:
    excerpt, others = story(3, 300), story(4, 6_000)
    whole = " ".join(others[:3_000] + excerpt + others[3_000:])
    runs = word_diff(" ".join(excerpt), whole)

    assert [Change.INSERTED, Change.EQUAL, Change.INSERTED] == [run.kind for run in runs]
