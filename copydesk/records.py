"""Records that travel inside a step; between steps and on disk it is Arrow (`schemas`)."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from copydesk.roles import Kind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of a batch, as the batch describes it."""

    batch_id: str
    path: str
    document_id: str | None
    byte_count: int
    source: str | None = None
    url: str | None = None
    captured_at: datetime | None = None

    @property
    def uri(self) -> str:
        """``<batch_id>/<path>``: the same on every machine."""
        return f"{self.batch_id}/{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    r"""Decoded text of one file; newlines are ``\n``, offsets elsewhere count its code points."""

    text: str
    media_type: str
    encoding: str
    encoding_source: str
    encoding_confidence: float
    removed_chars: int


class Block(NamedTuple):
    """A span of a document with one role. ``article`` is the ordinal of its article, None for boilerplate.

    A named tuple, because a document has hundreds.
    """

    start_char: int
    end_char: int
    role: Role
    article: int | None
    rule: str
    confidence: float


class DigestItem(NamedTuple):
    """One piece of news of a digest: its heading, None where it has none, and its text."""

    title: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as the splitter cut it, before enrichment; only a digest has ``items``."""

    ordinal: int
    kind: Kind
    title: str | None
    standfirst: str | None
    body: str
    publisher: str | None
    byline: str | None
    credit: str | None
    agency: str | None
    dateline: str | None
    published_raw: str | None
    start_char: int
    end_char: int
    confidence: float
    items: tuple[DigestItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A document cut up: ``blocks`` tile ``text`` without gap or overlap, in order."""

    text: str
    blocks: tuple[Block, ...]
    articles: tuple[Article, ...]
    extractor: str
