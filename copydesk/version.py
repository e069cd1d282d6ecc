"""The one place that holds the version: stored as ``code_version`` on every row."""

__version__ = "0.3.0"
