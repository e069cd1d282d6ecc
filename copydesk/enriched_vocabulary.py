"""Closed vocabularies of enrichment that no single step owns: name to one line of documentation."""

from collections.abc import Mapping
from typing import Final

from copydesk.content.reading import SUMMARY_SOURCES
from copydesk.dates import REASONS as DATE_REASONS
from copydesk.entities import TYPE_DOCS
from copydesk.languages import REASONS as LANGUAGE_REASONS

DATE_SOURCES: Final = {
    "page_metadata": "The page's metadata.",
    "byline": "A time printed with the article.",
    "dateline": "The day in the dateline, its year from the capture.",
    "relative_to_capture": "A relative time, or a day without a year, counted from the capture.",
    "batch_bound": "No time: only the interval is known, from the capture or the day in the batch's id.",
}
"""What `published_at`, or the interval around it, rests on."""

AGENCY_EVIDENCE: Final = {
    "byline": "The byline is the agency's.",
    "dateline": "The dateline names it.",
    "credit": "A credit line names it.",
    "sign_off": "Its name or initials end the text.",
    "opening": "The text opens with it.",
    "publisher": "The outlet is the agency.",
}
"""Where an agency is credited."""

GENRES: Final = {
    "news": "Anything that no evidence says is something else.",
    "opinion": "Comment, editorial, column or letter.",
    "analysis": "Analysis or explainer, called so.",
    "interview": "Interview, called so.",
    "obituary": "Obituary, called so.",
    "live": "Live blog or running updates.",
    "digest": "Several items under one title.",
    "video": "Video or audio with a few words beside it.",
    "press_release": "A text of the organisation that it is about.",
    "sponsored": "Paid for.",
}
"""What sort of text an article is."""

FIGURE_KINDS: Final = {
    "killed": "People who died.",
    "injured": "People who were hurt.",
    "missing": "People who are missing.",
    "arrested": "People who were arrested or detained.",
    "displaced": "People who had to leave their homes.",
    "people": "Other counts of people.",
    "money": "A sum; the unit is its currency.",
    "percent": "A share or change in per cent.",
    "percentage_points": "A difference of shares.",
    "distance": "A length or distance.",
    "area": "An area.",
    "temperature": "A temperature.",
    "duration": "A span of time.",
}
"""What a figure counts."""

VOCABULARIES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "Sources of dates": ("published_source", DATE_SOURCES),
    "Reasons for no date": ("published_reason", DATE_REASONS),
    "Reasons for no language": ("language_reason", LANGUAGE_REASONS),
    "Evidence of agencies": ("agency_evidence", AGENCY_EVIDENCE),
    "Genres": ("genre", GENRES),
    "Sources of summaries": ("summary_source", SUMMARY_SOURCES),
    "Types of entities": ("type", TYPE_DOCS),
    "Kinds of figures": ("kind", FIGURE_KINDS),
}
"""Heading to the column that holds the names, and the names with their meanings."""
