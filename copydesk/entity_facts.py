"""Rows of ``entities``: what is known of whom or what a name means."""

from collections.abc import Iterable

import pyarrow as pa

from copydesk.arrow import table_of
from copydesk.enriched_schemas import ENTITIES
from copydesk.rows import Row


def entity_rows(named: Iterable[tuple[str, str]]) -> pa.Table:
    """Rows in `ENTITIES` of entity ids, each with a name that is printed for it, in the order given.

    A place has the facts of the gazetteer. A person or organisation has the name that stands in its id, so
    that the row does not depend on which of its articles came first.
    """
    return table_of((_row(entity_id) for entity_id, _ in named), ENTITIES)


def _row(entity_id: str) -> Row:
    kind, _, key = entity_id.partition(":")
    return {
        "entity_id": entity_id,
        "type": kind,
        "name": key.replace("-", " "),
        "country_code": None,
        "latitude": None,
        "longitude": None,
        "population": None,
    }
