"""Labelled times of many languages: what the files of `tests/gate/dates` hold, and how answers are scored.

    python -m benchmarks.enrichment.date_labels             # both halves
    python -m benchmarks.enrichment.date_labels --wrong     # what is not right on `tuned`
    python -m benchmarks.enrichment.date_labels --language ja

A file a language, a line an expression, columns parted by tabs:

- context: ``-`` for no capture, ``c`` for one on 2026-03-14 at 04:00:30 UTC (a Saturday), ``b`` for bounds of
  two days about it, or ``cap=2026-03-14T16:10``; further, by commas, ``meta``, ``order=mdy``,
  ``zone=Asia/Seoul``, ``nolang`` (the language is not told).
- text: the time as printed; `` ¶ `` parts it from the texts of the article's lines of times, ``¶¶`` from its
  dateline. ``dateline:`` or ``opening:`` before it says that it is that and no time is printed.
- expected: the instant in UTC and its precision, or ``-`` and the reason; then the source, where it is not
  ``byline`` for an instant and none for a reason: ``rel``, ``dl``, ``meta``, ``batch``, ``byline``.
- updated: the instant and precision of the update, if one is labelled.
"""

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from copydesk.dates import TimeEvidence, Times, resolve_times

FOLDER: Final = Path(__file__).parents[2] / "tests" / "gate" / "dates"
CAPTURED: Final = datetime(2026, 3, 14, 4, 0, 30, tzinfo=UTC)
BOUNDS: Final = (datetime(2026, 3, 13, 12, tzinfo=UTC), datetime(2026, 3, 14, 12, tzinfo=UTC))
_SOURCES: Final = {
    "rel": "relative_to_capture",
    "dl": "dateline",
    "meta": "page_metadata",
    "batch": "batch_bound",
    "byline": "byline",
}


@dataclass(frozen=True)
class Label:
    """An expression with all that a careful reader would say of it."""

    language: str
    line: str
    evidence: TimeEvidence
    expected: tuple[datetime | None, str | None, str | None, str | None, datetime | None, str | None]

    @property
    def half(self) -> str:
        """Rules are chosen on ``tuned``, and only reported on ``held``."""
        digest = hashlib.blake2b(f"{self.language}\t{self.line}".encode(), digest_size=1).digest()
        return "tuned" if digest[0] % 2 else "held"


@dataclass(frozen=True)
class Score:
    """Shares of all expressions: ``right`` in every field; ``wrong`` gives an instant, and another."""

    right: float
    wrong: float
    count: int


def labels(folder: Path = FOLDER) -> Iterator[Label]:
    """Every labelled expression, by language."""
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield _label(path.stem, line)


def answer(label: Label) -> tuple[Any, ...]:
    """What `resolve_times` says, in the order of `Label.expected`."""
    return fields(resolve_times(label.evidence))


def fields(times: Times) -> tuple[Any, ...]:
    """The fields that a label holds."""
    return (
        times.published_at,
        times.published_precision,
        times.published_source,
        times.published_reason,
        times.updated_at,
        times.updated_precision,
    )


def is_wrong(found: tuple[Any, ...], expected: tuple[Any, ...]) -> bool:
    """True when an instant is given that is not the label's; none given is no wrong one."""
    pairs = ((found[:2], expected[:2]), (found[4:], expected[4:]))
    return any(given[0] is not None and given != right for given, right in pairs)


def score(half: str, language: str | None = None) -> Score:
    """How the half's expressions are answered."""
    some = [x for x in labels() if x.half == half and language in (None, x.language)]
    answers = [(answer(x), x.expected) for x in some]
    right = sum(found == expected for found, expected in answers)
    wrong = sum(is_wrong(found, expected) for found, expected in answers)
    count = max(len(some), 1)
    return Score(right / count, wrong / count, len(some))


def _label(language: str, line: str) -> Label:
    context, text, expected, *updated = line.split("\t")
    codes = context.split(",")
    given: dict[str, Any] = {"language_code": None if "nolang" in codes else language, "published_raw": None}
    for code in codes:
        name, _, value = code.partition("=")
        if name == "c":
            given["captured_at"] = CAPTURED
        elif name == "b":
            given["captured_between"] = BOUNDS
        elif name == "cap":
            given["captured_at"] = datetime.fromisoformat(value).replace(tzinfo=UTC)
        elif name in ("order", "zone"):
            given["day_order" if name == "order" else "time_zone"] = value
        elif name == "meta":
            given["is_metadata"] = True
    return Label(language, line, TimeEvidence(**given | _texts(text)), _expected(expected, *updated))


def _texts(text: str) -> dict[str, Any]:
    for name in ("dateline", "opening"):
        if text.startswith(f"{name}: "):
            return {name: text.removeprefix(f"{name}: ")}
    raw, _, dateline = text.partition(" ¶¶ ")
    first, *lines = raw.split(" ¶ ")
    return {"published_raw": first or None, "time_texts": tuple(lines), "dateline": dateline or None}


def _expected(text: str, updated: str = "-") -> tuple[Any, ...]:
    instant, second, *source = text.split()
    at = None if instant == "-" else datetime.fromisoformat(instant).replace(tzinfo=UTC)
    named = _SOURCES[source[0]] if source else (None if at is None else "byline")
    update = None if updated == "-" else updated.split()
    return (
        at,
        second if at else None,
        named,
        None if at else second,
        datetime.fromisoformat(update[0]).replace(tzinfo=UTC) if update else None,
        update[1] if update else None,
    )


def _shown(values: tuple[Any, ...]) -> str:
    return " ".join(f"{v:%Y-%m-%dT%H:%M}" if isinstance(v, datetime) else str(v or "-") for v in values)


def main() -> None:
    """Prints the scores, and what is not right if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="show what is not right on `tuned`")
    parser.add_argument("--language", help="ISO code: this language alone")
    options = parser.parse_args()
    for half in ("tuned", "held"):
        found = score(half, options.language)
        print(f"{half}: {found.count} expressions, right {found.right:.4f}, wrong {found.wrong:.4f}")
    if options.wrong:
        for label in labels():
            if label.half == "tuned" and options.language in (None, label.language):
                found = answer(label)
                if found != label.expected:
                    mark = "WRONG" if is_wrong(found, label.expected) else "     "
                    print(f"{mark} {label.language} {label.line!r}\n      {_shown(found)}")


if __name__ == "__main__":
    main()
