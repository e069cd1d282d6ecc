"""Bytes to characters: which text encoding a file is in, and how sure that is."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

import charset_normalizer

from copydesk.errors import BadInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Characters with the encoding that gave them: Python's name, how it was decided, trust from 0 to 1."""

    text: str
    encoding: str
    source: str
    confidence: float


_BOMS: Final[tuple[tuple[bytes, str], ...]] = (  # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY: Final = (
    "cp1252", "cp1251", "gb18030", "cp932", "euc_jp", "cp949", "big5", "cp1250", "iso8859_2", "cp1256",
    "cp1254", "koi8_r", "cp1253", "cp1255", "cp874", "cp1257", "koi8_u", "cp866", "iso8859_5",
    "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_13", "iso8859_15",
)  # fmt: skip
"""Encodings that news pages were written in (those of the WHATWG Encoding Standard), commonest first."""

_LATIN: Final = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "iso8859_13", "iso8859_15")
_LATIN_SET: Final = frozenset(_LATIN)
_WESTERN: Final = frozenset({"cp1252", "cp1254", "iso8859_15"})
_NOT_WESTERN: Final = frozenset({
    "Hungarian", "Polish", "Czech", "Slovak", "Slovene", "Croatian", "Romanian", "Lithuanian",
    "Latvian", "Estonian",
})  # fmt: skip
_RUN: Final = re.compile(rb"[\x80-\xff]{4}")
_WIDER: Final = {  # browsers read the left as the right, and so do pages that declare them
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949",
}  # fmt: skip
_DECLARABLE: Final = frozenset(_LEGACY) | {
    "iso2022_jp",
    "big5hkscs",
    "iso8859_4",
    "iso8859_10",
    "iso8859_14",
    "mac_cyrillic",
}
_DECLARATION: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I
)
_DECLARATION_BYTES: Final = 4_096
_ISO_2022_JP: Final = re.compile(rb"\x1b\$[@B]|\x1b\([IJ]")

_SAMPLE_BYTES: Final = 16_384
"""The detector reads lines with non-ASCII bytes up to this size: a few ms, and more changed no answer."""
_DAMAGED_SHARE: Final = 0.005
_DAMAGED_RATIO: Final = 4
_NUL_SHARE: Final = 0.01
_NUL_RATIO: Final = 3
"""Not more: 一 is U+4E00, and every 256th letter of Korean ends in a NUL."""


def decode(raw: bytes, *, min_confidence: float) -> Decoded:
    """Characters of ``raw``, by the first of these that fits.

    1. A byte order mark (``bom``). 2. NULs as UTF-16 and UTF-32 have them (``detected``). 3. Valid UTF-8
    (``utf8``). 4. What the page declares in a ``meta`` or XML declaration (``declared``). 5. UTF-8 with few
    bad bytes, which become U+FFFD (``utf8``, lower confidence). 6. charset-normalizer, restricted to the
    encodings of the web (``detected``).

    Raises:
        BadInputError: ``undecodable`` when nothing reaches ``min_confidence`` (0 to 1).
    """
    found = (
        _by_mark(raw)
        or _by_nuls(raw)
        or _as_utf8(raw)
        or _declared(raw)
        or _damaged_utf8(raw)
        or _detected(raw)
    )
    if found is None:
        raise BadInputError("undecodable", "no text encoding fits the bytes")
    if found.confidence < min_confidence:
        raise BadInputError(
            "undecodable",
            f"the likeliest encoding, {found.encoding}, reaches {found.confidence} of {min_confidence}",
        )
    return found


def _by_mark(raw: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding, "bom", 1.0, damaged_share=0.02)
    return None


def _by_nuls(raw: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: its spaces, digits and newlines have their NULs all on one side."""
    if b"\0" not in raw:
        return None
    sample = raw[: _SAMPLE_BYTES // 4 * 4]
    by_place = [sample[i::4].count(0) for i in range(4)]
    least = max(2, len(sample) * _NUL_SHARE)
    if sum(by_place) < least:
        return None
    encoding = _encoding_of_nuls(by_place, len(sample) // 4)
    found = _decoded(raw, encoding, "detected", 0.9, damaged_share=0.0) if encoding else None
    return found if found and _is_texty(found.text[:4_096]) else None


def _encoding_of_nuls(by_place: list[int], quads: int) -> str | None:
    if min(by_place[1:]) > 0.9 * quads > by_place[0]:
        return "utf-32-le"
    if min(by_place[:3]) > 0.9 * quads > by_place[3]:
        return "utf-32-be"
    even, odd = by_place[0] + by_place[2], by_place[1] + by_place[3]
    if odd > _NUL_RATIO * even:
        return "utf-16-le"
    return "utf-16-be" if even > _NUL_RATIO * odd else None


def _is_texty(text: str) -> bool:
    letters = sum(c.isalnum() or c.isspace() for c in text)
    return letters >= 0.6 * len(text) and "\0" not in text


def _as_utf8(raw: bytes) -> Decoded | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if b"\x1b" in raw and _ISO_2022_JP.search(raw):
        return _decoded(raw, "iso2022_jp", "detected", 0.9, damaged_share=0.0) or _utf8(text, 1.0)
    return _utf8(text, 1.0)


def _utf8(text: str, confidence: float) -> Decoded:
    return Decoded(text=text, encoding="utf-8", source="utf8", confidence=confidence)


def _declared(raw: bytes) -> Decoded | None:
    match = _DECLARATION.search(raw[:_DECLARATION_BYTES])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    name = _WIDER.get(name, name.replace("-", "_"))
    # a closed list: Python also has codecs that are no text encodings, or unsafe ones
    return (
        _decoded(raw, name, "declared", 0.95, damaged_share=_DAMAGED_SHARE) if name in _DECLARABLE else None
    )


def _damaged_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 that was cut off, or has few bad bytes among at least four times as many good sequences.

    Without good sequences beside them, a few bad bytes are rather the accents of a legacy encoding.
    """
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    good = len(raw.decode("utf-8", "ignore")) - len(raw.decode("ascii", "ignore"))
    if bad <= _DAMAGED_SHARE * len(raw) + 1 and good >= _DAMAGED_RATIO * bad:
        return _utf8(text, round(max(0.6, 0.95 - 50 * bad / len(raw)), 3))
    return None


def _detected(raw: bytes) -> Decoded | None:
    sample = _telling_lines(raw)
    # the other scripts write words, that is runs, of non-ASCII bytes; single ones are accents and quotes
    names = _LEGACY if _RUN.search(sample) else _LATIN
    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(names))
    best = matches.best()
    if best is None:
        ascii_share = len(raw.decode("ascii", "ignore")) / len(raw)
        return _decoded(raw, "cp1252", "detected", 0.5, damaged_share=0.0) if ascii_share > 0.95 else None
    trust = round((1 - best.chaos) * (0.6 + 0.4 * min(1.0, 2 * best.coherence)), 3)
    for name in (*_ties(matches, best, sample), best.encoding):
        if found := _decoded(raw, name, "detected", trust, damaged_share=_DAMAGED_SHARE):
            return found
    return None


def _ties(
    matches: charset_normalizer.CharsetMatches, best: charset_normalizer.CharsetMatch, sample: bytes
) -> list[str]:
    """Encodings as good as the best, commonest first: the detector itself orders those by alphabet.

    On 82 page dumps, mostly English, this took cp1252 from 4 read wrongly to none.
    """
    other_latin = best.language in _NOT_WESTERN
    names: set[str] = set()
    for match in matches:
        western = not other_latin and "cp1252" in match.could_be_from_charset
        chaos = 0.02 if western else 0.005
        coherence = 0.05 if {match.encoding, best.encoding} <= _LATIN_SET else 0.005
        if match.chaos <= best.chaos + chaos and match.coherence >= best.coherence - coherence:
            names.update(match.could_be_from_charset)
    if other_latin and names - _WESTERN:
        names -= _WESTERN
    if "cp1254" in names and _is_turkish(sample):
        return ["cp1254"]
    return [name for name in _LEGACY if name in names]


def _is_turkish(sample: bytes) -> bool:
    """The bytes of ğ, ı and ş are those of ð, ý and þ, but Icelandic has á, æ, í and ó as well."""
    turkish, icelandic = (
        sum(sample.count(c) for c in group) for group in (b"\xf0\xfd\xfe", b"\xe1\xe6\xed\xf3")
    )
    return turkish >= 3 and turkish > 4 * icelandic


def _telling_lines(raw: bytes) -> bytes:
    """Lines with non-ASCII bytes, whole (a character may have several bytes), up to the sample's size."""
    chosen, size = [], 0
    for line in raw.splitlines():
        if not line.isascii():
            chosen.append(line[:_SAMPLE_BYTES])
            size += len(chosen[-1])
            if size >= _SAMPLE_BYTES:
                break
    return b"\n".join(chosen)


def _decoded(
    raw: bytes, encoding: str, source: str, confidence: float, *, damaged_share: float
) -> Decoded | None:
    """Decode, with U+FFFD for bad bytes up to ``damaged_share`` of the text and one cut off at the end."""
    try:
        return Decoded(text=raw.decode(encoding), encoding=encoding, source=source, confidence=confidence)
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if bad > 1 + damaged_share * len(text):
        return None
    return Decoded(text=text, encoding=encoding, source=source, confidence=round(confidence * 0.9, 3))
