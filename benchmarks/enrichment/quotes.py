"""What finding quotes and figures costs: CPU milliseconds an article of about 2,500 characters, by language.

python -m benchmarks.enrichment.quotes
"""

import argparse
import time
from collections.abc import Callable
from typing import Final

from benchmarks.enrichment.quote_labels import PASSAGES, SENTENCES, read
from copydesk.content.figures import find_figures
from copydesk.content.quotes import find_quotes

_CHARS: Final = 2_500
_PLAIN: Final = 2
"""Paragraphs of prose a quote and a figure; still twice as dense as 41 English articles of news."""
_LANGUAGES: Final = ("en", "de", "fr", "es", "ru", "ar", "hi", "zh", "ja", "ko")
_FILLER: Final = (
    "The committee will meet again after the summer, when members hope to have heard from the owners "
    "of the land and from those who use the path along the old canal. Much depends on the weather."
)
"""Prose without a quote or figure: dense labels alone would be no article."""


def article(language: str) -> str:
    """Labelled texts of a language with prose between them, about as long as an article."""
    quoted = [example.text for example in read(PASSAGES) if example.language == language]
    counted = [example.text for example in read(SENTENCES) if example.language == language]
    parts: list[str] = []
    while sum(map(len, parts)) < _CHARS:
        n = len(parts) // (2 + _PLAIN)
        parts += [quoted[n % len(quoted)], counted[n % len(counted)], *[_FILLER] * _PLAIN]
    return "\n\n".join(parts)[:_CHARS]


def cost(find: Callable[[str, str | None], object], text: str, language: str, rounds: int) -> float:
    """CPU milliseconds a call, the best of three."""
    find(text, language)
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for _ in range(rounds):
            find(text, language)
        best = min(best, (time.process_time() - began) / rounds)
    return best * 1_000


def main() -> None:
    """Print a line a language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    arguments = parser.parse_args()
    rounds = arguments.rounds
    texts = {"plain": (_FILLER + "\n\n") * (_CHARS // len(_FILLER))}
    texts |= {language: article(language) for language in _LANGUAGES}
    for name, text in texts.items():
        language = "en" if name == "plain" else name
        found = len(find_quotes(text, language)), len(find_figures(text, language))
        quotes, figures = (cost(find, text, language, rounds) for find in (find_quotes, find_figures))
        print(
            f"{name:5}  quotes {quotes:.3f} ms ({found[0]})  figures {figures:.3f} ms ({found[1]})", end="  "
        )
        print(f"together {quotes + figures:.3f}")


if __name__ == "__main__":
    main()
