"""What is known of an entity beside its mentions."""

from dataclasses import dataclass

from copydesk.entities.gazetteer import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Facts of an entity.

    Coordinates are degrees (WGS 84), a country's are those of its capital; null where the gazetteer has
    none (regions, people, organisations). ``population`` is null where it is not known. ``name`` is the
    gazetteer's for places, and null for people and organisations: their id is a folded name, and how it is
    written stands in the mentions.
    """

    entity_id: str
    type: str
    name: str | None
    country_code: str | None
    region_code: str | None
    latitude: float | None
    longitude: float | None
    population: int | None


def entity_facts(entity_id: str) -> Entity:
    """Facts of ``entity_id`` as `find_mentions` gives it.

    Raises:
        KeyError: for a place that the gazetteer does not have.
    """
    kind = entity_id.partition(":")[0]
    if kind in {"person", "organisation"}:
        return Entity(
            entity_id=entity_id,
            type=kind,
            name=None,
            country_code=None,
            region_code=None,
            latitude=None,
            longitude=None,
            population=None,
        )
    place = places()[entity_id]
    return Entity(
        entity_id=entity_id,
        type=place.type,
        name=place.name,
        country_code=place.country_code,
        region_code=place.region_code or None,
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.population,
    )
