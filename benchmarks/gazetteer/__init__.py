"""Builds the embedded gazetteer of `copydesk.entities` from installed packages."""
