r"""Bytes to text: the first step of every file.

>>> read_document(b"Rain in Arbel\r\n\r\nIt rained.\x00\n").text
'Rain in Arbel\n\nIt rained.\n'
>>> read_document("Café".encode("utf-16")).encoding
'utf-16-le'
>>> read_document(b"%PDF-1.7 ...")
Traceback (most recent call last):
copydesk.errors.BadInputError: the bytes are a PDF document, not text
"""

import re
from typing import Final

import ftfy
from ftfy.badness import is_bad

from copydesk.encoding import Decoded, decode
from copydesk.errors import BadInputError
from copydesk.file_type import is_blank, media_type_of, refuse_binary, refuse_control_characters
from copydesk.params import LoadParams
from copydesk.records import Document

_DEFAULTS: Final = LoadParams()
_NEWLINE: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# only the encoding is mended: quotes, ligatures, width, entities and line breaks stay as they were printed
_MENDING: Final = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
_LONGEST_MENDED_LINE: Final = 100_000


def read_document(raw: bytes, params: LoadParams = _DEFAULTS, *, name: str = "") -> Document:
    r"""Text of a file, decoded, with one kind of newline and without control characters.

    Args:
        raw: the whole file.
        params: size limit in bytes and the least confidence of an encoding.
        name: the file's name; its extension only settles whether a close case is HTML.

    Returns:
        A document whose ``text`` holds no control character but tab and newline, no byte order mark and
        no surrogate. CRLF, CR, form feed, vertical tab, NEL and U+2028/2029 are one ``\n`` each. Other
        control characters are taken out and counted in ``removed_chars``. Text is not normalised: spans
        point at what was printed. For HTML the text is the page's source; `copydesk.html` renders it.

    Raises:
        BadInputError: ``empty_file``, ``too_large``, ``binary_file``, ``undecodable`` or
            ``unsupported_type`` (text in a container that is not read yet, such as WARC, JSON, a feed).
    """
    if len(raw) > params.max_bytes:
        raise BadInputError("too_large", f"{len(raw)} bytes, {params.max_bytes} are allowed")
    if is_blank(raw):
        raise BadInputError("empty_file", f"nothing to read in {len(raw)} bytes")
    refuse_binary(raw)
    decoded = decode_text(raw, params)
    text, removed = clean(decoded.text)
    if not text.strip():
        raise BadInputError("empty_file", "nothing but white space and control characters")
    return Document(
        text=text,
        media_type=media_type_of(text, name),
        encoding=decoded.encoding,
        encoding_source=decoded.source,
        encoding_confidence=decoded.confidence,
        removed_chars=removed,
    )


def decode_text(raw: bytes, params: LoadParams) -> Decoded:
    """Characters of ``raw``, unless what they are shows that it was no text.

    Raises:
        BadInputError: ``binary_file`` or ``undecodable``.
    """
    try:
        decoded = decode(raw, min_confidence=params.min_encoding_confidence)
    except BadInputError:
        refuse_control_characters(raw)
        raise
    if not decoded.encoding.startswith(("utf-16", "utf-32")):
        refuse_control_characters(raw)
    return decoded


def clean(text: str) -> tuple[str, int]:
    """Text with its mojibake mended, newlines made one kind, and control characters out, with their number.

    Newlines come after the mending, for which U+0085 may be the half of a letter.
    """
    mended = mend_mojibake(text.replace("\r\n", "\n").replace("\r", "\n"))
    return without_controls(_NEWLINE.sub("\n", mended))


def without_controls(text: str) -> tuple[str, int]:
    """Text without control characters but tab and newline, and how many went; lone surrogates are U+FFFD."""
    return _CONTROL.subn("", _SURROGATE.sub("\ufffd", text))


def mend_mojibake(text: str) -> str:
    """Text with lines that were decoded wrongly once too often put right; others are untouched.

    A line is mended only when ftfy finds it implausible as it is and its repair to be valid.

    >>> mend_mojibake("The cafÃ© on the rÃ­o")
    'The café on the río'
    """
    if text.isascii() or not is_bad(text):
        return text
    return "\n".join(_mend_line(line) for line in text.split("\n"))


def _mend_line(line: str) -> str:
    if line.isascii() or len(line) > _LONGEST_MENDED_LINE or not is_bad(line):
        return line
    return ftfy.fix_encoding(line, _MENDING)
