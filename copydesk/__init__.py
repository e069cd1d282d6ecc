r"""copydesk: raw news dumps in, articles out. This package is the pure core.

Bytes, text and parameters go in, records or Arrow tables come out; no file, no clock, no Prefect.

Example:
    >>> import copydesk
    >>> sentence = "The new bridge over the Tarn opened on Monday, the town said. "
    >>> raw = ("Bridge opens in Norham\n\n" + sentence * 5).encode()
    >>> document = copydesk.read_document(raw)
    >>> document.encoding, document.media_type
    ('utf-8', 'text/plain')
    >>> result = copydesk.split(document.text)
    >>> result.articles[0].title
    'Bridge opens in Norham'
    >>> "".join(document.text[b.start_char : b.end_char] for b in result.blocks) == document.text
    True
"""

from copydesk.dates import resolve_published
from copydesk.errors import REASONS, BadInputError, CopydeskError, TransientError, UsageError
from copydesk.html import split_html
from copydesk.identity import content_hash
from copydesk.languages import detect_language
from copydesk.load import read_document
from copydesk.params import LanguageParams, LoadParams, PipelineParams, SplitParams
from copydesk.records import Article, Block, Document, SourceFile, Split
from copydesk.roles import Kind, Role
from copydesk.split import split
from copydesk.version import __version__

__all__ = [
    "REASONS",
    "Article",
    "BadInputError",
    "Block",
    "CopydeskError",
    "Document",
    "Kind",
    "LanguageParams",
    "LoadParams",
    "PipelineParams",
    "Role",
    "SourceFile",
    "Split",
    "SplitParams",
    "TransientError",
    "UsageError",
    "__version__",
    "content_hash",
    "detect_language",
    "read_document",
    "resolve_published",
    "split",
    "split_html",
]
