"""Columns and tables that enrichment fills, declared once: what an article says, and how that is known."""

import pyarrow as pa

from copydesk.columns import DOCUMENT, UTC, col, table

_TEXTS = pa.list_(pa.string())

ENRICHED_BY = col(
    "enrich_fingerprint",
    pa.string(),
    "what filled the columns and tables of enrichment: fingerprint of its rules and parameters; null in rows"
    " of a version before 0.4",
    null=True,
)

TIMES = (
    col(
        "published_at",
        UTC,
        "publication time; start of the day when only the day is known; null if unresolved",
        null=True,
    ),
    col(
        "published_precision",
        pa.string(),
        "minute, hour, day, week, month or year; null if unresolved",
        null=True,
    ),
    col(
        "published_source",
        pa.string(),
        "what published_at, or the interval, rests on: page_metadata, byline, dateline,"
        " relative_to_capture or batch_bound; null if on nothing",
        null=True,
    ),
    col("published_reason", pa.string(), "why published_at is null; null if it is not", null=True),
    col(
        "published_anchor",
        UTC,
        "instant that a relative time or a day without a year was counted from; null if none was needed",
        null=True,
    ),
    col(
        "published_after",
        UTC,
        "earliest instant at which it can have been published, an unknown zone reckoned in; null if unknown",
        null=True,
    ),
    col("published_before", UTC, "one past the latest such instant; null if unknown", null=True),
    col(
        "timezone_assumed",
        pa.string(),
        "zone that the printed time was read in because it names none; null if it names one, or has no time",
        null=True,
    ),
    col(
        "is_future",
        pa.bool_(),
        "true if that is after the page was fetched, by more than zones explain; false if either is unknown",
        null=True,
    ),
    col(
        "weekday_agrees",
        pa.bool_(),
        "whether a weekday that is printed or opens the story fits the day; null if there is none",
        null=True,
    ),
    col("updated_at", UTC, "time of the last update that is printed; null if none is", null=True),
    col("updated_precision", pa.string(), "as published_precision, of updated_at", null=True),
    col("updated_raw", pa.string(), "that time as printed; null if none is", null=True),
)
"""When."""

LANGUAGE = (
    col("language_code", pa.string(), "ISO 639-1, with a region for Chinese; null if undecided", null=True),
    col(
        "language_confidence",
        pa.float64(),
        "share of answers like this one that are right; null if undecided",
        unit="0 to 1",
        null=True,
    ),
    col("language_reason", pa.string(), "why the language is null; null if it is not", null=True),
    col(
        "language_shares",
        pa.list_(pa.struct([("code", pa.string()), ("weight", pa.float64())])),
        "languages of a mixed text with their shares of its letters, the largest first; null if it has one",
        null=True,
    ),
    col(
        "script_code",
        pa.string(),
        "script of most of its letters, ISO 15924; null without letters",
        null=True,
    ),
)
"""In which language."""

SOURCE = (
    col("publisher_id", pa.string(), "outlet under one id for all its names; null if not given", null=True),
    col("publisher_name", pa.string(), "outlet by its usual name; null if not given", null=True),
    col(
        "publisher_evidence",
        pa.string(),
        "what names the outlet: printed, url or site; null if nothing does",
        null=True,
    ),
    col("authors", _TEXTS, "people of the byline, in order; empty if it names none", null=True),
    col("author_desk", pa.string(), "desk or role of the byline, such as Web Desk; null if none", null=True),
    col(
        "agencies",
        _TEXTS,
        "ids of the news agencies that are credited with text, the surest first; empty if none is",
        null=True,
    ),
    col("agency_evidence", pa.string(), "where the first of them is credited; null if none is", null=True),
    col(
        "dateline_place",
        pa.string(),
        "place of the dateline without date and agency; null if none",
        null=True,
    ),
    col("photo_credits", _TEXTS, "people and agencies credited with pictures; empty if none is", null=True),
    col(
        "genre",
        pa.string(),
        "news, opinion, analysis, interview, obituary, live, digest, video, press_release or sponsored",
        null=True,
    ),
    col("genre_evidence", pa.string(), "words or structure that decided the genre", null=True),
)
"""From whom."""

CONTENT = (
    col(
        "countries",
        pa.list_(pa.struct([("code", pa.string()), ("weight", pa.float64())])),
        "countries that it is about, ISO 3166-1 alpha-2, with their shares of the mentions of places, the"
        " largest first; empty if it names none",
        null=True,
    ),
    col("word_count", pa.int64(), "words in the body; in scripts without spaces, characters", unit="words"),
    col(
        "reading_seconds",
        pa.int64(),
        "time that reading it takes; null if unknown",
        unit="seconds",
        null=True,
    ),
    col(
        "readability",
        pa.float64(),
        "score of the formula beside it; null if its language has none or it is too short",
        null=True,
    ),
    col("readability_formula", pa.string(), "formula of the score; null without one", null=True),
    col(
        "summary",
        pa.string(),
        "what opens or announces the story, as printed; null if nothing does",
        null=True,
    ),
    col("summary_source", pa.string(), "standfirst or first_paragraph; null without a summary", null=True),
)
"""About what."""

_ARTICLE = col("article_id", pa.string(), "article that it stands in")

MENTIONS = table(
    "mentions",
    "article_id, field, start_char",
    "Places, people and organisations that an article names, each time it does.",
    _ARTICLE,
    DOCUMENT,
    col("field", pa.string(), "title or body"),
    col("start_char", pa.int64(), "first character in that text", unit="code points"),
    col("end_char", pa.int64(), "one past its last character", unit="code points"),
    col("surface", pa.string(), "the name as printed"),
    col("type", pa.string(), "country, capital, city, region, person or organisation"),
    col("entity_id", pa.string(), "whom or what it means: row of `entities`"),
    col("country_code", pa.string(), "ISO 3166-1 alpha-2 of the place; null for none", null=True),
    col("confidence", pa.float64(), "trust in the meaning", unit="0 to 1"),
)

ENTITIES = table(
    "entities",
    "entity_id",
    "What the names in `mentions` mean, once each.",
    col("entity_id", pa.string(), "type and key, such as `country:GE`; of a city the GeoNames id"),
    col("type", pa.string(), "country, capital, city, region, person or organisation"),
    col(
        "name",
        pa.string(),
        "usual name of a place; null for people and organisations, whose id is their name",
        null=True,
    ),
    col("country_code", pa.string(), "ISO 3166-1 alpha-2 of the place; null for none", null=True),
    col("region_code", pa.string(), "ISO 3166-2 of its state or province; null if unknown", null=True),
    col("latitude", pa.float64(), "of a place; null if unknown", unit="degrees", null=True),
    col("longitude", pa.float64(), "of a place; null if unknown", unit="degrees", null=True),
    col("population", pa.int64(), "of a place; null if unknown", null=True),
)

QUOTES = table(
    "quotes",
    "article_id, start_char",
    "Direct speech in the bodies of articles.",
    _ARTICLE,
    DOCUMENT,
    col("start_char", pa.int64(), "first character of the words, without the mark", unit="code points"),
    col("end_char", pa.int64(), "one past the last of them", unit="code points"),
    col("text", pa.string(), "the words quoted"),
    col("speaker", pa.string(), "who says it, as printed; null if that is not sure", null=True),
    col(
        "speaker_start",
        pa.int64(),
        "first character of the speaker; null without",
        unit="code points",
        null=True,
    ),
    col("speaker_end", pa.int64(), "one past the last; null without", unit="code points", null=True),
    col("verb", pa.string(), "word of saying beside it; null if none", null=True),
    col("confidence", pa.float64(), "trust in words and speaker", unit="0 to 1"),
)

FIGURES = table(
    "figures",
    "article_id, start_char, kind",
    "Figures in the bodies of articles: casualties, money, percentages and other quantities.",
    _ARTICLE,
    DOCUMENT,
    col("start_char", pa.int64(), "first character", unit="code points"),
    col("end_char", pa.int64(), "one past its last character", unit="code points"),
    col("text", pa.string(), "the figure as printed"),
    col("kind", pa.string(), "what is counted; see the list of kinds of figures"),
    col("value", pa.float64(), "the number, of a range the lower end"),
    col("value_high", pa.float64(), "upper end of a range; null for one number", null=True),
    col("unit", pa.string(), "ISO 4217 for money, else the unit's name; null if unknown or none", null=True),
    col("qualifier", pa.string(), "min, max or about; null for an exact figure", null=True),
    col("confidence", pa.float64(), "trust in kind, value and unit", unit="0 to 1"),
)

ARTICLE_TERMS = table(
    "article_terms",
    "article_id",
    "Content words of each article: what keywords are chosen from.",
    _ARTICLE,
    DOCUMENT,
    col("language_code", pa.string(), "language whose articles they are weighed against; `und` if undecided"),
    col(
        "terms",
        pa.list_(pa.struct([("term", pa.string()), ("count", pa.int64()), ("in_title", pa.bool_())])),
        "the strongest of them, each with how often it stands there and whether the title has it",
    ),
)

TERM_COUNTS = table(
    "term_counts",
    "language_code, term",
    "In how many articles of a language each content word stands; kept up with every run.",
    col("language_code", pa.string(), "as in article_terms"),
    col("term", pa.string(), "folded word or phrase"),
    col("article_count", pa.int64(), "rows of article_terms that hold it"),
)

ENRICHED_COLUMNS = (*TIMES, *LANGUAGE, *SOURCE, *CONTENT, ENRICHED_BY)
"""Columns of ``articles`` that the step enrich fills, and only it."""
