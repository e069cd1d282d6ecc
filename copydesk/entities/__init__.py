"""Places, people and organisations that a text names, from an embedded gazetteer and rules."""

from copydesk.entities.countries import country_codes_of
from copydesk.entities.facts import Entity, entity_facts
from copydesk.entities.finding import find_mentions
from copydesk.entities.mention import PLACE_TYPES, TYPE_DOCS, Mention

__all__ = [
    "PLACE_TYPES",
    "TYPE_DOCS",
    "Entity",
    "Mention",
    "country_codes_of",
    "entity_facts",
    "find_mentions",
]
