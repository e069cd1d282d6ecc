"""Languages of articles: code, confidence, script, shares of mixed ones; null with a reason if in doubt."""

from copydesk.languages.detect import Language, detect_language
from copydesk.languages.judge import REASONS
from copydesk.languages.trigrams import accelerated

__all__ = ["REASONS", "Language", "accelerated", "detect_language"]
