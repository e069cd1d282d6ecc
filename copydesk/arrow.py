"""Arrow tables that fit a schema exactly: nothing dropped, nothing made up."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa


def table_of(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Arrow table of ``rows``, exactly in ``schema``.

    ``pa.Table.from_pylist`` drops a surplus key and nulls a missing one without a word;
    this does not.

    Raises:
        ValueError: a row has a key too many or too few, or a null where none may be.
    """
    materialised = list(rows)
    names = set(schema.names)
    for row in materialised:
        if row.keys() != names:
            raise ValueError(f"row does not fit {schema.metadata}: differs in {sorted(names ^ row.keys())}")
    return conform(pa.Table.from_pylist(materialised, schema=schema), schema)


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """``table`` with the columns of ``schema`` in its order and types, nothing lost.

    Raises:
        ValueError: a column is missing or surplus, or holds a null where none may be.
    """
    if set(table.schema.names) != set(schema.names):
        differing = sorted(set(table.schema.names) ^ set(schema.names))
        raise ValueError(f"table does not fit {schema.metadata}: differs in {differing}")
    ordered = table.select(schema.names).cast(schema)
    for field in schema:
        if not field.nullable and ordered.column(field.name).null_count:
            raise ValueError(f"column {field.name!r} holds nulls and may not")
    return ordered
