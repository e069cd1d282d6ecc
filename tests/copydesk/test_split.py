"""The splitter: layouts it must cut, and what holds for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import Kind, Role, split
from copydesk.records import Split

PARAGRAPHS = (
    "The ferry company of Aldermoor said on Tuesday that all crossings would resume by the weekend, after "
    "divers had freed both propellers of the fishing nets that stopped the vessel in mid channel.",
    "About two hundred passengers had spent the night on board, wrapped in blankets from the lifeboat store, "
    "and were landed one small boat at a time once the tide allowed it.",
    "“Nobody panicked, and the cook never left the galley,” said Orla Penhale, who had been on her way to a "
    "wedding, adding that the ceremony was simply moved to the quay.",
)
OTHER = (
    "Beekeepers in the hills above Corvane have counted the lowest winter losses for a decade, a survey by the "
    "growers' union showed, which it put down to a dry autumn and late frosts.",
    "The union cautioned that one mild spring proves little, since mites multiply fastest in warm weather and "
    "many hives had already been treated twice before the count began.",
    "Keepers who lost colonies will be offered queens from the union's breeding station at cost, and the valley "
    "schools will again run the evening course for beginners that was full within a day last year.",
)


def joined(result: Split) -> str:
    return "".join(result.text[b.start_char : b.end_char] for b in result.blocks)


def card(publisher: str, time: str, title: str, body: str) -> str:
    return f"{publisher}\n{time}\n- {publisher}\n{title}\n{body}\n\n\n"


def test_aggregator_cards_come_apart() -> None:
    """A lead without publisher, then cards, each with its publisher, raw time, title and body."""
    lead = (
        "Ferry crossings to resume after night adrift\n"
        + "\n".join(PARAGRAPHS)
        + "\nHashtags\n\nComments\nNo comments yet...\nRelated Articles\n\n\n"
    )
    cards = card("Hill Courier", "2 hours ago", "Bees come through winter well", " ".join(OTHER)) + card(
        "Tarn Post", "an hour ago", "Passengers landed by lifeboat", " ".join(PARAGRAPHS[1:])
    )
    articles = split(lead + cards).articles

    assert [
        ("Ferry crossings to resume after night adrift", None, None),
        ("Bees come through winter well", "Hill Courier", "2 hours ago"),
        ("Passengers landed by lifeboat", "Tarn Post", "an hour ago"),
    ] == [(a.title, a.publisher, a.published_raw) for a in articles]
    assert "\n\n".join(PARAGRAPHS) == articles[0].body
    assert " ".join(OTHER) == articles[1].body


def test_story_resumes_after_an_ad_block() -> None:
    """What an ad network put into the middle is boilerplate, and the story goes on behind it."""
    block = "Sponsored Links\nSponsored Links\nYou May Like\nThe chair that doctors will not talk about\nSitwell Magazine\nUndo"
    text = "\n".join(["Ferry crossings to resume", PARAGRAPHS[0], block, PARAGRAPHS[1], PARAGRAPHS[2]])
    result = split(text)

    assert ["\n\n".join(PARAGRAPHS)] == [a.body for a in result.articles]
    assert any(b.role is Role.AD for b in result.blocks)


def test_sentences_broken_by_links_are_rejoined() -> None:
    """Link texts on lines of their own go back into their sentence, with no space before punctuation."""
    text = (
        "Ferry crossings to resume\nThe ferry company of\nAldermoor\nsaid on Tuesday that all crossings to\nCorvane\n's harbour would resume, its director\nOrla Penhale\nsaid.\n"
        + "\n".join(PARAGRAPHS[1:])
    )
    body = split(text).articles[0].body

    assert body.startswith(
        "The ferry company of Aldermoor said on Tuesday that all crossings to Corvane's harbour would resume, its director Orla Penhale said.\n\n"
    )


def test_subheadings_stay_in_the_body_as_paragraphs() -> None:
    """A heading inside the story is its own paragraph and has its own role."""
    text = "\n".join(
        ["Ferry crossings to resume", PARAGRAPHS[0], "Night on the water", PARAGRAPHS[1], PARAGRAPHS[2]]
    )
    result = split(text)

    assert "\n\nNight on the water\n\n" in result.articles[0].body
    assert [Role.SUBHEADING] == [
        b.role for b in result.blocks if "Night on" in text[b.start_char : b.end_char]
    ]


def test_junk_inside_a_paragraph_is_cut_out_and_labelled() -> None:
    """Ad labels, a picture credit and an agency's sign-off leave the body and keep their characters."""
    ads = "Sponsored Links Sponsored Links Promoted Links You May Like A roof that pays for itself Learn More Undo by Taboola"
    body = f"{PARAGRAPHS[0]} {ads} {PARAGRAPHS[1]} {PARAGRAPHS[2]} ab/cde/fg"
    result = split(card("Hill Courier", "5 minutes ago", "Ferry crossings to resume", body))

    assert [" ".join(PARAGRAPHS)] == [a.body for a in result.articles]
    assert ("ab/cde/fg", "AFP") == (result.articles[0].credit, result.articles[0].agency)
    assert joined(result) == result.text


def test_agency_credit_is_no_body() -> None:
    """A closing credit line names the agency and is not part of the story."""
    article = split(
        "Ferry crossings to resume\n\n" + "\n\n".join(PARAGRAPHS) + "\n\nReports: Reuters"
    ).articles[0]

    assert "Reports" not in article.body
    assert ("Reports: Reuters", "Reuters") == (article.credit, article.agency)


def test_two_pages_one_after_the_other_are_two_articles() -> None:
    """Menus and footers between two stories part them, with no mark between the pages."""
    menu = "\n".join(
        [
            "Skip to content",
            "Home",
            "News",
            "Sport",
            "Weather",
            "Log in",
            "Search",
            "Contact us",
            "Newsletter",
            "Jobs",
            "Games",
            "Shop",
        ]
    )
    footer = "\n".join(
        [
            "Most read",
            "Harbour wall to be raised",
            "New bus for the valley",
            "Privacy policy",
            "Terms of use",
            "All rights reserved",
        ]
    )
    pages = [
        ["Ferry crossings to resume", "By Ann Dole", *PARAGRAPHS],
        ["Bees come through winter well", "By Tom Fell", *OTHER],
    ]
    text = "\n".join("\n".join([menu, *page, footer]) for page in pages)

    assert ["Ferry crossings to resume", "Bees come through winter well"] == [
        a.title for a in split(text).articles
    ]


def test_front_page_of_teasers_gives_no_article() -> None:
    """Headlines with a short blurb announce stories and are none."""
    text = "\n\n".join(f"Council votes on plan {n}\nThe vote came late and was close..." for n in range(12))

    assert () == split(text).articles


def test_short_item_with_its_title_twice_is_a_brief() -> None:
    """A title printed twice above one sentence makes a brief, its picture credit left out."""
    text = "logo\nFerry crossings may resume\n\nFerry crossings may resume\n\nAll crossings from Aldermoor may resume by the weekend, its ferry company says. Photo: A. Dole/Tarn Pictures\n"
    article = split(text).articles[0]

    assert (Kind.BRIEF, "Ferry crossings may resume") == (article.kind, article.title)
    assert "All crossings from Aldermoor may resume by the weekend, its ferry company says." == article.body


@pytest.mark.parametrize(
    "text", ["", "\n", " \n\t\n ", "…", "Home\nNews", "a" * 5000, "\n".join(["x"] * 500)]
)
def test_texts_without_a_story_are_all_boilerplate(text: str) -> None:
    """Nothing is invented and nothing is lost where there is no story."""
    result = split(text)

    assert text == joined(result)
    assert all(b.article is None for b in result.blocks)


LINES = st.sampled_from(
    [
        *PARAGRAPHS,
        *OTHER,
        "Home",
        "2 hours ago",
        "- Hill Courier",
        "Hill Courier",
        "By Ann Dole",
        "",
        "",
        "Sponsored Links",
        ".",
        "———",
        "https://a.test/b",
        "Ferry crossings to resume",
        "Photo: A. Dole",
        "10分前",
        "テスト文です。",
    ]
)


@given(lines=st.lists(LINES | st.text(max_size=60), max_size=40))
def test_blocks_tile_the_text_and_articles_keep_apart(lines: list[str]) -> None:
    """Every character lands in exactly one block, articles are numbered in order and start apart."""
    text = "\n".join(lines)
    result = split(text)

    assert text == joined(result)
    assert list(range(1, len(result.articles) + 1)) == [a.ordinal for a in result.articles]
    starts = [a.start_char for a in result.articles]
    assert starts == sorted(set(starts))
    assert {b.article for b in result.blocks} - {None} <= {a.ordinal for a in result.articles}


@given(lines=st.lists(LINES, max_size=30))
def test_splitting_is_a_function_of_the_text(lines: list[str]) -> None:
    """The same text gives the same split, and its body holds no word that the text lacks."""
    text = "\n".join(lines)
    first, second = split(text), split(text)

    assert first == second
    squeezed = "".join(text.split())
    for article in first.articles:
        assert all("".join(part.split()) in squeezed for part in article.body.split())


def test_items_of_which_only_a_title_was_printed_are_teasers() -> None:
    """A title-only lead and a last item cut off after its title keep their rows, with an empty body."""
    lead = "Ferry company names new captain\nHashtags\n\nComments\nRelated Articles\n\n\n"
    text = (
        lead
        + card("Hill Courier", "2 hours ago", "Bees come through winter well", " ".join(OTHER))
        + "Tarn Post\n3 hours ago\n- Tarn Post\nHarbour wall to be raised by a metre"
    )
    articles = split(text).articles

    assert [
        (Kind.TEASER, "Ferry company names new captain", None, None),
        (
            Kind.ARTICLE if len(" ".join(OTHER).split()) >= 80 else Kind.BRIEF,
            "Bees come through winter well",
            "Hill Courier",
            "2 hours ago",
        ),
        (Kind.TEASER, "Harbour wall to be raised by a metre", "Tarn Post", "3 hours ago"),
    ] == [(a.kind, a.title, a.publisher, a.published_raw) for a in articles]
    assert ["", ""] == [a.body for a in articles if a.kind is Kind.TEASER]


STORIES = [
    ("Ferry crossings to resume after night adrift", "Ann Dole", PARAGRAPHS),
    ("Bees in the hills come through winter well", "Tom Fell", OTHER),
]


def test_stories_in_a_row_with_like_heads_come_apart() -> None:
    """Infinite scroll: headline, byline and date recur, and little or nothing stands between the stories."""
    text = "\n\n".join(
        "\n\n".join([title, f"By {author}", "March 3, 2026", *body, "Related", "Harbour wall to be raised"])
        for title, author, body in STORIES
    )

    assert [(t, a, "March 3, 2026") for t, a, _ in STORIES] == [
        (x.title, x.byline, x.published_raw) for x in split(text).articles
    ]


@pytest.mark.parametrize("mark", ["\n\n\n", "\n\n----------\n\n", "\n\n***\n\n"])
def test_plain_stories_set_apart_come_apart(mark: str) -> None:
    """Stories with nothing but a headline each are parted by more blank lines or by a rule."""
    text = mark.join("\n\n".join([title, *body]) for title, _, body in STORIES)

    assert [t for t, _, _ in STORIES] == [x.title for x in split(text).articles]


def test_items_with_the_title_printed_again_and_a_glued_time() -> None:
    """Title two or three times, publisher, a time glued to a word: no bullet is needed."""
    text = (
        f"logo\n{STORIES[0][0]}\n{STORIES[0][0]}\nTarn Post3 hours ago\n"
        + "\n".join(PARAGRAPHS)
        + "\nOrange background\n"
    )
    text += (
        f"{STORIES[1][0]}\n{STORIES[1][0]}\nHill Courier\ntime5 hours ago\n"
        + " ".join(OTHER)
        + "\nTerms of Use\n"
    )

    assert [
        (STORIES[0][0], "Tarn Post", "3 hours ago"),
        (STORIES[1][0], "Hill Courier", "5 hours ago"),
    ] == [(a.title, a.publisher, a.published_raw) for a in split(text).articles]


@pytest.mark.parametrize(
    ("head", "publisher", "byline", "raw", "agency"),
    [
        ("Tarn Post\n2 hours ago", "Tarn Post", None, "2 hours ago", None),
        (
            "PUBLISHED: March 3, 2026 at 6:00 AM PST | UPDATED: March 3, 2026 at 7:12 AM PST",
            None,
            None,
            "March 3, 2026 at 6:00 AM PST",
            None,
        ),
        ("Por Ana Dole\nEFE\n3 mar 2026", None, "Ana Dole", "3 mar 2026", "EFE"),
        ("Ann Dole\n3 March 2026", None, "Ann Dole", "3 March 2026", None),
    ],
)
def test_lines_under_the_headline_are_read(
    head: str, publisher: str | None, byline: str | None, raw: str, agency: str | None
) -> None:
    """Outlet, author, agency and the first of two times, by their place and make."""
    article = split("\n".join([STORIES[0][0], head, *PARAGRAPHS])).articles[0]

    assert (STORIES[0][0], publisher, byline, raw, agency) == (
        article.title,
        article.publisher,
        article.byline,
        article.published_raw,
        article.agency,
    )
    assert "\n\n".join(PARAGRAPHS) == article.body


@pytest.mark.parametrize("text", ["a" * 300_000, "a@" * 50_000, "word: " * 50_000, "a=b&" * 50_000])
def test_a_long_line_costs_time_in_proportion(text: str) -> None:
    """No pattern goes back over a line again and again: this would run for minutes if one did."""
    assert text == joined(split(text))


def test_a_short_plain_story_is_found() -> None:
    """Two paragraphs under a headline of two words are a brief."""
    article = split("Ferry returns\n\n" + PARAGRAPHS[0] + "\n\n" + OTHER[0][:90].rstrip() + ".").articles[0]

    assert (Kind.BRIEF, "Ferry returns") == (article.kind, article.title)


def test_a_digest_keeps_its_items_apart() -> None:
    """Items are the pieces between prompts, or marked paragraphs; a story has none."""
    page = (Path(__file__).parents[2] / "seeds/2026-03-14-sample/013_evening_wrap.txt").read_text(
        encoding="utf-8"
    )
    articles = split(page).articles

    digest = next(a for a in articles if a.kind is Kind.DIGEST)
    assert 4 == len(digest.items)
    assert digest.items[1].body.startswith("Dyke holds at Brannock")
    assert " ".join(digest.body.split()) == " ".join(item.body for item in digest.items)
    assert all(not a.items for a in articles if a.kind is not Kind.DIGEST)


def test_marks_that_show_nothing_at_a_line_s_ends_make_no_difference() -> None:
    """Marks of direction and joining stand around lines of right-to-left scrapes."""
    paragraphs = [
        f"The bridge number {n} over the Tarn opened on Monday, the town said, after {n} years of work and "
        f"{n} law suits that nobody remembers."
        for n in (2, 3, 5, 7)
    ]
    plain = "Bridges open in Norham\n\n" + "\n\n".join(paragraphs)
    marked = "\n".join(f"\u202b\u200f{line}\u200b\u202c\u00ad" if line else "" for line in plain.split("\n"))

    (want,), (got,) = split(plain).articles, split(marked).articles
    assert (want.title, want.body) == (got.title, got.body)


def test_words_of_the_story_that_are_printed_again_are_a_pull_quote() -> None:
    quote = "“Nobody here had believed in it any more”"
    paragraphs = [
        f"{quote}, said the mayor, who had walked over the bridge at dawn and alone.",
        "Seven thousand people came to see it, and eleven more came in the evening, when it rained.",
        "The bridge had been shut since 1988, when a barge hit it in the night and took a pier along.",
        "It cost nine million crowns, of which the province pays two thirds and the town the rest.",
    ]
    page = "\n\n".join(
        ["Bridge opens in Norham", *paragraphs[:2], quote, "ADVERTISEMENT", "Advertisement", *paragraphs[2:]]
    )
    result = split(page)

    assert [quote] == [
        page[b.start_char : b.end_char].strip() for b in result.blocks if b.role is Role.PULL_QUOTE
    ]
    assert "\n\n".join(paragraphs) == result.articles[0].body


def test_prompts_and_nothing_else_are_no_story() -> None:
    assert () == split("Read more: " * 3_000).articles
