"""Take words away from the splitter, to see what they are worth: none of them is a precondition."""

from collections.abc import Iterable
from typing import Any

from copydesk import labels

LABEL_SECTIONS = ("lines", "starts", "contains", "notes", "names", "agencies", "pictures", "sign_offs")
"""Sections of the label files with all words but those of time."""


def leave_out(sections: Iterable[str]) -> None:
    """Make this process read label files without ``sections``; to be called before anything is split."""
    read = labels._read

    def read_less(name: str) -> dict[str, Any]:
        return {key: value for key, value in read(name).items() if key not in sections} | {
            key: {} for key in ("agencies",) if key in sections
        }

    labels._read = read_less
