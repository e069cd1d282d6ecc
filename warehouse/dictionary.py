"""The data dictionary, made from the schemas, the views and the closed vocabularies.

``python -m warehouse.dictionary`` writes it to standard output; ``docs/data-dictionary.md`` is that
text, and a test holds the two equal.
"""

import sys
from collections.abc import Iterable, Mapping

from copydesk.dedup.relate import RELATIONS
from copydesk.enriched_vocabulary import VOCABULARIES
from copydesk.errors import REASONS
from copydesk.roles import KIND_DOCS, ROLE_DOCS
from copydesk.rules import RULES
from copydesk.schemas import TABLES, column_doc, table_doc
from warehouse.tables import sql_type, view_sources


def data_dictionary() -> str:
    """Markdown of every table, view, role, rule, kind, relation and reason code."""
    parts = [
        "# Data dictionary\n",
        "Made from the schemas by `make docs`; do not edit. Times are in UTC, offsets count code points.\n",
        "## Tables\n",
        *(_table(name) for name in TABLES),
        "## Views\n",
        *(_view(view.name, view.doc, view.columns) for view in view_sources()),
        "## Roles of blocks\n",
        _rows("role", {role.value: doc for role, doc in ROLE_DOCS.items()}),
        "## Rules\n",
        "What the column `rule` of `blocks` holds. An id that is not listed is explained by the longest\n"
        "beginning of it that is; `<language>` stands for the code of a label file.\n"
        "`copydesk explain` shows the rules of a file, and what they mean.\n",
        _rows("rule", RULES),
        "## Kinds of articles\n",
        _rows("kind", {kind.value: doc for kind, doc in KIND_DOCS.items()}),
        "## Relations of articles\n",
        _rows("relation", RELATIONS),
        *(f"## {title}\n\n{_rows(column, entries)}" for title, (column, entries) in VOCABULARIES.items()),
        "## Reason codes\n",
        _rows("reason code", REASONS),
    ]
    return "\n".join(parts)


def _table(name: str) -> str:
    schema = TABLES[name]
    key = schema.metadata[b"primary_key"].decode()
    lines = [
        f"### `{name}`\n",
        f"{table_doc(schema)} Key: `{key}`.\n",
        "| column | type | null | meaning |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{f.name}` | {sql_type(f.type)} | {'yes' if f.nullable else 'no'} | {_cell(column_doc(f))} |"
        for f in schema
    ]
    return "\n".join(lines) + "\n"


def _view(name: str, doc: str, columns: Mapping[str, str]) -> str:
    head = f"### `{name}`\n\n{doc}\n"
    return head + ("\n" + _rows("column", columns) if columns else "")


def _rows(head: str, entries: Mapping[str, str]) -> str:
    return "\n".join([f"| {head} | meaning |", "|---|---|", *_lines(entries.items())]) + "\n"


def _lines(entries: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"| `{name}` | {_cell(doc)} |" for name, doc in entries)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(data_dictionary())
