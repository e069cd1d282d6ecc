"""Terms: how many of the expected keywords are among the ten of most weight, and speed.

``python -m benchmarks.enrichment.terms`` prints recall by half and milliseconds an article; ``--show`` also
the keywords of each article of the half `tuned`. The archive that gives document frequencies is invented too:
the labelled articles and the texts of `tests/gate/language`, each a document.
"""

import argparse
import hashlib
import time
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.enrichment.language import labelled
from copydesk.content.terms import Term, keyword_weight, terms_of

LABELLED = Path(__file__).parents[2] / "tests" / "gate" / "terms" / "articles.toml"
TOP = 10


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled article; a keyword is a set of forms of which one is enough."""

    language: str
    title: str
    body: str
    keywords: tuple[frozenset[str], ...]

    @property
    def half(self) -> str:
        """`tuned` or `held`, by the first bit of a digest of the title."""
        return "tuned" if hashlib.blake2b(self.title.encode(), digest_size=1).digest()[0] % 2 == 0 else "held"


@cache
def articles() -> tuple[Article, ...]:
    """The labelled articles."""
    found = tomllib.loads(LABELLED.read_text(encoding="utf-8"))["article"]
    return tuple(
        Article(
            a["language"],
            a["title"],
            a["body"].strip(),
            tuple(frozenset(forms.split("|")) for forms in a["keywords"]),
        )
        for a in found
    )


@cache
def document_frequencies() -> tuple[int, Counter[str]]:
    """How many documents the invented archive has, and how many of them have each term."""
    frequencies: Counter[str] = Counter()
    documents = 0
    for article in articles():
        frequencies.update(t.term for t in terms_of(article.title, article.body, article.language))
        documents += 1
    for item in labelled():
        if item.kind in {"headline", "paragraph"}:
            frequencies.update(t.term for t in terms_of(None, item.text, next(iter(item.codes))))
            documents += 1
    return documents, frequencies


def keywords(article: Article) -> list[str]:
    """The ten terms of most weight, ties by term."""
    documents, frequencies = document_frequencies()

    def weight(term: Term) -> float:
        return keyword_weight(term.count, term.in_title, documents, frequencies[term.term])

    found = terms_of(article.title, article.body, article.language)
    return [t.term for t in sorted(found, key=lambda t: (-weight(t), t.term))[:TOP]]


def is_found(forms: frozenset[str], among: list[str]) -> bool:
    """Whether a form of the keyword is a term, or a word of one."""
    return any(form == term or form in term.split() for form in forms for term in among)


def recall() -> dict[str, float]:
    """Share of the expected keywords that are among the ten, by half."""
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for article in articles():
        top = keywords(article)
        hits[article.half] += sum(is_found(forms, top) for forms in article.keywords)
        total[article.half] += len(article.keywords)
    return {half: hits[half] / total[half] for half in sorted(total)}


def milliseconds(words: int = 400, rounds: int = 200) -> float:
    """CPU milliseconds an English article of so many words."""
    english = " ".join(a.body for a in articles() if a.language == "en").split(" ")
    body = " ".join((english * (1 + words // len(english)))[:words])
    terms_of("Warm", body, "en")
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for _ in range(rounds):
            terms_of("Wildfire in Velmar hills forces hundreds from homes", body, "en")
        best = min(best, (time.process_time() - start) / rounds)
    return best * 1_000


def main() -> None:
    """Print recall and speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    print("recall of the first ten:", {half: round(value, 3) for half, value in recall().items()})
    print(f"{milliseconds():.3f} ms an article of 400 words")
    if asked.show:
        for article in articles():
            if article.half == "tuned":
                top = keywords(article)
                missed = [sorted(forms) for forms in article.keywords if not is_found(forms, top)]
                print(article.language, top, "missed:", missed)


if __name__ == "__main__":
    main()
