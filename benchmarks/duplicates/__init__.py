"""Labelled pairs and long streams of invented news, to judge how duplicates are found."""
