"""py3langid's pinned model, read by a scorer of our own that gives the same figures everywhere.

The library's `classify` multiplies by BLAS in half precision, whose sums depend on the machine and the
number of threads. Here terms are added in one order. Columns of languages that are never answered for lack
of an ISO 639-1 code stay in, so that a text in one of them does not seem to be its neighbour for certain.
"""

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from py3langid.langid import MODEL_FILE, LanguageIdentifier, visit_counts

from copydesk.languages.scripts import script_table

# Logarithms of one plus a count; a feature is a string of up to four bytes, so no text of ours has more.
_MOST: Final = 4_096
_LOGS: Final = np.array([math.log1p(count) for count in range(_MOST)], dtype=np.float32)
# Logarithm of the odds against the best below which a language is left out: 1 in 8,000.
_NEGLIGIBLE: Final = -9.0
# No text, "no language", constructed: never right for news, and where short scraps go.
_NEVER: Final = frozenset({"zxx"})
# Digits of a probability that are kept: far below what decides, far above what rounding can move.
_DIGITS: Final = 6
# The automaton goes byte by byte in Python: so many are 400 letters in Latin script and 140 in Devanagari,
# of which 100 tell the language (see `max_chars`).
_MOST_BYTES: Final = 420
_FIRST_USE: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Table:
    """Of each feature the logarithms of its probability by language, for the languages of one script."""

    terms: npt.NDArray[np.float32]
    prior: npt.NDArray[np.float32]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Model:
    """The automaton over bytes, and the tables by script."""

    next_state: object
    row_base: list[int]
    output: list[int]
    tables: Mapping[str, _Table]


@cache
def _model() -> _Model:
    """The model cut into the tables of the scripts that several languages share: 50 MB instead of 28.

    In single precision, because converting a text's rows each time costs as much as all the rest.
    """
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    labels = script_table().labels
    codes = [labels.get(label, label) for label in found.nb_classes]
    tables = {}
    for script, kept in _columns(codes).items():
        columns = np.array(kept, dtype=np.intp)
        terms = np.ascontiguousarray(found.nb_ptc[:, columns], dtype=np.float32)
        prior = found.nb_pc[columns].astype(np.float32)
        tables[script] = _Table(terms, prior, tuple(codes[i] for i in kept))
    return _Model(found.tk_nextmove, [row << 8 for row in found.tk_row], list(found.tk_output), tables)


def _columns(codes: list[str]) -> dict[str, list[int]]:
    """Columns by script; a label that no script lists counts as one in Latin script."""
    languages = script_table().languages
    listed = {code for several in languages.values() for code in several} | _NEVER
    return {
        script: [
            i for i, code in enumerate(codes) if code in own or (script == "Latn" and code not in listed)
        ]
        for script, own in languages.items()
        if len(own) > 1
    }


def language_odds(text: str, script: str) -> Mapping[str, float]:
    """Probability of each language of the script for lower-cased ``text``.

    They add up to 1; a language of less than 1 in 8,000 of the best is left out. Empty when the text has no
    feature of the model, or the script not several languages. The probability is py3langid's: a softmax at
    a temperature of the square root of the bytes, calibrated by its authors. The first 420 bytes are read.
    """
    data = text.encode("utf-8", errors="replace")[:_MOST_BYTES]
    with _FIRST_USE:
        model = _model()
    table = model.tables.get(script)
    visits = visit_counts(model.next_state, model.row_base, model.output, data)
    if not visits or table is None:
        return {}
    features = np.fromiter(visits.keys(), dtype=np.intp, count=len(visits))
    counts = np.fromiter(visits.values(), dtype=np.intp, count=len(visits))
    terms = table.terms[features]
    terms *= _LOGS[np.minimum(counts, _MOST - 1)][:, None]
    # reduced along the first axis row after row: no blocks, no threads
    scores = np.add.reduce(terms, axis=0) + table.prior
    scores -= scores.max()
    near = np.flatnonzero(scores > _NEGLIGIBLE * math.sqrt(len(data))).tolist()
    scale = 1 / math.sqrt(len(data))
    return _normalised([(table.codes[i], math.exp(float(scores[i]) * scale)) for i in near])


def _normalised(odds: list[tuple[str, float]]) -> Mapping[str, float]:
    total = math.fsum(value for _, value in odds)
    merged: dict[str, float] = {}
    for code, value in odds:
        merged[code] = merged.get(code, 0.0) + value / total
    return {code: round(value, _DIGITS) for code, value in merged.items()}
