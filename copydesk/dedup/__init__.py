"""Duplicates: word hashes of texts, the keys they are found by, comparison, relations, clusters."""
