"""One file through the pure steps, without an archive: what ``copydesk explain`` shows.

The code is that of a run: the batch (for its manifest's capture time and address), then
`copydesk.steps`. The archive's say is missing: whether an article is a copy of another, and, unless it is
asked for, which lines other stories of the source repeat.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from copydesk import steps
from copydesk.errors import BadInputError, UsageError
from copydesk.params import PipelineParams
from copydesk.profiles import NO_PROFILES, ProfileSet
from copydesk.rules import explain_rule
from warehouse.batches import Entry, read_batches

_IDS = frozenset({"article_id", "document_id"})
_NEEDS_AN_ARCHIVE = frozenset({"batch_id", "cluster_id", "is_canonical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What the steps make of a file. ``error`` is a reason code and a message, None when the file is kept.

    ``articles`` are rows of the table of that name, each with its ``mentions``, ``quotes`` and ``figures``;
    ``blocks`` tile the text in order, with lines counted from 1; a refused file has neither, one without an
    article has blocks.
    """

    file: str
    articles: tuple[dict[str, Any], ...] = ()
    blocks: tuple[dict[str, Any], ...] = ()
    document: dict[str, Any] | None = None
    error: dict[str, str] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Keys in the order in which a reader wants them; ``error`` only when there is one.

        ``rules`` has a sentence for each rule of the blocks, None for one that is not listed.
        """
        found: dict[str, Any] = {"file": self.file}
        if self.error is not None:
            found["error"] = self.error
        rules = {rule: explain_rule(rule) for rule in sorted({block["rule"] for block in self.blocks})}
        return {
            **found,
            "document": self.document,
            "articles": self.articles,
            "blocks": self.blocks,
            "rules": rules,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose page a file is taken for, and the lines that are the page's there, as openings or not."""

    name: str
    repeated: frozenset[tuple[int, bool]]


def inspect_file(
    path: Path, params: PipelineParams, profiles: ProfileSet = NO_PROFILES, source: Source | None = None
) -> Inspection:
    """What a run would make of ``path``. Nothing is written; trouble of any kind is in ``error``."""
    try:
        entry = entry_of(path)
        if entry.refusal is not None:
            raise BadInputError(entry.refusal.reason_code, entry.refusal.message)
        with entry.location.open("rb") as stream:
            raw = stream.read(params.load.max_bytes + 1)
    except BadInputError as err:
        return Inspection(file=str(path), error=_error(err.reason_code, err.message))
    except OSError as err:
        return Inspection(file=str(path), error=_error("unreadable", f"it cannot be read: {err.strerror}"))
    return _through_steps(entry, raw, params, profiles, source=source, name=str(path))


def entry_of(path: Path) -> Entry:
    """The file at ``path`` as its batch describes it.

    Raises:
        BadInputError: there is none, or it is no file of a batch.
    """
    if not path.exists():
        raise BadInputError("missing_file", "there is nothing of this name")
    if path.is_dir():
        raise BadInputError("not_a_file", "a folder stands where a file was expected")
    try:
        entries = [entry for batch in read_batches([path]) for entry in batch.entries]
    except UsageError as err:
        # The manifest beside it is wrong: a run would stop, a look at this file need not.
        raise BadInputError("unreadable", err.message) from err
    target = path.resolve()
    for entry in entries:
        if entry.location.resolve() == target:
            return entry
    raise BadInputError("unsupported_type", "it describes a batch, and is not one of its files")


def _through_steps(
    entry: Entry,
    raw: bytes,
    params: PipelineParams,
    profiles: ProfileSet,
    *,
    source: Source | None,
    name: str,
) -> Inspection:
    # Read again: the id is that of these bytes.
    file = replace(entry.file, document_id=None, byte_count=len(raw))
    if source is not None:
        file = replace(file, source=source.name)
    loaded = steps.load_files([(file, raw)], params)
    hints = steps.hints_of(loaded.documents, profiles)
    cut = steps.split_documents(loaded.documents, params, hints=hints)
    if source is not None:
        cut = _split_again(loaded, cut, params, profiles, source)
    enriched = steps.enrich_articles(cut.articles, cut.documents, cut.blocks, params, profiles)
    articles = enriched.articles.drop_columns(["words"]).to_pylist()
    refused = [*loaded.quarantine.to_pylist(), *cut.quarantine.to_pylist()]
    ordinals = {article["article_id"]: article["ordinal"] for article in articles}
    document = _without(cut.documents.to_pylist()[0], _NEEDS_AN_ARCHIVE | {"uri"})
    if len(raw) > params.load.max_bytes:
        # Only the beginning was read; what is said is of the whole file, as a run says it.
        size = entry.file.byte_count
        document |= {"document_id": entry.file.document_id, "byte_count": size}
        refused[0]["message"] = f"{size} bytes, {params.load.max_bytes} are allowed"
    return Inspection(
        file=name,
        articles=tuple(_without(row, _NEEDS_AN_ARCHIVE) | _said_by(row, enriched) for row in articles),
        blocks=tuple(_with_lines(cut.blocks.to_pylist(), ordinals)),
        document=document,
        error=_error(refused[0]["reason_code"], refused[0]["message"]) if refused else None,
    )


def _said_by(article: dict[str, Any], enriched: steps.Enriched) -> dict[str, list[dict[str, Any]]]:
    """Table to the rows that the step enrich gives of the article, without its ids."""
    key = article["article_id"]
    tables = {"mentions": enriched.mentions, "quotes": enriched.quotes, "figures": enriched.figures}
    return {
        name: [_without(row, _IDS) for row in table.to_pylist() if row["article_id"] == key]
        for name, table in tables.items()
    }


def _split_again(
    loaded: steps.Loaded,
    alone: steps.SplitTables,
    params: PipelineParams,
    profiles: ProfileSet,
    source: Source,
) -> steps.SplitTables:
    """As a run does: first by itself, and again when that took the page's lines for the story's."""
    lines = alone.lines.to_pylist()
    repeated = {x["fingerprint"] for x in lines if (x["fingerprint"], x["is_opening"]) in source.repeated}
    if not repeated:
        return alone
    hints = steps.hints_of(loaded.documents, profiles, {lines[0]["document_id"]: repeated})
    return steps.split_documents(loaded.documents, params, hints=hints)


def _with_lines(blocks: list[dict[str, Any]], ordinals: dict[str, int]) -> Iterator[dict[str, Any]]:
    line = 1
    for block in blocks:
        text = block["text"]
        # The newline that ends a line belongs to it.
        last = line + text[:-1].count("\n")
        yield {
            "start_char": block["start_char"],
            "end_char": block["end_char"],
            "start_line": line,
            "end_line": last,
            "role": block["role"],
            "article": ordinals.get(block["article_id"]),
            "rule": block["rule"],
            "confidence": block["confidence"],
            "text": text,
        }
        line = last + text.endswith("\n")


def _without(row: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _error(reason_code: str, message: str) -> dict[str, str]:
    return {"reason_code": reason_code, "message": message}
