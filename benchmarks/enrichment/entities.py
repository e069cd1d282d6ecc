"""Speed and memory of the entity finder: ``python -m benchmarks.enrichment.entities``.

Articles of 400 words are put together from the labelled sentences of English and of other languages.
"""

import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.enrichment.entity_labels import sentences

_WORDS = 400
_ARTICLES = 200


def resident() -> float:
    """MB of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def articles(*names: str, language: str | None = None) -> list[str]:
    """Texts of about 400 words, each beginning at another sentence."""
    texts = [s.text for s in sentences(*names) if language is None or s.language == language]
    found = []
    for at in range(_ARTICLES):
        words = 0
        parts = []
        for text in islice(cycle(texts), at * 7, None):
            parts.append(text)
            words += len(text.split())
            if words >= _WORDS:
                break
        found.append("\n".join(parts))
    return found


def main() -> None:
    """Print load time and memory, then milliseconds an article."""
    from copydesk.entities import find_mentions  # noqa: PLC0415

    before, start = resident(), time.process_time()
    find_mentions(None, "Paris", "en")
    print(f"first use: {time.process_time() - start:.2f} s, {resident() - before:.0f} MB more")
    plain = "The committee said the plan would be reviewed before the summer, and members agreed. " * 28
    for name, texts, language in (
        ("English, a name in every sentence", articles("places_en.txt"), "en"),
        ("Russian", articles("places_other.txt", language="ru"), "ru"),
        ("Arabic", articles("places_other.txt", language="ar"), "ar"),
        ("German", articles("places_other.txt", language="de"), "de"),
        ("people and bodies", articles("names.txt", language="en"), "en"),
        ("English without a name", [plain] * _ARTICLES, "en"),
    ):
        find_mentions(None, texts[0], language)
        best = min(_timed(texts, language) for _ in range(3))
        chars = sum(map(len, texts)) // len(texts)
        count = sum(len(find_mentions(None, t, language)) for t in texts) / len(texts)
        print(f"{name}: {1000 * best / len(texts):.2f} ms an article of {chars} signs, {count:.0f} mentions")
    print(f"after {_ARTICLES} articles of each: {resident() - before:.0f} MB more")


def _timed(texts: list[str], language: str) -> float:
    from copydesk.entities import find_mentions  # noqa: PLC0415

    start = time.process_time()
    for text in texts:
        find_mentions(None, text, language)
    return time.process_time() - start


if __name__ == "__main__":
    main()
