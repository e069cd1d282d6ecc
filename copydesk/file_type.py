"""What kind of file the bytes are: refused here when copydesk cannot read it as text."""

import json
import re
from typing import Final

from copydesk.errors import BadInputError

_MAGIC: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a zip archive or office document"),
    (0, b"PK\x05\x06", "an empty zip archive"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (8, b"WEBPVP8", "a WebP image"),
    (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"8BPS\x00", "a Photoshop image"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (4, b"1AY&SY", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\x00", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\x00asm", "a program"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (8, b"DUCK", "a DuckDB database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"ARROW1\x00\x00", "an Arrow file"),
    (0, b"ID3\x03", "an audio file"),
    (0, b"ID3\x04", "an audio file"),
    (0, b"OggS\x00", "an audio or video file"),
    (0, b"fLaC\x00", "an audio file"),
    (4, b"ftyp", "an audio or video file"),
    (8, b"WAVEfmt ", "an audio file"),
    (0, b"\x1aE\xdf\xa3", "a video file"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"\x00\x01\x00\x00\x00", "a font"),
)
"""Offset, bytes that stand there, what the file then is."""

_WHITE_AND_CONTROL: Final = bytes(range(0x21)) + b"\x7f"
# tab, line feed, vertical tab, form feed, carriage return, and ESC, which switches ISO-2022 character sets
_ODD: Final = bytes(c for c in range(0x20) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_FREE_ODD: Final = 4
_MAX_ODD_SHARE: Final = 0.05
"""Random bytes hold 11 % control characters; scraped text holds none to a few per thousand."""

_TAG: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>")
_HTML_START: Final = re.compile(  # atomic: many comments must not be tried in every combination
    r"(?>(?:<!--(?:(?!-->).){0,4000}-->|<\?xml[^>]{0,200}\?>|\s)*)<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_XML_START: Final = re.compile(
    r"\s*(?:<\?xml\b|<(?:rss|feed|rdf:RDF|urlset|sitemapindex|NewsML|nitf)[\s>])", re.I
)
_MARKUP_NAMES: Final = frozenset({
    "a", "abbr", "article", "aside", "b", "blockquote", "body", "br", "button", "div", "em",
    "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hr", "i", "iframe", "img", "input", "li", "link", "main", "meta", "nav", "ol", "p", "picture",
    "script", "section", "source", "span", "strong", "style", "svg", "table", "tbody", "td", "th",
    "thead", "time", "title", "tr", "ul",
})  # fmt: skip
_SAMPLE_CHARS: Final = 100_000
_MANY_TAGS: Final = 8
_TAG_SHARE: Final = 0.1
"""A page's source is about half markup; a text dump with stray tags in it stays under a few percent."""


def is_blank(raw: bytes) -> bool:
    """True when there is nothing but white space and control characters."""
    return not raw.strip(_WHITE_AND_CONTROL)


def refuse_binary(raw: bytes) -> None:
    """Returns only when the bytes are not of a known binary kind.

    Raises:
        BadInputError: ``binary_file``, with the kind in the message.
    """
    for offset, magic, what in _MAGIC:
        if raw.startswith(magic, offset):
            raise BadInputError("binary_file", f"the bytes are {what}, not text")


def refuse_control_characters(raw: bytes) -> None:
    """Returns only when at most 5 % of the bytes, and four, are control characters.

    NULs at the end are padding and free.

    Raises:
        BadInputError: ``binary_file``.
    """
    body = raw.rstrip(b"\0")
    odd = len(body) - len(body.translate(None, _ODD))
    if odd > _FREE_ODD + len(body) * _MAX_ODD_SHARE:
        raise BadInputError(
            "binary_file", f"{odd} of {len(body)} bytes are control characters: this is not text"
        )


def media_type_of(text: str, name: str = "") -> str:
    """``text/html`` or ``text/plain``, from the content; the name's extension settles only close cases.

    HTML is what opens with a doctype, ``html``, ``head`` or ``body``, or holds at least eight known tags
    that make up a tenth of it. With a name that ends in ``.html``, ``.htm`` or ``.xhtml`` one known tag does.

    Raises:
        BadInputError: ``unsupported_type`` for text in a container that is not read yet: WARC, MHTML,
            RTF, JSON, XML feeds and other XML that is not XHTML.
    """
    sample = text[:_SAMPLE_CHARS]
    if _HTML_START.match(sample):
        return "text/html"
    _refuse_containers(text, sample)
    tags = [m for m in _TAG.finditer(sample) if m[1].lower() in _MARKUP_NAMES]
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return "text/html" if tags else "text/plain"
    dense = sum(len(m[0]) for m in tags) >= _TAG_SHARE * len(sample)
    return "text/html" if len(tags) >= _MANY_TAGS and dense else "text/plain"


def _refuse_containers(text: str, sample: str) -> None:
    what = ""
    if sample.startswith(("WARC/1.", "WARC/0.")):
        what = "a WARC archive"
    elif sample.startswith("{\\rtf"):
        what = "an RTF document"
    elif re.match(r"(?:From: |MIME-Version: ).{0,2000}?^Content-Type: multipart/", sample, re.S | re.M):
        what = "a saved page in MHTML"
    elif _XML_START.match(sample):
        what = "an XML file"
    elif _is_json(text):
        what = "a JSON file"
    if what:
        raise BadInputError("unsupported_type", f"the file is {what}, which is not read yet")


def _is_json(text: str) -> bool:
    """An object, an array of objects, or lines that are objects each."""
    trimmed = text.strip()
    if not (trimmed.startswith(("{", "[")) and trimmed.endswith(("}", "]"))):
        return False
    lines = trimmed.split("\n")
    return _is_object(trimmed) or (len(lines) > 1 and _is_object(lines[0]) and _is_object(lines[-1]))


def _is_object(text: str) -> bool:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value))
