"""Content terms: what a text is about, in any script."""

import re
from collections import Counter

_TERM = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[\u0e00-\u0eff]{4}|[^\W\d_]{4,}")


def terms(text: str) -> Counter[str]:
    """Content terms, counted: words of four letters and more, character pairs in unspaced scripts."""
    return Counter(_TERM.findall(text.casefold()))
