"""Facts of labelled reports, made as the archive makes them: by the terms and mentions of enrichment."""

from benchmarks.stories.labelled import Telling
from copydesk.content.terms import terms_of
from copydesk.entities import find_mentions
from copydesk.stories.facts import StoryFact


def fact_of(telling: Telling) -> StoryFact:
    """What is known of a report."""
    terms = terms_of(telling.title, telling.body, telling.language_code)
    mentions = find_mentions(telling.title, telling.body, telling.language_code)
    return StoryFact(
        article_id=telling.article_id,
        cluster_id=telling.article_id,
        day=telling.day,
        minute=None,
        language_code=telling.language_code,
        title=telling.title,
        outlet=telling.outlet,
        title_terms=tuple(term.term for term in terms if term.in_title),
        terms=tuple(term.term for term in terms),
        term_counts=tuple(term.count for term in terms),
        entity_ids=tuple(sorted({mention.entity_id for mention in mentions})),
    )
