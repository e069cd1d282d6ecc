"""Stories of the labelled events beside two baselines: BCubed precision, recall and F1 over articles.

``python -m benchmarks.stories.scores`` prints them for both halves, over all languages and within each;
``--errors`` also what is wrongly together and wrongly apart in the tuned half.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from benchmarks.stories.baselines import connected, leaders
from benchmarks.stories.labelled import HALVES, Telling, tellings
from benchmarks.stories.terms import fact_of
from copydesk.stories.facts import StoryFact, facts_table
from copydesk.stories.group import group_stories
from copydesk.stories.link import story_links

Grouped = Mapping[str, str]
_THRESHOLDS: Final = [step / 100 for step in range(6, 40, 2)]


class Score(NamedTuple):
    """BCubed figures, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed(found: Grouped, true: Grouped) -> Score:
    """Figures over the articles of ``true``; those that only ``found`` has do not count."""
    both = Counter((found[a], true[a]) for a in true)
    of_found, of_true = Counter(found[a] for a in true), Counter(true.values())
    precision = sum(both[found[a], true[a]] / of_found[found[a]] for a in true) / len(true)
    recall = sum(both[found[a], true[a]] / of_true[true[a]] for a in true) / len(true)
    return Score(precision, recall)


def within_languages(found: Grouped, of_half: Sequence[Telling]) -> Score:
    """Figures as if each story were one for each of its languages."""
    codes = {telling.article_id: telling.language_code for telling in of_half}
    true = {telling.article_id: f"{telling.event} {telling.language_code}" for telling in of_half}
    return bcubed({article: f"{found[article]} {codes[article]}" for article in true}, true)


def over_all(found: Grouped, of_half: Sequence[Telling]) -> Score:
    """Figures over tellings of all languages."""
    return bcubed(found, {telling.article_id: telling.event for telling in of_half})


def grouped(facts: Sequence[StoryFact]) -> Grouped:
    """The story of each article, as the archive would have it."""
    table = facts_table(facts)
    places = group_stories(table, story_links(table, [fact.article_id for fact in facts]))
    return dict(zip(places["article_id"].to_pylist(), places["story_id"].to_pylist(), strict=True))


def measure() -> dict[str, dict[str, Score]]:
    """By half: figures ``all`` and ``within``."""
    found = {}
    for half in HALVES:
        own = [telling for telling in tellings() if telling.half == half]
        stories = grouped([fact_of(telling) for telling in own])
        found[half] = {"all": over_all(stories, own), "within": within_languages(stories, own)}
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    print(f"{'':32} all languages          within each")
    halves = {half: [t for t in tellings() if t.half == half] for half in HALVES}
    for half, own in halves.items():
        _show(f"stories, {half}", grouped([fact_of(t) for t in own]), own)
    for name, means in (("connected parts", connected), ("leaders", leaders)):
        threshold = _best(means, halves["tuned"])
        for half, own in halves.items():
            _show(f"{name} at {threshold}, {half}", means([fact_of(t) for t in own], threshold), own)
    if asked.errors:
        _show_errors(halves["tuned"])


def _best(means: Callable[[Sequence[StoryFact], float], Grouped], own: Sequence[Telling]) -> float:
    facts = [fact_of(telling) for telling in own]
    return max(_THRESHOLDS, key=lambda threshold: within_languages(means(facts, threshold), own).f1)


def _show(name: str, found: Grouped, own: Sequence[Telling]) -> None:
    figures = (over_all(found, own), within_languages(found, own))
    print(f"{name:32}", *(f"{s.precision:.3f} {s.recall:.3f} F {s.f1:.3f}   " for s in figures))


def _show_errors(own: Sequence[Telling]) -> None:
    found = grouped([fact_of(telling) for telling in own])
    of_story: dict[str, list[Telling]] = defaultdict(list)
    of_event: dict[str, set[str]] = defaultdict(set)
    for telling in own:
        of_story[found[telling.article_id]].append(telling)
        of_event[f"{telling.event} {telling.language_code}"].add(found[telling.article_id])
    for told in of_story.values():
        if len({telling.event for telling in told}) > 1:
            print("together", sorted(f"{t.event} {t.language_code}: {t.title}" for t in told))
    print("apart", sorted(event for event, stories in of_event.items() if len(stories) > 1))


if __name__ == "__main__":
    main()
