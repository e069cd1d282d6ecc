"""Stories: what is together and apart, and that the answer knows no order and no history."""

import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.stories.labelled import tellings
from benchmarks.stories.terms import fact_of
from copydesk.stories.describe import describe_stories
from copydesk.stories.facts import WINDOW, StoryFact, facts_table
from copydesk.stories.group import PLACES, group_stories
from copydesk.stories.link import STORY_LINKS, articles_to_link, days_affected, days_needed, story_links
from copydesk.stories.tell import LONGEST, story_id

WORDS = (
    "ferry", "harbour", "captain", "storm", "rescue", "budget", "minister", "vote", "fire", "warehouse", "match",
    "goal",
)  # fmt: skip


def fact(
    name: str, day: int, *terms: str, language: str | None = "en", outlet: str | None = None
) -> StoryFact:
    return StoryFact(
        article_id=name,
        cluster_id=name,
        day=day,
        minute=None,
        language_code=language,
        title=f"title of {name}",
        outlet=outlet,
        title_terms=terms[:3],
        terms=terms,
        term_counts=(1,) * len(terms),
        entity_ids=(),
    )


def ids_of(facts: list[StoryFact]) -> list[str]:
    return [f.article_id for f in facts]


def all_links(facts: list[StoryFact]) -> pa.Table:
    return story_links(facts_table(facts), ids_of(facts))


def places(facts: list[StoryFact]) -> pa.Table:
    return group_stories(facts_table(facts), all_links(facts))


def stories(facts: list[StoryFact]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in places(facts).to_pylist():
        found.setdefault(row["story_id"], set()).add(row["article_id"])
    return {frozenset(members) for members in found.values()}


def some_facts(seed: int, count: int = 40, days: int = 24) -> list[StoryFact]:
    rng = random.Random(seed)
    return [
        fact(
            f"a{number:03}",
            rng.randrange(days),
            *rng.sample(WORDS, rng.randint(0, 6)),
            language=rng.choice(["en", "en", "de", None]),
            outlet=rng.choice(["Post", "Times", None]),
        )
        for number in range(count)
    ]


def test_tellings_of_one_event_are_together_and_others_apart() -> None:
    facts = [
        fact("a", 1, "ferry", "harbour", "captain", "storm"),
        fact("b", 2, "ferry", "harbour", "captain", "rescue"),
        fact("c", 2, "budget", "minister", "vote"),
    ]

    assert {frozenset("ab"), frozenset("c")} == stories(facts)


def test_days_far_apart_are_not_compared() -> None:
    words = ("ferry", "harbour", "captain")
    facts = [fact("a", 1, *words), fact("b", 2 + WINDOW, *words)]

    assert {frozenset("a"), frozenset("b")} == stories(facts)


def test_a_story_has_an_end_however_long_the_event_runs() -> None:
    """What is told later than the longest founds another story."""
    facts = [fact(f"d{day:02}", day, "ferry", "harbour", "captain") for day in range(3 * LONGEST)]
    spans = [
        (row["last_day"] - row["first_day"])
        for row in describe_stories(facts_table(facts), places(facts), all_links(facts)).to_pylist()
    ]

    assert max(spans) == LONGEST
    assert len(spans) == 3


def test_one_article_like_two_events_does_not_make_them_one() -> None:
    fire, vote = ("fire", "warehouse", "storm", "rescue"), ("budget", "minister", "vote", "goal")
    facts = [
        *(fact(f"f{n}", 1, *fire) for n in range(3)),
        *(fact(f"v{n}", 1, *vote) for n in range(3)),
        fact("both", 1, *fire[:2], *vote[:2]),
    ]

    assert not any({"f0", "v0"} <= story for story in stories(facts))


def test_numbers_of_a_series_are_apart() -> None:
    """An outlet's report under one heading on another day is not a follow-up; another outlet's may be."""
    words = ("ferry", "harbour", "captain")
    series = [fact("a", 1, *words, outlet="Post"), fact("b", 2, *words, outlet="Post")]
    others = [fact("a", 1, *words, outlet="Post"), fact("b", 2, *words, outlet="Times")]

    assert {frozenset("a"), frozenset("b")} == stories(series)
    assert {frozenset("ab")} == stories(others)


def test_what_comes_later_does_not_change_what_was_told() -> None:
    facts = some_facts(3)
    early = [f for f in facts if f.day < 12]
    whole = {row["article_id"]: row["story_id"] for row in places(facts).to_pylist()}

    assert {row["article_id"]: row["story_id"] for row in places(early).to_pylist()} == {
        f.article_id: whole[f.article_id] for f in early
    }


def test_the_first_told_founds_the_story() -> None:
    facts = [fact("z", 1, "ferry", "harbour"), fact("a", 2, "ferry", "harbour")]

    assert {story_id("z")} == set(places(facts)["story_id"].to_pylist())


def test_the_title_is_of_the_article_likest_to_the_others() -> None:
    facts = [
        fact("a", 1, "ferry", "harbour", "goal"),
        fact("b", 1, "ferry", "harbour", "captain", "storm"),
        fact("c", 2, "ferry", "captain", "storm", "rescue"),
        fact("d", 2, "harbour", "captain", "storm", "rescue", language="de"),
    ]
    row = describe_stories(facts_table(facts), places(facts), all_links(facts)).to_pylist()[0]

    assert {"article_count": 4, "first_day": 1, "last_day": 2, "language_codes": ["de", "en"]} == {
        name: row[name] for name in ("article_count", "first_day", "last_day", "language_codes")
    }
    assert row["title_article_id"] in {"b", "c"}


def test_nothing_gives_nothing() -> None:
    none = facts_table([])

    assert STORY_LINKS.empty_table() == story_links(none, [])
    assert PLACES.empty_table() == group_stories(none, STORY_LINKS.empty_table())


def test_a_cluster_has_one_article() -> None:
    with pytest.raises(ValueError, match="cluster_id occurs twice"):
        story_links(facts_table([fact("a", 1), fact("a", 2)]), ["a"])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_order_of_facts_and_links_is_nothing(seed: int) -> None:
    facts = some_facts(seed)
    shuffled = facts_table(random.Random(seed).sample(facts, len(facts)))
    links = all_links(facts)
    backwards = links.take(list(range(len(links)))[::-1])

    assert links == story_links(shuffled, ids_of(facts))
    assert places(facts) == group_stories(shuffled, backwards)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_stories_divide_the_articles(seed: int) -> None:
    facts = some_facts(seed)
    told = describe_stories(facts_table(facts), places(facts), all_links(facts))

    assert sorted(f.article_id for f in facts) == places(facts)["article_id"].to_pylist()
    assert len(facts) == sum(told["article_count"].to_pylist())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), cut=st.integers(0, 23))
def test_a_part_of_the_days_gives_what_all_give(seed: int, cut: int) -> None:
    """Links of some days need the facts that `days_needed` names, and stories go on from those before."""
    facts = some_facts(seed)
    asked = {d for d in range(24) if d >= cut}
    needed = set(days_needed(asked))
    whole = all_links(facts)
    day = {f.article_id: f.day for f in facts}
    touched = [
        row for row in whole.to_pylist() if {day[row["article_id"]], day[row["other_article_id"]]} & asked
    ]
    some = [f for f in facts if f.day in needed]
    part = story_links(facts_table(some), [f.article_id for f in some if f.day in asked])
    before = [row for row in places(facts).to_pylist() if cut - WINDOW <= row["day"] < cut]
    resumed = group_stories(
        facts_table([f for f in facts if f.day >= cut]), part, pa.Table.from_pylist(before, schema=PLACES)
    )

    assert touched == part.to_pylist()
    assert [row for row in places(facts).to_pylist() if row["day"] >= cut] == resumed.to_pylist()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_only_links_of_the_articles_named_change(seed: int) -> None:
    """Whatever comes and goes at once, on whichever days; facts of other days are not wanted for it."""
    rng = random.Random(seed)
    old = some_facts(seed, count=60, days=60)
    gone = rng.sample(old, 4)
    come = [
        f._replace(article_id=f"n{f.article_id}", cluster_id=f"n{f.cluster_id}")
        for f in some_facts(seed + 1, 3)
    ]
    now = [*(f for f in old if f not in gone), *come]
    needed = set(days_needed(days_affected({f.day for f in [*gone, *come]})))
    near = facts_table([f for f in now if f.day in needed])
    asked = set(articles_to_link(near, ids_of(come), facts_table(gone)))
    left = {*asked, *ids_of(gone)}
    kept = [r for r in all_links(old).to_pylist() if not {r["article_id"], r["other_article_id"]} & left]
    made = [*kept, *story_links(near, asked).to_pylist()]

    assert all_links(now).to_pylist() == sorted(made, key=lambda r: (r["article_id"], r["other_article_id"]))


def test_articles_far_in_time_change_nothing() -> None:
    own = [fact_of(telling) for telling in tellings()]
    far = [
        f._replace(article_id=f"x{f.article_id}", cluster_id=f"x{f.cluster_id}", day=f.day - 60) for f in own
    ]
    alone = {row["article_id"]: row["story_id"] for row in places(own).to_pylist()}
    beside = {row["article_id"]: row["story_id"] for row in places([*own, *far]).to_pylist()}

    assert alone == {article: beside[article] for article in alone}
