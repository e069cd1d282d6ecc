"""Errors and the closed vocabulary of reason codes.

Three kinds, told apart everywhere: bad input (terminal, goes to quarantine with a reason code),
transient trouble (the only kind that is retried), and wrong usage (exit code 2).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "empty_file": "The file has no bytes, or nothing but white space and control characters.",
        "too_large": "The file is larger than the limit `load.max_bytes`.",
        "binary_file": "The bytes are not text: an image, an archive, an office document, a program.",
        "undecodable": "No text encoding fits the bytes well enough to trust the result.",
        "unreadable": "The file cannot be opened or read: permission, broken link, input/output error.",
        "not_a_file": "A folder, socket or device stands where a file was expected.",
        "digest_mismatch": "The bytes differ from the sha256 that the batch's manifest gives.",
        "missing_file": "The manifest lists a file that is not in the batch.",
        "unsupported_type": "The file is of a kind that copydesk does not read yet.",
        "no_article": "The file was read, but holds no article: every block is boilerplate.",
        "extractor_empty": "The HTML page was read, but the extractor found no text in it.",
        "step_failed": "A step stopped on this file with an error of our own; see the message.",
    }
)
"""Reason code to what it means. Quarantine rows carry one of these and nothing else."""


class CopydeskError(Exception):
    """Base of every error that copydesk raises on purpose."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadInputError(CopydeskError):
    """Terminal: this input can never be processed as it is. To quarantine, never retried.

    Raises:
        ValueError: when ``reason_code`` is not one of `REASONS`.
    """

    def __init__(self, reason_code: str, message: str, *, hint: str = "") -> None:
        if reason_code not in REASONS:
            raise ValueError(f"unknown reason code {reason_code!r}")
        super().__init__(message, hint=hint)
        self.reason_code = reason_code

    def __reduce__(self) -> tuple[type["BadInputError"], tuple[str, str]]:
        """Survive pickling between processes, which calls ``cls(*args)``."""
        return type(self), (self.reason_code, self.message)


class TransientError(CopydeskError):
    """May work when tried again: the only kind that is retried."""


class UsageError(CopydeskError):
    """The command or call was wrong: exit code 2."""

    exit_code = 2
