"""Whether a folder can be used as a warehouse: looked at before anything is opened or written."""

import json

from copydesk.errors import CopydeskError, UsageError
from warehouse.root import WarehouseRoot

FORMAT = 1
"""Layout of the warehouse that this code writes; a higher one is refused."""


def check_layout(root: WarehouseRoot) -> None:
    """Pass when ``root`` is a warehouse that this code knows, or a place where one can be made.

    Raises:
        UsageError: a file stands there, or a newer copydesk wrote this warehouse.
        CopydeskError: the catalog is gone, and what belongs to it is still there.
    """
    nearest = next((p for p in (root.path, *root.path.parents) if p.exists()), root.path)
    if nearest.exists() and not nearest.is_dir():
        raise UsageError(
            f"the warehouse {str(root.path)!r} cannot be a folder: {str(nearest)!r} is a file",
            hint="name a folder with --warehouse or COPYDESK_WAREHOUSE",
        )
    check_format(root)
    left = _left_behind(root)
    if left:
        raise CopydeskError(
            f"the catalog {str(root.catalog)!r} is gone, and {left} is still there",
            hint="bring the catalog back from a copy of the folder; to start anew, move the folder away",
        )


def _left_behind(root: WarehouseRoot) -> str:
    """Name of something that only a warehouse with a catalog has; empty when nothing is amiss."""
    if root.exists():
        return ""
    # The data files too: a run that was killed in its first moment leaves an empty folder.
    found = {
        root.format: root.format.is_file(),
        root.current: root.current.is_symlink() or root.current.exists(),
        root.lake: any(path.is_file() for path in root.lake.rglob("*")),
    }
    return next((path.name for path, is_there in found.items() if is_there), "")


def check_format(root: WarehouseRoot) -> dict[str, object]:
    """Content of ``format.json``, empty when it is not there.

    Raises:
        UsageError: a newer copydesk wrote this warehouse.
    """
    try:
        found = json.loads(root.format.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    number = found.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise UsageError(
            f"{str(root.path)!r} has format {number}, and this copydesk knows only {FORMAT}",
            hint="use a newer copydesk",
        )
    return found
