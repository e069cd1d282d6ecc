"""Sheets: what is written is read back, what a person may write, and what is refused with a reason."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk import Role, read_document, split
from copydesk.errors import BadInputError
from copydesk.labelling import (
    Gap,
    Sheet,
    SheetError,
    Value,
    compare,
    expected_articles,
    read_sheet,
    sheet_of,
    write_sheet,
)
from copydesk.labelling.visible import visible_offsets
from copydesk.labelling.vocabulary import ARTICLE_ROLES, FIELDS, LETTERS, NEED_AN_ARTICLE, role_named
from copydesk.records import Block

BATCH = Path(__file__).parents[2] / "seeds" / "2026-03-14-sample"

TEXT = (
    "Home\nMill at Garrow grinds again\nBy Ada Pell\nGarrow Post\n14 March 2026 06:30\n\n"
    "The mill at Garrow has ground its first flour since the flood. Advertisement The miller was content.\n"
    "Two more stones are to follow.\n\nGeese return to the weir\nThe geese of the weir are back.\n"
)
ROWS = """\
  - navigation   | Home
  1 title        | Mill at Garrow grinds again
  1 byline       | By Ada Pell
  1 publisher    | Garrow Post
  1 time         | 14 March 2026 06:30
  1 body         | The mill at Garrow has ground its first flour since the flood. Advertisement The miller was content.
  1 body         | Two more stones are to follow.
  2 title        | Geese return to the weir
  2 body         | The geese of the weir are back.
"""


def labels(sheet: Sheet, text: str = TEXT) -> list[tuple[int | None, str, str]]:
    return [(b.article, b.role.value, text[b.start_char : b.end_char].strip()) for b in sheet.blocks]


def bounds(blocks: tuple[Block, ...]) -> list[tuple[int, int, Role, int | None]]:
    return [(b.start_char, b.end_char, b.role, b.article) for b in blocks]


def refused(source: str, text: str = TEXT) -> str:
    with pytest.raises(SheetError) as caught:
        read_sheet(source, text)
    return "; ".join(f"{p.line}: {p.message} ({p.hint})" for p in caught.value.problems)


# -- round trip ----------------------------------------------------------------------------------------

_CHARS = st.one_of(
    st.sampled_from("ab |#-+=1 \n\n\t.,\u00a0\u200b\u202e\u200d\u3000語字れกขשלוםعربيत्र́"),
    st.characters(exclude_characters="\r"),
)


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, tuple[Block, ...]]:
    """A text, and blocks that tile it and begin at visible characters, articles numbered in order."""
    text = draw(st.text(_CHARS, min_size=1, max_size=60))
    offsets = visible_offsets(text)
    if not offsets:
        return text, (block(0, len(text), Role.BLANK, None),)
    cuts = sorted({offsets[0], *draw(st.lists(st.sampled_from(offsets), max_size=6))})
    blocks = [block(0, cuts[0], Role.BLANK, None)] if cuts[0] else []
    order: dict[int, int] = {}
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        role = draw(st.sampled_from([r for r in Role if r is not Role.BLANK]))
        number = draw(st.integers(min_value=0 if role not in NEED_AN_ARTICLE else 1, max_value=3))
        article = order.setdefault(number, len(order) + 1) if number and role in ARTICLE_ROLES else None
        blocks.append(block(start, end, role, article))
    return text, tuple(blocks)


def block(start: int, end: int, role: Role, article: int | None) -> Block:
    return Block(start_char=start, end_char=end, role=role, article=article, rule="", confidence=1.0)


@given(labelled(), st.booleans())
@example(("| # 1 body |\n#", (block(0, 14, Role.BODY, 1),)), True)
def test_a_written_sheet_reads_back_as_the_same_blocks(
    case: tuple[str, tuple[Block, ...]], with_help: bool
) -> None:
    text, blocks = case
    source = write_sheet(Sheet(blocks=blocks), text, with_help=with_help)
    sheet = read_sheet(source, text)

    assert bounds(blocks) == bounds(sheet.blocks)
    assert () == sheet.notes
    assert source == write_sheet(sheet, text, with_help=with_help)


@pytest.mark.parametrize("path", sorted(BATCH.glob("*.txt")), ids=lambda path: path.name)
def test_the_splitters_own_answer_goes_through_a_sheet_unchanged(path: Path) -> None:
    """Its fields, bodies and roles; so a sheet that nobody corrects shows no difference."""
    try:
        text = read_document(path.read_bytes()).text
    except BadInputError:
        return
    result = split(text)
    sheet = read_sheet(write_sheet(sheet_of(result), text), text)
    expected = expected_articles(text, sheet)

    assert frozenset() == compare(result, sheet).differing
    assert [a.body.split() for a in result.articles] == [e.body.split() for e in expected]
    assert [[getattr(a, f) for f in FIELDS] for a in result.articles] == [
        [getattr(e, f) for f in FIELDS] for e in expected
    ]


def test_long_lines_run_on_over_rows_of_one_width() -> None:
    """Words are whole where there are spaces; wide characters count two cells."""
    text = "word " * 100 + "\n" + "語" * 120
    first, second = len("word " * 100) + 1, len(text)
    blocks = (block(0, first, Role.BODY, 1), block(first, second, Role.BODY, 1))
    rows = [
        line.partition("| ")[2] for line in write_sheet(Sheet(blocks=blocks), text).split("\n") if "|" in line
    ]

    assert {99, 50, 20} == {len(row) for row in rows}
    assert "word" == rows[0][:4] == rows[0][-4:]


def test_signs_that_turn_the_line_around_are_not_written() -> None:
    text = "Sp\u202eort می\u200cشود"
    source = write_sheet(Sheet(blocks=(block(0, len(text), Role.TEASER, None),)), text)

    assert "Sport می\u200cشود" in source


# -- what a person writes ------------------------------------------------------------------------------


def test_white_space_does_not_count() -> None:
    """Tabs, other widths, Windows line ends, trimmed lines: the blocks are the same."""
    mangled = "\ufeff" + ROWS.replace("|", "\t|  ").replace("\n", " \r\n\r\n").replace(
        "Mill at", "Mill \t  at"
    )

    assert bounds(read_sheet(ROWS, TEXT).blocks) == bounds(read_sheet(mangled, TEXT).blocks)


def test_labels_may_stand_on_a_row_of_their_own() -> None:
    source = ROWS.replace("  1 title        | Mill", "1 t |\n  | Mill")

    assert bounds(read_sheet(ROWS, TEXT).blocks) == bounds(read_sheet(source, TEXT).blocks)


def test_letters_beginnings_and_any_case_are_roles() -> None:
    source = ROWS.replace("1 title ", "1 T ").replace("1 byline ", "1 byl ").replace("navigation", "NAVI")

    assert labels(read_sheet(ROWS, TEXT)) == labels(read_sheet(source, TEXT))
    assert all(role_named(letter) is role for letter, role in LETTERS.items())
    assert all(role_named(role.value) is role for role in Role if role is not Role.BLANK)


def test_a_line_cut_in_three_gives_three_blocks() -> None:
    source = ROWS.replace("flood. Advertisement ", "flood.\n- ad | Advertisement\n 1 b|")
    found = labels(read_sheet(source, TEXT))

    assert (None, "ad", "Advertisement") in found
    assert (1, "body", "The miller was content.") in found
    assert "flood. The miller" in expected_articles(TEXT, read_sheet(source, TEXT))[0].body


def test_plus_starts_an_article_and_rows_below_follow() -> None:
    source = ROWS.replace("  1 publisher", "  +1 publisher")

    assert [None, 1, 1, 2, 2, 2, 2, 3, 3] == [b.article for b in read_sheet(source, TEXT).blocks]


def test_equals_joins_an_article_to_one_above() -> None:
    source = ROWS.replace("  2 title ", "2=1 subheading ")

    assert [None, 1, 1, 1, 1, 1, 1, 1, 1] == [b.article for b in read_sheet(source, TEXT).blocks]


def test_numbers_are_put_in_order() -> None:
    """A story that was not found gets any number; the role of a page drops the number left before it."""
    source = ROWS.replace("  1 ", " 77 ").replace("- navigation", "1 navigation")

    assert [None, 1, 1, 1, 1, 1, 1, 2, 2] == [b.article for b in read_sheet(source, TEXT).blocks]


def test_fields_are_read_off_the_blocks() -> None:
    first, second = expected_articles(TEXT, read_sheet(ROWS, TEXT))

    assert ("Mill at Garrow grinds again", "Garrow Post", "Ada Pell", "14 March 2026 06:30", None) == (
        first.title,
        first.publisher,
        first.byline,
        first.published_raw,
        first.dateline,
    )
    assert TEXT[first.start_char : first.end_char].startswith("Mill at")
    assert TEXT[first.start_char : first.end_char].endswith("to follow.")
    assert ("Geese return to the weir", None) == (second.title, second.publisher)


def test_a_title_over_two_lines_is_one_and_the_page_title_is_another_printing() -> None:
    text = "Geese return | Garrow Post\n\nGeese\nreturn\nThey are back.\n"
    source = "1 t | Geese return | Garrow Post\n1 t | Geese\n1 t | return\n1 b | They are back.\n"

    assert "Geese return" == expected_articles(text, read_sheet(source, text))[0].title


def test_values_gaps_and_notes_are_kept() -> None:
    """A value holds over what the blocks say; the article's number may be any that it has there."""
    source = "# looked up in the paper\ngap articles: the weir is short\n" + ROWS.replace(
        "  2 title", "value 2 publisher: The Weir\nvalue 2 byline: -\ngap 2 title: why\n  2 title"
    )
    sheet = read_sheet(source, TEXT)

    assert ("# looked up in the paper",) == sheet.notes
    assert (
        Value(article=2, field="publisher", text="The Weir"),
        Value(article=2, field="byline", text=None),
    ) == sheet.values
    assert {(None, "articles"), (2, "title")} == {(gap.article, gap.field) for gap in sheet.gaps}
    assert "The Weir" == expected_articles(TEXT, sheet)[1].publisher
    assert sheet == read_sheet(write_sheet(sheet, TEXT), TEXT)


# -- refusals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("1 title ", "1 titel ", "2: unknown role 'titel' (did you mean 'title'?)"),
        ("1 title ", "1 bo ", "2: unknown role 'bo' (that is the beginning of 'body' and of 'boilerplate')"),
        ("1 title ", "1 blank ", "2: unknown role 'blank'"),
        ("1 title ", "one title ", "2: 'one' is not the number of an article (write 1, +1, 2=1, or - for none)"),
        ("1 title ", "1 big title ", "2: '1 big title' before the bar"),
        ("1 title ", "2=5 title ", "2: '2=5' joins to article 5, which has no row above"),
        ("2 body ", "- body ", "9: body without the number of an article"),
        ("2 body ", "body ", "9: body without the number of an article"),
        ("2 body ", ". body ", "9: body without the number of an article"),
        ("title        | Mill", "title        Mill", "2: no | between labels and text in '1 title Mill at Garrow"),
        ("Ada Pell", "Ada Bell", "3: 'Bell' stands where the document has 'Pell Garrow Post"),
        ("  1 byline       | By Ada Pell\n", "", "3: before this line text is missing: 'By Ada Pell'"),
        ("  2 body         | The geese of the weir are back.\n", "", "8: the document goes on behind this line: 'The geese"),
        ("are back.", "are back. All.", "9: text that the document does not have: 'All.'"),
        ("  1 byline", "  1 byline       |\n  1 byline", "3: a row with labels and no text"),
        ("Home\n", "Home\n- x | \u200b\n", "2: a row with labels and no text"),
        ("  1 title", "value 1 tittle: x\n  1 title", "2: value of an unknown field 'tittle' (did you mean 'title'?)"),
        ("  1 title", "value title: x\n  1 title", "2: value of no article (put the article's number"),
        ("  1 title", "value 1 title:\n  1 title", "2: nothing behind 'value 1 title:'"),
        ("  1 title", "value 1\n  1 title", "2: 'value 1' is not understood"),
        ("  1 title", "gap 9 title: x\n  1 title", "2: gap of an article that has no row"),
        ("  1 title", "gap roles: x\ngap roles: y\n  1 title", "3: roles is given twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(before: str, after: str, said: str) -> None:
    assert before in ROWS
    assert said in refused(ROWS.replace(before, after, 1))


def test_all_wrong_labels_are_told_at_once() -> None:
    found = refused(ROWS.replace("1 title ", "1 titel ").replace("2 body ", "2 boddy "))

    assert "2: unknown role 'titel'" in found
    assert "9: unknown role 'boddy'" in found


def test_rows_in_another_order_are_refused() -> None:
    lines = ROWS.splitlines()

    assert "2: before this line text is missing" in refused(
        "\n".join([lines[0], lines[2], lines[1], *lines[3:]])
    )


def test_a_sheet_without_rows_is_refused() -> None:
    assert "1: the document goes on behind this line: 'Home Mill" in refused("# nothing\n")


# -- comparison ----------------------------------------------------------------------------------------


def test_comparison_names_what_differs() -> None:
    """Words of bodies in their order, fields, and places with another role; ``boilerplate`` is any page role."""
    sample = (BATCH / "001_aggregator_cards.txt").read_text(encoding="utf-8")
    result = split(sample)
    source = write_sheet(sheet_of(result), sample)
    source = source.replace("quarter. Read More:", "quarter.\n- x | Read More:")
    source = source.replace(" of Eskel canal Applications", " of Eskel canal\n4 b | Applications")
    source = source.replace("  - tags ", "  - boilerplate ").replace("  2 title ", "  2 standfirst ")
    found = compare(result, read_sheet(source, sample))

    assert {(None, "roles"), (2, "title")} <= found.differing
    assert (("Catamaran skippers ask for night berths", None),) == tuple(
        (d.found, d.expected) for d in found.fields
    )
    assert {20} <= {d.line for d in found.labels}
    assert 8 not in {d.line for d in found.labels}


def test_articles_that_only_one_side_has_are_named() -> None:
    """By number on their own side, and title."""
    sample = (BATCH / "001_aggregator_cards.txt").read_text(encoding="utf-8")
    result = split(sample)
    source = write_sheet(sheet_of(result), sample)
    dropped = re.sub(r"^  2 \w+", "  - x", source, flags=re.MULTILINE)
    made = source.replace("  - comments     | Comments", "  9 title | Comments")
    without, with_more = (compare(result, read_sheet(text, sample)) for text in (dropped, made))

    assert (((2, "Catamaran skippers ask for night berths"),), ()) == (without.surplus, without.missing)
    assert ((), ((2, "Comments"),)) == (with_more.surplus, with_more.missing)
    assert (None, "articles") in without.differing & with_more.differing


def test_new_and_closed_gaps() -> None:
    found = compare(split(TEXT), read_sheet(ROWS.replace("1 title ", "1 standfirst "), TEXT))
    gaps = [Gap(article=1, field="title", reason="x"), Gap(article=9, field="body", reason="y")]

    assert (1, "title") not in found.new(gaps)
    assert (9, "body") in found.closed(gaps)
