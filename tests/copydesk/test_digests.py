"""Which bodies are digests, and where their items begin."""

from copydesk.split.digests import digest_items, is_digest

NEWS = "The bridge at Ansley was closed on Monday for a week, the county said."


def test_three_marked_items_are_a_digest() -> None:
    assert is_digest([f"> {NEWS}"] * 3)
    assert is_digest(["Good morning.", *(f"{n}. {NEWS}" for n in (1, 2, 3))])
    assert is_digest([f"{label}: {NEWS}" for label in ("Wool up", "Tin down", "New boss")])
    assert is_digest([NEWS] * 4, prompts=4)


def test_story_with_a_few_marks_is_none() -> None:
    assert not is_digest([f"> {NEWS}", NEWS, NEWS])
    assert not is_digest([NEWS] * 9, prompts=3), "related lines of a story"
    assert not is_digest([NEWS] * 30, prompts=30), "a page's line behind every paragraph"
    assert not is_digest([NEWS, NEWS], rules=2), "updates of one story"


def test_speakers_of_an_interview_are_no_items() -> None:
    assert not is_digest([f"{who}: {NEWS}" for who in ("Dole", "Tarrant", "Dole", "Tarrant")])


def test_numbered_headings_of_a_story_are_no_items() -> None:
    heads = ["1. Talk to them", NEWS, "2. Plant daffodils", NEWS, "3. Give up", NEWS]

    assert not is_digest(heads)


def test_headings_between_rules_make_a_digest_of_short_sections() -> None:
    assert is_digest(["A boat", NEWS, "A market", NEWS, "A tower", NEWS], rules=2)
    assert not is_digest(["A boat", NEWS * 6, "A market", NEWS * 6, "A tower", NEWS * 6], rules=2)


def test_each_mark_begins_an_item() -> None:
    body = ["Good morning.", f"> {NEWS}", "It rains.", f"> Tin down: {NEWS}"]

    assert [(None, [1, 2]), ("Tin down", [3])] == digest_items(body)


def test_heading_is_the_title_of_its_item() -> None:
    assert [("A boat", [2]), ("A market", [4, 5])] == digest_items(
        ["Hello.", "A boat", NEWS, "A market", NEWS, NEWS]
    )


def test_without_marks_each_paragraph_is_an_item() -> None:
    assert [(None, [0]), (None, [1])] == digest_items([NEWS, NEWS])
    assert [] == digest_items([])
