"""Bodies from the lines of a story: hard wraps undone, hyphens kept where the story has them."""

from copydesk.split.compose import join_paragraphs, label_pieces, pieces_of
from copydesk.split.lines import read_lines


def body_of(text: str) -> list[str]:
    lines = read_lines(text)
    pieces = pieces_of(lines, range(len(lines)), [line.text for line in lines])
    return join_paragraphs(pieces, label_pieces(pieces))


def test_word_broken_by_a_hard_wrap_is_whole_again() -> None:
    assert ["The government has paid for the roof."] == body_of("The govern-\nment has paid for the roof.")


def test_hyphen_stays_where_the_story_has_the_word_with_it() -> None:
    text = "It is a well-\nknown house, and painters made it well-known abroad."

    assert ["It is a well-known house, and painters made it well-known abroad."] == body_of(text)


def test_longer_compound_keeps_its_own_hyphens() -> None:
    text = "A state-of-the-\nart mill, said to be state-of-the-art by its state-of-the-art owner."

    assert ["A state-of-the-art mill, said to be state-of-the-art by its state-of-the-art owner."] == body_of(
        text
    )


def test_dash_before_a_capital_is_no_broken_word() -> None:
    assert ["Trains from Norham- Eskel run again."] == body_of("Trains from Norham-\nEskel run again.")


def test_signature_of_a_quoted_post_is_no_heading() -> None:
    text = (
        "She sleeps.\n— Cap Watch (@capwatch) March 11, 2026\nThe fishermen wait, says the owner of the Gull."
    )
    lines = read_lines(text)
    pieces = pieces_of(lines, range(3), [line.text for line in lines])

    assert ["body"] * 3 == [role.value for role in label_pieces(pieces)]
