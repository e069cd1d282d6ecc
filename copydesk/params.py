"""Parameters of the steps: immutable, closed, with a fingerprint that goes on every row they made."""

import hashlib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from copydesk.version import ENRICH_RULES


class Params(BaseModel):
    """Base of all parameters: frozen, and a key that is not declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def fingerprint(self) -> str:
        """Hex digest (16 characters) that changes when any value changes."""
        return hashlib.blake2b(self.model_dump_json().encode(), digest_size=8).hexdigest()


class LoadParams(Params):
    """Bytes to text."""

    max_bytes: int = Field(default=16_000_000, ge=1, description="a larger file goes to quarantine, bytes")
    min_encoding_confidence: float = Field(
        default=0.5, ge=0, le=1, description="below this a detected legacy encoding is not trusted, 0 to 1"
    )


class SplitParams(Params):
    """Text to labelled blocks and articles."""

    min_body_words: int = Field(
        default=12,
        ge=1,
        description="an item of a feed, or the only story of a file, has as many at least, words",
    )
    brief_words: int = Field(default=80, ge=1, description="a body of fewer words is a brief, words")


class LanguageParams(Params):
    """Language detection."""

    min_letters: int = Field(default=20, ge=1, description="fewer letters are not judged, letters")
    max_chars: int = Field(
        default=300, ge=50, description="so much of the text decides the language, characters"
    )
    mixed: bool = Field(default=True, description="look for other languages in the paragraphs further on")
    seed: int = Field(default=0, description="seed of langdetect's random sampling")


class NamesParams(Params):
    """Names of people and organisations."""

    model: Literal["none", "spacy"] = Field(
        default="none",
        description="`spacy` adds what a model finds in English bodies; it wants the extra nlp",
    )


class RepeatParams(Params):
    """Lines that a source repeats from story to story: which of them are the page's."""

    min_stories: int = Field(
        default=4,
        ge=2,
        description="a line is the page's when so many different stories of its source have it, stories",
    )
    min_share: float = Field(
        default=0.01, ge=0, le=1, description="and of such a share of all stories of its source, 0 to 1"
    )
    min_words: int = Field(
        default=8, ge=1, description="a shorter line is not compared: names and stock phrases recur, words"
    )
    core_share: float = Field(
        default=0.67,
        gt=0,
        le=1,
        description="two stories are one when they share a line of their rarest such share of words, 0 to 1",
    )


class PipelineParams(Params):
    """Everything that decides what a document's rows are."""

    load: LoadParams = LoadParams()
    split: SplitParams = SplitParams()
    language: LanguageParams = LanguageParams()
    names: NamesParams = NamesParams()
    repeat: RepeatParams = RepeatParams()

    def enrich_fingerprint(self) -> str:
        """Hex digest (16 characters) of what decides the columns and tables of enrichment.

        It changes with `ENRICH_RULES` and with parameters of enrichment, and with nothing else.
        """
        facts = ENRICH_RULES + self.language.model_dump_json() + self.names.model_dump_json()
        return hashlib.blake2b(facts.encode(), digest_size=8).hexdigest()
