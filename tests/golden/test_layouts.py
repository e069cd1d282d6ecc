"""Every layout of `layouts`, an invented page in the make of a real one, splits as its sheet says."""

from pathlib import Path

import pytest

from copydesk import Kind, read_document, split
from copydesk.labelling import write_sheet
from copydesk.languages import detect_language
from copydesk.params import LanguageParams, PipelineParams
from flows.cases import Case, cases_in, check_case, read_case

FOLDER = Path(__file__).parent / "layouts"
CASES = cases_in(FOLDER)
LARGEST = 12_000  # bytes: a case is there to be read

# Kind of each article as the splitter should give it; the sheets say the rest, their known gaps included.
KINDS = {
    "aggregator_cut_en": "article teaser teaser",
    "archive_dates_above_da": "teaser teaser teaser",
    "archive_de": "teaser teaser teaser",
    "archive_prompts_ja": "teaser teaser teaser",
    "archive_whole_blurbs_en": "",
    "body_first_ko": "brief",
    "cut_in_two_es": "article",
    "digest_labels_en": "digest",
    "digest_numbered_nl": "digest",
    "digest_prompts_pt": "digest",
    "digest_quoted_en": "digest",
    "digest_ruled_it": "digest",
    "feed_before_story_en": "article",
    "feed_dots_ja": "teaser teaser teaser teaser",
    "feed_glued_en": "teaser teaser teaser teaser",
    "feed_items_glued_en": "teaser teaser teaser",
    "feed_mixed_hi": "teaser brief teaser",
    "feed_one_line_en": "brief brief brief",
    "feed_titles_glued_id": "teaser teaser teaser",
    "frontpage_fr": "",
    "frontpage_prompts_el": "",
    "hard_wraps_en": "article",
    "letters_de": "brief brief brief",
    "letters_en": "brief brief brief",
    "listicle_en": "article",
    "live_headed_cs": "brief brief brief brief",
    "live_headed_en": "brief brief brief brief",
    "live_headed_fi": "article brief brief brief",
    "live_heads_only_de": "article",
    "live_mixed_en": "article",
    "live_relative_sv": "article",
    "live_time_in_head_tr": "article",
    "live_times_es": "article",
    "one_line_plain_en": "brief",
    "one_line_uk": "brief brief brief",
    "ruled_stories_ru": "brief brief brief",
    "scroll_en": "brief brief brief",
    "teasers_behind_nb": "article",
    "text_nodes_pl": "brief",
    "ticker_pt": "article",
    "tweet_fr": "article",
    "two_times_vi": "article",
    "updates_es": "article",
}


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_layout_splits_as_labelled(case: Case) -> None:
    """Gaps are strict: one that the splitter has closed must leave the sheet."""
    found = check_case(case, PipelineParams())

    assert "" == found.message
    assert () == found.new, found.comparison
    assert () == found.closed, "take these gaps out of the sheet"


def test_layout_gives_articles_of_these_kinds(case: Case) -> None:
    articles = split(read_document(case.raw_path.read_bytes()).text).articles

    assert KINDS[case.name].split() == [article.kind.value for article in articles]


def test_sheet_is_as_it_is_saved(case: Case) -> None:
    text, sheet = read_case(case, PipelineParams())

    assert write_sheet(sheet, text) == case.sheet_path.read_text(encoding="utf-8")


def test_folder_holds_small_cases_of_all_kinds_and_nothing_else() -> None:
    there = {path for case in CASES for path in (case.raw_path, case.sheet_path)}
    kinds = {kind for kinds in KINDS.values() for kind in kinds.split()}

    assert there == set(FOLDER.iterdir())
    assert KINDS.keys() == {case.name for case in CASES}
    assert {kind.value for kind in Kind} == kinds
    assert [path.name for path in there if path.stat().st_size > LARGEST] == []


def test_layouts_are_in_many_languages() -> None:
    texts = (read_document(case.raw_path.read_bytes()).text for case in CASES)
    found = {detect_language(text, LanguageParams()).code for text in texts}

    assert len(found) >= 16, found
