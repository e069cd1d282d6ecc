"""The steps over many files: Arrow tables in, Arrow tables out, every file accounted for.

What one file does never touches another: bad input becomes a quarantine row with its reason, an error
of our own a row with ``step_failed``, and the other files go on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeAlias

import pyarrow as pa

from copydesk.arrow import conform, table_of
from copydesk.enrichment import Enriched, enrich_articles
from copydesk.errors import BadInputError
from copydesk.hints import NO_HINTS, Hints
from copydesk.html import EXTRACTOR as HTML_EXTRACTOR
from copydesk.html import split_html
from copydesk.identity import document_id
from copydesk.load import read_document
from copydesk.params import PipelineParams, SplitParams
from copydesk.profiles import ProfileSet
from copydesk.records import Block, SourceFile, Split
from copydesk.roles import Role
from copydesk.rows import (
    STAGED_ARTICLES,
    STAGED_DOCUMENTS,
    Row,
    article_rows,
    block_rows,
    check_split,
    counts,
    line_rows,
    lineage,
    new_document,
    profiled,
    refuse,
)
from copydesk.schemas import BLOCKS, DOCUMENTS, LINES, QUARANTINE

__all__ = [
    "Enriched", "Loaded", "SplitTables", "SplitText",
    "enrich_articles", "hints_of", "load_files", "split_documents",
]  # fmt: skip

SplitText: TypeAlias = Callable[[str, SplitParams, Hints], Split]
"""The splitter of plain text, `copydesk.split.split`."""

_DEFAULTS: Final = PipelineParams()


class Loaded(NamedTuple):
    """``documents`` in `STAGED_DOCUMENTS`, a row a file; ``quarantine`` in `schemas.QUARANTINE`."""

    documents: pa.Table
    quarantine: pa.Table


class SplitTables(NamedTuple):
    """``documents`` in `schemas.DOCUMENTS`, ``articles`` in `STAGED_ARTICLES`, and the rest."""

    documents: pa.Table
    articles: pa.Table
    blocks: pa.Table
    lines: pa.Table
    quarantine: pa.Table


# -- load ----------------------------------------------------------------------------------------------


def load_files(files: Iterable[tuple[SourceFile, bytes]], params: PipelineParams = _DEFAULTS) -> Loaded:
    """A document row for every file, with its text where it could be read.

    A refused file has the outcome ``quarantined``, one that stopped the step ``failed``; both have a
    quarantine row. So rows of documents = files, and rows not kept = rows of quarantine.

    Args:
        files: each file with all its bytes. Their contents differ: one row a document is the caller's care.
        params: how to read; their fingerprint goes on every row.
    """
    made_by = lineage(params)
    documents: list[Row] = []
    quarantine: list[Row] = []
    for file, raw in files:
        row = new_document(file, raw) | made_by
        try:
            row |= _load(file, raw, params)
        except Exception as err:  # noqa: BLE001 - whatever one file does, the others go on
            quarantine.append(refuse(row, err, step="load"))
        documents.append(row)
    return Loaded(table_of(documents, STAGED_DOCUMENTS), table_of(quarantine, QUARANTINE))


def _load(file: SourceFile, raw: bytes, params: PipelineParams) -> Row:
    if file.document_id not in (None, document_id(raw)):
        # an error of the run and not of the file, so that the next run takes it again
        raise RuntimeError("the file changed after it was planned")
    document = read_document(raw, params.load, name=file.path)
    return {
        "media_type": document.media_type,
        "encoding": document.encoding,
        "encoding_source": document.encoding_source,
        "encoding_confidence": document.encoding_confidence,
        "text_chars": len(document.text),
        "removed_chars": document.removed_chars,
        "text": document.text,
    }


# -- split ---------------------------------------------------------------------------------------------


def split_documents(
    documents: pa.Table,
    params: PipelineParams = _DEFAULTS,
    *,
    hints: Mapping[str, Hints] | None = None,
    split_text: SplitText | None = None,
) -> SplitTables:
    """Articles and blocks of every document that has a text; the others pass through as they are.

    Of a document that is split, the texts of its blocks in order are its decoded text, which for HTML is
    the rendered text, and ``article_chars + boilerplate_chars = text_chars``. A document without an
    article is quarantined as ``no_article`` and keeps its blocks, an HTML page without a story as
    ``extractor_empty`` with its markup as one block. A splitter that breaks these promises
    makes the document ``failed``; a failed or refused one has no blocks, and zeros for both counts. The
    quarantine table holds only what this step refused. Lines are those of documents that are split by
    themselves: one that comes with repeated lines has none.

    Args:
        documents: in `STAGED_DOCUMENTS`.
        params: how to split; their fingerprint goes on every row, with that of a document's profile.
        hints: by document id, what is known of a document beside its text; of HTML only the profile counts.
        split_text: splitter for plain text; `copydesk.split.split` if not given.
    """
    splitter = split_text or _own_splitter()
    finished: list[Row] = []
    parts: list[_Parts] = []
    quarantine: list[Row] = []
    for staged in conform(documents, STAGED_DOCUMENTS).to_pylist():
        text = staged.pop("text")
        known = (hints or {}).get(staged["document_id"], NO_HINTS)
        document: Row = staged | profiled(params, known.profile)
        finished.append(document)
        if text is None:
            continue
        try:
            parts.append(_split_one(text, document, params, known, splitter))
            if not document["article_count"]:
                raise BadInputError("no_article", "every block is boilerplate")
        except Exception as err:  # noqa: BLE001 - whatever one file does, the others go on
            quarantine.append(refuse(document, err, step="split"))
            if document["reason_code"] == "extractor_empty":
                parts.append(_unsplit(text, document))
    return SplitTables(
        table_of(finished, DOCUMENTS),
        table_of((row for part in parts for row in part.articles), STAGED_ARTICLES),
        table_of((row for part in parts for row in part.blocks), BLOCKS),
        table_of((row for part in parts for row in part.lines), LINES),
        table_of(quarantine, QUARANTINE),
    )


class _Parts(NamedTuple):
    articles: list[Row]
    blocks: list[Row]
    lines: list[Row]


def _split_one(text: str, document: Row, params: PipelineParams, hints: Hints, splitter: SplitText) -> _Parts:
    """What one document gives; its own row takes the counts once all of it has worked."""
    split = _split(text, document, params.split, hints, splitter)
    lines = [] if hints.repeated else list(line_rows(split, document, params.repeat))
    parts = _Parts(list(article_rows(split, document)), list(block_rows(split, document)), lines)
    document |= counts(split) | {"repeated_lines": sorted(hints.repeated)}
    return parts


def _unsplit(text: str, document: Row) -> _Parts:
    """A page in which no story was found: its markup as one block, so that it is accounted for too."""
    whole = Block(
        start_char=0,
        end_char=len(text),
        role=Role.TEMPLATE,
        article=None,
        rule="html.no_story",
        confidence=1.0,
    )
    split = Split(text=text, blocks=(whole,), articles=(), extractor=HTML_EXTRACTOR)
    document |= counts(split)
    return _Parts([], list(block_rows(split, document)), [])


def hints_of(
    documents: pa.Table, profiles: ProfileSet, repeated: Mapping[str, Collection[int]] | None = None
) -> dict[str, Hints]:
    """By document id, what is known of a document; those of which nothing is known are left out.

    Args:
        documents: in `STAGED_DOCUMENTS` or `schemas.DOCUMENTS`.
        profiles: the sites that are known.
        repeated: by document id, fingerprints of lines that its source repeats.
    """
    rows = documents.select(["document_id", "source", "url", "captured_at"]).to_pylist()
    found = {}
    for row in rows:
        name = row.pop("document_id")
        hints = Hints(repeated=frozenset((repeated or {}).get(name, ())), profile=profiles.pick(**row))
        if hints != NO_HINTS:
            found[name] = hints
    return found


def _own_splitter() -> SplitText:
    from copydesk.split import split  # noqa: PLC0415 - only who splits pays for loading the splitter

    return split


def _split(
    text: str, document: Mapping[str, Any], params: SplitParams, hints: Hints, splitter: SplitText
) -> Split:
    if document["media_type"] == "text/html":
        split = split_html(text, params, document["url"]).split
        if hints.profile is not None:
            from copydesk.split.profiled import finish_articles  # noqa: PLC0415

            split = replace(split, articles=finish_articles(split.articles, hints.profile))
    else:
        split = splitter(text, params, hints)
        if split.text != text:
            raise ValueError("the split is of another text than the document's")
    check_split(split)
    return split
