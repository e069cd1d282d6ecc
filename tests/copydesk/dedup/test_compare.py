"""One text, edited or cut, and stories that only look like it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copydesk.dedup.compare import Verdict, compare, profile
from copydesk.dedup.words import hash_words, is_numeral, is_unspaced
from copydesk.identity import compared_text

STORY = """
The harbour council voted on Tuesday night to close the old swing bridge at Wexcombe for eleven weeks while the
bearings that carry its northern span are replaced. Engineers told the meeting that the steel had worn by 14
millimetres since the last survey and that lorries should not have crossed it this winter. Councillor Ida Marrable
said the closure would cost shops on the quay a good part of the spring, and asked for a free ferry in its place.
The ferry, which last ran in 1987, would carry 60 people every 20 minutes. Fishermen at the meeting said that
nobody had asked them: with the bridge shut at low water their boats cannot reach the ice house before noon. The
work begins on 9 March and is to cost 2.4 million, of which the county pays half.
"""


def judged(one: str, other: str) -> Verdict | None:
    first, second = (profile(w) for w in hash_words([compared_text(None, one), compared_text(None, other)]))
    return compare(first, second)


def test_edited_cut_and_extended_copies_are_one_text() -> None:
    """With the share that each has in common."""
    words = STORY.split()
    edited = STORY.replace("voted", "decided").replace("good part", "large share").replace("steel", "metal")
    cut = judged(STORY, " ".join(words[:70]))
    longer = judged(" ".join(words), " ".join(words) + " More from the quay, where the shops open late." * 30)

    assert judged(STORY, edited)
    assert cut is not None
    assert cut.share < 0.6
    assert cut.other_share > 0.95
    assert longer is not None
    assert longer.share > 0.95
    assert longer.other_share < 0.5


def test_an_updated_figure_leaves_it_one_text() -> None:
    """A later version corrects some numbers."""
    assert judged(STORY, STORY.replace("14", "16").replace("60 people", "80 people"))


def test_one_mould_with_other_figures_is_not_one_text() -> None:
    """Auction results differ in nothing but numbers."""
    form = "At the weekly sale in Wexcombe {} boxes of cod went for {} a kilo, {} of haddock for {} and {} of hake" \
        " for {}. Prices were as expected and most of the fish went to buyers from the north of the county."  # fmt: skip

    assert judged(form.format(310, 4, 120, 6, 85, 9), form.format(275, 5, 140, 7, 60, 11)) is None


def test_one_mould_with_other_names_is_not_one_text() -> None:
    """Notices differ in who is meant, and come back to him."""
    form = "Police in {0} ask for help in the search for {1}, who was last seen near the station. {1} is of slim" \
        " build and wore a dark coat. Anyone who has seen {1} is asked to call the office in {0} at any hour."  # fmt: skip

    assert judged(form.format("Wexcombe", "Ida Marrable"), form.format("Dunmouth", "Otto Quill")) is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_comparison_is_symmetrical(one: str, other: str) -> None:
    """Whichever comes first."""
    there, back = judged(one, other), judged(other, one)

    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.similarity == back.similarity
        assert (there.share, there.other_share) == (back.other_share, back.share)


@given(
    st.lists(
        st.sampled_from(["harbour", "bridge", "14", "steel", "ferry", "quay", "東", "京", "雪"]),
        min_size=60,
        max_size=120,
    )
)
def test_a_text_is_one_with_itself(words: list[str]) -> None:
    """And has all in common with it."""
    assert judged(" ".join(words), " ".join(words)) == Verdict(1.0, 1.0, 1.0, 1.0)


def test_words_tell_numerals_and_scripts() -> None:
    """Characters of scripts without spaces are words of their own."""
    (latin,), (han,) = hash_words(["rose 14 per cent to €2"]), hash_words(["東京で雪 2 cm"])

    assert is_numeral(latin).tolist() == [False, True, False, False, False, True]
    assert len(han) == 6
    assert (is_unspaced(latin), is_unspaced(han)) == (False, True)
    assert latin.dtype == np.uint32
