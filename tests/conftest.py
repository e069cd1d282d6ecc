"""What all tests share: the options that re-bless stored answers, and versions in the header."""

from importlib.metadata import version

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless",
        action="store_true",
        help="write the answers of today as the expected ones, then read the diff",
    )
    parser.addoption(
        "--allow-regression", action="store_true", help="with --bless: let a scored floor go down"
    )


def pytest_report_header(config: pytest.Config) -> str:
    return ", ".join(f"{name} {version(name)}" for name in ("prefect", "duckdb", "pyarrow", "trafilatura"))
