"""What the docstrings show is what happens."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module",
    [
        "",
        ".batch_bounds",
        ".dates.calendars",
        ".dates.published",
        ".dates.resolve",
        ".identity",
        ".languages.detect",
        ".load",
        ".split",
    ],
)
def test_examples_in_docstrings_are_true(module: str) -> None:
    """Every example gives what stands under it."""
    found = doctest.testmod(
        importlib.import_module(f"copydesk{module}"), optionflags=doctest.IGNORE_EXCEPTION_DETAIL
    )

    assert found.attempted
    assert not found.failed
