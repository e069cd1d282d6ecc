"""Take words away from the splitter, to see what they are worth: none of them is a precondition."""

from collections.abc import Iterable
from typing import Any

from copydesk import labels
from copydesk.sources import names

LABEL_SECTIONS = ("lines", "starts", "contains", "notes", "names", "agencies", "pictures", "editors")
"""Sections of the label files, and of the table of agencies, with all words but those of time."""


def leave_out(sections: Iterable[str]) -> None:
    """Make this process read label files without ``sections``; to be called before anything is split."""
    read, read_source = labels._read, names._read

    def read_less(name: str) -> dict[str, Any]:
        return {key: value for key, value in read(name).items() if key not in sections}

    def read_fewer(name: str) -> dict[str, Any]:
        table = read_source(name)
        if name == "agencies.toml":
            empty = {"agencies": {}, "pictures": {"names": [], "plain": []}}
            table |= {key: value for key, value in empty.items() if key in sections}
            if "editors" in sections:
                table["initials"]["editors"] = {}
        return table

    labels._read, names._read = read_less, read_fewer
