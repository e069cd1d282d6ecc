"""What is known of a document beside its text: lines that its source repeats, and its site's profile."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from copydesk.labels import fold
from copydesk.profiles import ProfileVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Evidence from outside a document for `copydesk.split.split`.

    ``repeated`` are fingerprints (`line_fingerprint`) of lines that other documents of the same source
    print too, with other stories: they are the page's, not a story's.
    ``profile`` are the rules of its site that hold for it, None where there are none.
    """

    repeated: Collection[int] = field(default_factory=frozenset)
    profile: ProfileVersion | None = None


NO_HINTS = Hints()
"""Nothing is known but the text."""


def line_fingerprint(line: str) -> int:
    """Signed 64-bit fingerprint of a line as folded by `copydesk.labels.fold`: the same on every machine.

    Lines that fold to nothing (rules, bullets, figures) all have the fingerprint of the empty text.

    >>> line_fingerprint("• Read more") == line_fingerprint("READ MORE:")
    True
    """
    return key_fingerprint(fold(line))


def key_fingerprint(key: str) -> int:
    """`line_fingerprint` of a line that is folded already."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
