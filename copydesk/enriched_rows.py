"""One article's part of each table of enrichment: from its row, its document, the blocks beside its text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from copydesk.batch_bounds import captured_between
from copydesk.content.figures import Figure, find_figures
from copydesk.content.quotes import Quote, find_quotes
from copydesk.content.reading import readability, reading_seconds, summary_of
from copydesk.content.terms import terms_of
from copydesk.dates import DayOrder, TimeEvidence, Times, resolve_times
from copydesk.entities import Mention, country_codes_of, find_mentions
from copydesk.entities.spacy_names import with_model
from copydesk.html import EXTRACTOR as HTML_EXTRACTOR
from copydesk.identity import word_count
from copydesk.languages import Language, detect_language
from copydesk.params import PipelineParams
from copydesk.roles import Role
from copydesk.rows import Row
from copydesk.sources import Source, SourceEvidence, read_source
from copydesk.sources.publishers import outlet_country

_NEAR_ENDS: Final = 400
"""Characters of the body's beginning and end that say where and when a story is from."""
UNKNOWN_LANGUAGE: Final = "und"
"""Stands in ``article_terms`` for a language that is null: articles without one are weighed together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around an article's text: its document and the texts of its blocks by role.

    ``day_order`` is the order of day and month that its site's profile says, else the times of the whole
    document show; ``time_zone`` the zone of the site's times, if its profile says so.
    """

    document: Mapping[str, Any]
    texts: Mapping[str, tuple[str, ...]]
    day_order: DayOrder | None
    time_zone: str | None = None

    def all_of(self, role: Role) -> tuple[str, ...]:
        """Texts of the blocks with ``role``, in order."""
        return self.texts.get(role.value, ())

    def first_of(self, role: Role) -> str | None:
        """The first of them; None without."""
        return next(iter(self.all_of(role)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that one article says: columns of its row, and rows of the tables beside it."""

    columns: Row
    mentions: tuple[Row, ...]
    quotes: tuple[Row, ...]
    figures: tuple[Row, ...]
    terms: Row


def read_article(row: Mapping[str, Any], around: Around, params: PipelineParams) -> Said:
    """What the article ``row``, in `rows.STAGED_ARTICLES`, says by itself."""
    # a short body alone says little of its language, so the title comes first
    language = detect_language("\n".join(filter(None, (row["title"], row["body"]))), params.language)
    times = resolve_times(_time_evidence(row, around, language.code))
    source = read_source(_source_evidence(row, around, language.code))
    mentions = find_mentions(
        row["title"],
        row["body"],
        language.code,
        dateline=source.dateline_place or row["dateline"],
        home_country=outlet_country(source.publisher_id) if source.publisher_id else None,
    )
    if params.names.model == "spacy":
        mentions = with_model(mentions, row["body"], language.code)
    key = {"article_id": row["article_id"], "document_id": row["document_id"]}
    return Said(
        columns=_as_row(times)
        | _language(language)
        | _source(source)
        | _content(row, language.code, mentions),
        mentions=tuple(key | _as_row(mention) for mention in mentions),
        quotes=tuple(key | _as_row(quote) for quote in find_quotes(row["body"], language.code)),
        figures=tuple(key | _as_row(figure) for figure in find_figures(row["body"], language.code)),
        terms=key | _terms(row, language.code),
    )


def printed_times(row: Mapping[str, Any], texts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Everything of an article in which a time may be printed."""
    if row["published_raw"]:
        yield row["published_raw"]
    yield from texts.get(Role.TIME.value, ())


def _time_evidence(row: Mapping[str, Any], around: Around, language: str | None) -> TimeEvidence:
    captured = around.document["captured_at"]
    return TimeEvidence(
        published_raw=row["published_raw"],
        time_texts=around.all_of(Role.TIME),
        dateline=around.first_of(Role.DATELINE),
        opening=row["body"][:_NEAR_ENDS],
        captured_at=captured,
        captured_between=captured_between(around.document["batch_id"]) if captured is None else None,
        is_metadata=row["extractor"] == HTML_EXTRACTOR,
        language_code=language,
        day_order=around.day_order,
        time_zone=around.time_zone,
    )


_FIELDS: Final = {kind: tuple(f.name for f in fields(kind)) for kind in (Mention, Quote, Figure, Times)}


def _as_row(record: Mention | Quote | Figure | Times) -> Row:
    """A flat record by its fields; `asdict` copies each value deeply, at ten times the cost."""
    return {name: getattr(record, name) for name in _FIELDS[type(record)]}


def _language(found: Language) -> Row:
    shares = [{"code": code, "weight": share} for code, share in found.shares]
    return {
        "language_code": found.code,
        "language_confidence": found.confidence,
        "language_reason": found.reason,
        "language_shares": shares if len(shares) > 1 else None,
        "script_code": found.script,
    }


def _source_evidence(row: Mapping[str, Any], around: Around, language: str | None) -> SourceEvidence:
    return SourceEvidence(
        publisher=row["publisher"],
        byline=row["byline"],
        credit=row["credit"],
        dateline=row["dateline"],
        dateline_text=around.first_of(Role.DATELINE),
        opening=row["body"][:_NEAR_ENDS],
        ending=row["body"][-_NEAR_ENDS:],
        captions=around.all_of(Role.CAPTION),
        credits=around.all_of(Role.CREDIT),
        title=row["title"],
        standfirst=row["standfirst"],
        kind=row["kind"],
        url=around.document["url"],
        site=around.document["source"],
        language_code=language,
    )


def _source(source: Source) -> Row:
    return {
        "publisher_id": source.publisher_id,
        "publisher_name": source.publisher_name,
        "publisher_evidence": source.publisher_evidence,
        "authors": list(source.authors),
        "author_desk": source.author_desk,
        "agencies": list(source.agencies),
        "agency_evidence": source.agency_evidence,
        "dateline_place": source.dateline_place,
        "photo_credits": list(source.photo_credits),
        "genre": source.genre,
        "genre_evidence": source.genre_evidence,
    }


def _content(row: Mapping[str, Any], language: str | None, mentions: tuple[Mention, ...]) -> Row:
    words = word_count(row["body"])
    score = readability(row["body"], language)
    summary = summary_of(row["body"], row["standfirst"], language)
    return {
        "countries": [{"code": code, "weight": share} for code, share in country_codes_of(mentions)],
        "word_count": words,
        "reading_seconds": reading_seconds(words, language),
        "readability": score.score,
        "readability_formula": score.formula,
        "summary": summary.text,
        "summary_source": summary.source,
    }


def _terms(row: Mapping[str, Any], language: str | None) -> Row:
    terms = terms_of(row["title"], row["body"], language)
    return {"language_code": language or UNKNOWN_LANGUAGE, "terms": list(terms)}
