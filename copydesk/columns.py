"""Columns and tables as the schemas declare them: documented, with units, shared columns once."""

import pyarrow as pa

UTC = pa.timestamp("us", tz="UTC")


def col(name: str, type_: pa.DataType, doc: str, *, unit: str = "", null: bool = False) -> pa.Field:
    """A column with its documentation, the unit of its values and whether it may be null."""
    return pa.field(name, type_, nullable=null, metadata={"doc": doc, "unit": unit})


def table(name: str, key: str, doc: str, *columns: pa.Field) -> pa.Schema:
    """A table with its primary key, columns parted by commas, and a line that says what a row is."""
    return pa.schema(list(columns), metadata={"table": name, "primary_key": key, "doc": doc})


LINEAGE = (
    col("params_fingerprint", pa.string(), "fingerprint of parameters and site profile that made the row"),
    col("code_version", pa.string(), "version of copydesk that made the row"),
)
BATCH = col(
    "batch_id",
    pa.string(),
    "seed batch; of several that hold the same bytes, the one of the document's first sighting",
)
DOCUMENT = col("document_id", pa.string(), "sha256 of the file's bytes, hex")


def column_doc(field: pa.Field) -> str:
    """Documentation of a column, with its unit in brackets where it has one."""
    meta = field.metadata or {}
    unit = meta.get(b"unit", b"").decode()
    return str(meta.get(b"doc", b"").decode()) + (f" [{unit}]" if unit else "")


def table_doc(schema: pa.Schema) -> str:
    """One line that says what a row of the table is."""
    return str(schema.metadata[b"doc"].decode())
