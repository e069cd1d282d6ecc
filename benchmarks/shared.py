"""Where the shared evaluation material lies, and its scorers.

It is not part of the project: everything here answers None or an empty list when it is not there.
"""

import importlib
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(os.environ.get("COPYDESK_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def available() -> bool:
    """True when the shared material is beside the checkout."""
    return (ROOT / "eval" / "metrics.py").is_file()


def scorer(name: str) -> ModuleType:
    """A module of the shared scorers, such as ``metrics`` or ``score_articles``."""
    folder = str(ROOT / "eval")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def composites() -> dict[str, list[dict[str, Any]]]:
    """Gold articles of the composite files, by file name, in reading order."""
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with (ROOT / "dev" / "composites" / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold[row["file"]].append(row)
    return {name: sorted(rows, key=lambda r: r["ordinal"]) for name, rows in sorted(gold.items())}


def composite_text(name: str) -> str:
    """Text of a composite file."""
    return (ROOT / "dev" / "composites" / "files" / name).read_text(encoding="utf-8")


def dump_bodies() -> dict[str, str]:
    """Gold body of each page that is there as a dump, by page id."""
    gold = json.loads((ROOT / "dev" / "html" / "gold.json").read_text(encoding="utf-8"))
    return {page: row["articleBody"] for page, row in gold.items()}


def dump_text(style: str, page: str) -> str | None:
    """Text dump of a page in one style; None when it is not there."""
    path = ROOT / "dev" / "dumps" / style / f"{page}.txt"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def seeds() -> list[tuple[str, str, dict[str, Any]]]:
    """The user's scrape files: name, text and gold answer."""
    found = []
    for answer in sorted((ROOT / "gold").glob("*.gold.json")):
        name = answer.name.replace(".gold.json", ".txt")
        text = (ROOT / "seeds" / name).read_bytes().decode("utf-8")
        found.append((name, text, json.loads(answer.read_text(encoding="utf-8"))))
    return found
