"""A profile proposed from five pages of an invented site: what it names, what it leaves alone, what it changes."""

import random
from pathlib import Path

import pytest

from copydesk import split
from copydesk.errors import UsageError
from copydesk.profiles import ProfileVersion, read_profile
from copydesk.profiles.effect import Change, effects
from copydesk.profiles.suggest import Entry, suggest
from copydesk.profiles.writing import profile_toml
from copydesk.roles import Role

SITE = {p.name: p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parent / "site").glob("*.txt"))}
PROMOTION = next(line for line in SITE["ferry.txt"].split("\n") if line.startswith("The Courier belongs"))
WANTED = (
    Entry(key="publisher", text="Norham Courier", files=5),
    Entry(key="title_suffixes", text="- Norham Courier", files=5),
    Entry(key="end_marks", text="From our other pages", files=5),
    Entry(key="lines", text=PROMOTION, files=5, role=Role.BOILERPLATE),
    Entry(key="starts", text="Readers of this page also wrote to us about", files=5, role=Role.BOILERPLATE),
    Entry(
        key="contains",
        text="and lie in the library, the baths and most bakeries.",
        files=5,
        role=Role.BOILERPLATE,
    ),
)


def toml_of(texts: dict[str, str]) -> str:
    found = suggest(texts)
    return profile_toml(found, name="norham", sources=["norham"], hosts=[], valid_from=None)


def profile_from(texts: dict[str, str]) -> ProfileVersion:
    profile = read_profile(toml_of(texts), "norham.toml").version_at(None)
    assert profile is not None
    return profile


def test_the_site_is_wrong_without_a_profile() -> None:
    """Else the pages would show nothing: promotions and teasers lie in every body, the outlet in every title."""
    for text in SITE.values():
        (article,) = split(text).articles
        assert PROMOTION in article.body
        assert "Readers of this page" in article.body
        assert article.title is not None
        assert article.title.endswith(" - Norham Courier")


def test_what_recurs_and_was_taken_for_a_story_is_proposed() -> None:
    """And no more: menu and footer are known for what they are, bylines and times are the story's."""
    found = suggest(SITE)

    assert WANTED == found.entries
    assert (5, 5) == (found.files, found.stories)


def test_the_order_of_the_files_does_not_matter() -> None:
    names = list(SITE)
    random.Random(7).shuffle(names)

    assert toml_of(SITE) == toml_of({name: SITE[name] for name in names})


def test_the_effect_is_that_of_the_proposal() -> None:
    """Each story whole, nothing of the page in it; titles and outlets as they should be."""
    found = effects(SITE, profile_from(SITE))

    assert list(SITE) == [effect.file for effect in found]
    for effect in found:
        assert (1, 1, False) == (effect.articles_before, effect.articles_after, effect.lost)
        (title,) = effect.titles
        assert title.before == f"{title.after} - Norham Courier"
        assert (Change(None, "Norham Courier"),) == effect.publishers
        promotion, reading, letters, teaser = effect.lines_removed
        assert promotion == PROMOTION
        assert reading.startswith("You are reading the")
        assert letters.startswith("Readers of this page")
        assert teaser in SITE[effect.file].split("From our other pages")[1]
        assert effect.words_removed == sum(len(line.split()) for line in effect.lines_removed)
        assert () == effect.lines_added


def test_a_second_proposal_finds_nothing_left() -> None:
    """Of the pages without what the first one took out."""
    removed = {line for effect in effects(SITE, profile_from(SITE)) for line in effect.lines_removed}
    rest = {
        name: "\n".join(line for line in text.split("\n") if line not in removed).replace(
            " - Norham Courier", ""
        )
        for name, text in SITE.items()
    }

    assert () == suggest(rest).entries


def test_a_page_that_holds_the_same_story_does_not_count() -> None:
    """One story fetched twice: what stands on both is the story, not the site's furniture."""
    ferry = SITE["ferry.txt"]
    with pytest.raises(UsageError, match="all 2 files hold the same story"):
        suggest({"a": ferry, "b": ferry.replace("March 2, 2026 7:40 am", "March 2, 2026 9:10 am")})
    found = suggest({**SITE, "ferry2.txt": ferry})

    assert (6, 5) == (found.files, found.stories)
    assert [(e.key, e.text) for e in WANTED] == [(e.key, e.text) for e in found.entries]


def test_one_page_is_too_few() -> None:
    with pytest.raises(UsageError, match="1 file is too few") as caught:
        suggest({"a": SITE["ferry.txt"]})

    assert "at least two files" in caught.value.hint


def test_what_a_story_says_on_goes_on_behind_an_interruption() -> None:
    """A heading in the middle of the stories is no end mark."""
    pages = {
        name: text.split("Readers of this page")[0].replace(PROMOTION, "Also in the paper")
        for name, text in SITE.items()
    }

    assert [] == [entry for entry in suggest(pages).entries if entry.key == "end_marks"]


def test_pieces_of_sentences_and_times_are_no_furniture() -> None:
    """A link's text in two stories, one day above two stories."""
    pages = {
        name: text.replace(" and ", "\nHarbour Trust\nand ", 3).replace("\nBy ", "\nMarch 9, 2026\nBy ")
        for name, text in SITE.items()
    }
    found = [entry.text for entry in suggest(pages).entries]

    assert [] == [text for text in found if "Harbour Trust" in text or "March 9" in text]


def test_phrases_of_any_make_come_back_as_written() -> None:
    """TOML that is proposed can be read again, whatever signs the pages have."""
    odd = 'She said \\ "no" \u2014 \x7f to all # and [that] = to all the readers of our page, as on every day before.'
    pages = {name: text.replace(PROMOTION, odd) for name, text in SITE.items()}
    profile = profile_from(pages)

    assert {Role.BOILERPLATE: (odd,)} == profile.rules.lines
