"""Versions that rows carry: of the package, and of the rules of enrichment alone."""

__version__ = "0.4.0"
ENRICH_RULES = "1"
"""Raised when rules or data of enrichment give other rows: `copydesk enrich` then finds the old ones."""
