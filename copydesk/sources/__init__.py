"""Where an article is from: publisher, authors, agencies, dateline, picture credits and kind of text."""

from copydesk.sources.reading import Source, SourceEvidence, read_source

__all__ = ["Source", "SourceEvidence", "read_source"]
