"""Rows on the screen: aligned text for people, JSON and CSV for programs."""

import csv
import io
import json
import math
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from flows.cli.command import safe

if TYPE_CHECKING:
    import pyarrow as pa

_WIDEST_CELL: Final = 60
_GAP: Final = "  "
_NARROWEST: Final = 8


def echo(text: str, **style: Any) -> None:
    """A line to standard output; ``style`` only where there is a terminal, and not under NO_COLOR."""
    text = safe(text)
    click.echo(click.style(text, **style) if style and has_colour() else text)


def has_colour() -> bool:
    """True when standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show_json(value: object) -> None:
    """``value`` as JSON on one line, except that a list of rows gets a line for each."""
    if isinstance(value, list | tuple):
        rows = ",\n".join(" " + dumps(row) for row in value)
        click.echo(f"[\n{rows}\n]" if rows else "[]")
    else:
        click.echo(dumps(value))


def dumps(value: object) -> str:
    """JSON on one line: instants as ISO 8601 with ``Z``, maps as objects, what is not a number as null."""
    text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False)
    if text.isprintable() or not sys.stdout.isatty():
        return text
    # JSON leaves some signs as they are that a terminal obeys, such as those for the direction of text.
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def plain(value: Any) -> Any:
    """``value`` with nothing in it that JSON cannot say."""
    from datetime import date, datetime  # noqa: PLC0415
    from decimal import Decimal  # noqa: PLC0415

    found: Any = str(value)
    match value:
        case None | bool() | int() | str():
            found = value
        case float():
            found = value if math.isfinite(value) else None
        case Decimal():
            found = int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            found = value.isoformat().replace("+00:00", "Z")
        case date():
            found = value.isoformat()
        case bytes():
            found = value.hex()
        case Mapping():
            found = {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            found = [plain(item) for item in value]
    return found


def rows_of(table: "pa.Table") -> list[dict[str, Any]]:
    """Rows of an Arrow table, maps as dicts; columns of one name are told apart by a number."""
    import pyarrow as pa  # noqa: PLC0415

    names = _distinct(table.column_names)
    columns = []
    for column in table.columns:
        values = column.to_pylist()
        if pa.types.is_map(column.type):
            values = [None if value is None else dict(value) for value in values]
        columns.append(values)
    if not columns:
        return []
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _distinct(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found


def csv_text(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV with a header; null is an empty field, lists and maps are JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_csv_cell(row[name]) for name in names])
    return out.getvalue()


def _csv_cell(value: Any) -> object:
    simple = plain(value)
    return json.dumps(simple, ensure_ascii=False) if isinstance(simple, dict | list) else simple


def show_rows(rows: Sequence[Mapping[str, Any]], names: Sequence[str] | None = None) -> None:
    """Rows as aligned columns; long cells are cut, on a terminal so that a row fits its width."""
    columns = list(names if names is not None else (rows[0] if rows else ()))
    heads = [plain_line(name) for name in columns]
    if not columns:
        return
    cells = [[_cell(row[name]) for name in columns] for row in rows]
    is_number = [
        any(row[n] is not None for row in rows)
        and all(_is_number(row[n]) for row in rows if row[n] is not None)
        for n in columns
    ]
    for index, line in enumerate(_lines(heads, cells, is_number)):
        echo(line, **({"bold": True} if index == 0 else {}))


def _is_number(value: object) -> bool:
    from decimal import Decimal  # noqa: PLC0415

    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    from datetime import datetime  # noqa: PLC0415

    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").replace("+00:00", "Z")
    simple = plain(value)
    if simple is None:
        return ""
    if isinstance(simple, float):
        return f"{simple:.4g}" if abs(simple) < 1e6 else f"{simple:.0f}"
    return plain_line(simple if isinstance(simple, str) else json.dumps(simple, ensure_ascii=False)).strip()


def plain_line(text: str) -> str:
    """``text`` on one line, with a space for what could move the cursor or change the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def _lines(names: list[str], cells: list[list[str]], is_number: list[bool]) -> Iterator[str]:
    from rich.cells import cell_len  # noqa: PLC0415

    widths = [max(map(cell_len, column)) for column in zip(names, *cells, strict=True)]
    widths = _fitted([min(w, max(_WIDEST_CELL, cell_len(n))) for w, n in zip(widths, names, strict=True)])
    yield _line(names, widths, is_number)
    yield _GAP.join("-" * width for width in widths)
    for row in cells:
        yield _line(row, widths, is_number)


def _line(row: Sequence[str], widths: Sequence[int], is_number: Sequence[bool]) -> str:
    return _GAP.join(
        align(cell, width, right=right) for cell, width, right in zip(row, widths, is_number, strict=True)
    ).rstrip()


def align(text: str, width: int, *, right: bool = False) -> str:
    """``text`` cut or filled to ``width`` terminal cells: a Chinese character takes two."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415

    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…" if width > 1 else "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


def _fitted(widths: list[int]) -> list[int]:
    if not sys.stdout.isatty():
        return widths
    room = shutil.get_terminal_size().columns - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths
