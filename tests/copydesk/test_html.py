"""Pages are rendered, and trafilatura's story is laid over the rendered lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from copydesk.errors import BadInputError
from copydesk.html import split_html
from copydesk.page import render
from copydesk.records import Split
from copydesk.rows import check_split

PARAGRAPHS = [
    "The ferry to Arbel stopped running on Monday after its crew found a crack in the hull, it was said.",
    "Engineers will look at the damage this week, and the office expects the boat back by the holidays.",
    "Until then a smaller boat takes passengers twice a day, but it has no room for cars or freight.",
    "Shopkeepers on the island say that they have stock for ten days and will ask for help after that.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry to Arbel stops - The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Ilse Marron">
<meta property="og:title" content="Ferry to Arbel stops - The Harbour Post">
<meta property="article:published_time" content="2026-03-13T18:06:00+01:00">
<style>p {{ color: red }}</style><script>var story = "hidden words";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">Weather</a></li></ul></nav>
<article><h1>Ferry to Arbel stops</h1><p class="byline">By Ilse Marron</p>
<p>{PARAGRAPHS[0].replace("Monday", '<a href="/m">Mon</a>day')}</p><p>{PARAGRAPHS[1]}</p>
<figure><img src="a.jpg"><figcaption>The boat in dock, seen from the pier</figcaption></figure>
<h2>Small boat only</h2><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></article>
<aside><h3>Most read</h3><a href="/x">Goat wins village race again</a></aside>
<footer>Copyright The Harbour Post</footer></body></html>"""


def roles(split: Split) -> dict[str, tuple[str, str]]:
    return {split.text[b.start_char : b.end_char].strip(): (b.role.value, b.rule) for b in split.blocks}


def test_story_metadata_and_regions_of_a_page() -> None:
    """Body, title without the site's name, byline, time to the minute; the rest by its region."""
    page = split_html(PAGE)
    article = page.split.articles[0]
    found = roles(page.split)

    assert [p for p in article.body.split("\n\n") if p != "Small boat only"] == PARAGRAPHS
    assert (article.title, article.byline) == ("Ferry to Arbel stops", "Ilse Marron")
    assert (article.publisher, article.published_raw) == ("The Harbour Post", "2026-03-13T18:06:00+01:00")
    assert {p: found[p] for p in PARAGRAPHS} == dict.fromkeys(PARAGRAPHS, ("body", "html.trafilatura"))
    assert found["Ferry to Arbel stops"] == ("title", "html.title")
    assert found["Small boat only"] == ("subheading", "html.trafilatura")
    assert found["The boat in dock, seen from the pier"] == ("caption", "html.figcaption")
    assert found["By Ilse Marron"] == ("byline", "html.author")
    assert found["Weather"] == ("navigation", "html.nav")
    assert found["Goat wins village race again"] == ("boilerplate", "html.aside")
    assert found["Copyright The Harbour Post"] == ("navigation", "html.footer")
    assert page.split.extractor == "trafilatura"


def test_what_is_not_rendered_is_not_text() -> None:
    """Scripts, styles, the head and comments have no lines; words over inline elements are whole."""
    text = split_html(PAGE).split.text

    assert "hidden words" not in text
    assert "color" not in text
    assert "running on Monday after" in text


def test_article_spans_its_own_blocks() -> None:
    """From the title to the last line of the story."""
    split = split_html(PAGE).split
    article = split.articles[0]

    assert split.text[article.start_char :].startswith("Ferry to Arbel stops\n")
    assert split.text[: article.end_char].endswith(PARAGRAPHS[3] + "\n")


def test_same_page_gives_the_same_story_every_time() -> None:
    """No state is kept from page to page, as trafilatura's own deduplication would."""
    assert [split_html(PAGE) for _ in range(4)] == [split_html(PAGE)] * 4


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<!-- x -->", "<html><body><script>1</script></body></html>", " "]
)
def test_a_page_without_a_story_is_refused(markup: str) -> None:
    """Nothing rendered, or nothing found: a reason, not an empty article."""
    with pytest.raises(BadInputError) as caught:
        split_html(markup)

    assert caught.value.reason_code == "extractor_empty"


def test_deep_nesting_and_references_to_control_characters_do_no_harm() -> None:
    """Pages made to break a parser end in text or in a reason."""
    page = split_html(PAGE.replace("Goat wins", "Goat&#0;&#x9f;&#xD800;&#x85; wins<br/>"))
    check_split(page.split)
    with pytest.raises(BadInputError):
        split_html("<html><body>" + "<div>" * 50_000 + "deep")

    assert "\x9f" not in page.split.text


TAGS = "p div span b a li ul nav footer article h1 h2 pre td br script svg".split()  # noqa: SIM905
TREES = st.recursive(
    st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from([f"<p>{p}</p>" for p in PARAGRAPHS]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=60)
@given(TREES)
def test_blocks_tile_the_rendered_text(inner: str) -> None:
    """Whatever the markup: every rendered character is in exactly one block, one block a line."""
    markup = f"<html><body>{inner}<main>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</main></body></html>"
    try:
        split = split_html(markup).split
    except BadInputError:
        return
    check_split(split)
    texts = [split.text[b.start_char : b.end_char] for b in split.blocks]

    assert "".join(texts) == split.text
    assert all(t.count("\n") == 1 and t.endswith("\n") and t.strip() == t[:-1] for t in texts)


def test_lines_break_where_the_page_breaks_them() -> None:
    """Block elements and ``br`` end a line, inline elements do not, ``pre`` keeps its own."""
    root = lxml_html.document_fromstring(
        "<body>a<b>b</b> c<br>d<div>e<p>f</p>g</div><pre>h\n  i</pre>"
        "<ul><li>j<li>k</ul><table><tr><td>l<td>m</table>"
    )

    assert [line.text for line in render(root)] == ["ab c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]
