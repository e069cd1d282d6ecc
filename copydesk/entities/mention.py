"""What the entity finder says of a text: mentions."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

TYPE_DOCS: Final = MappingProxyType(
    {
        "country": "A country or territory of ISO 3166-1, or (with less confidence) its people or adjective.",
        "capital": "The capital city of a country.",
        "city": "Any other city of the gazetteer.",
        "region": "A first-level part of a country: state, province, land, nation of the United Kingdom.",
        "person": "A person, by form of the name and its neighbours; no knowledge of who it is.",
        "organisation": "An organisation, by a word that such names are made with, or a known acronym.",
    }
)
"""Type of a mention to what it means."""

PLACE_TYPES: Final = frozenset({"country", "capital", "city", "region"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name in a title or body.

    ``field`` is ``title`` or ``body``; ``start_char`` and ``end_char`` count code points of that field's
    text, and ``surface`` is what stands there. ``entity_id`` is ``country:GE``, ``region:US-GA`` (ISO
    3166-2), ``city:2988507`` (GeoNames id), ``person:angela-merkel`` or ``organisation:nato`` (the folded
    name). ``country_code`` is ISO 3166-1 alpha-2, null for people and organisations. ``confidence`` is from
    0 to 1, by kind of evidence, not a frequency.
    """

    field: str
    start_char: int
    end_char: int
    surface: str
    type: str
    entity_id: str
    country_code: str | None
    confidence: float
