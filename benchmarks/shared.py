"""Where the shared evaluation material lies, and its scorers.

It is not part of the project: everything here answers None or an empty list when it is not there.
"""

import hashlib
import importlib
import json
import os
import sys
from collections import defaultdict
from functools import cache
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


def site_of(page: str) -> str:
    """Outlet of a page: the name in its id, or the domain of its address."""
    if page.startswith("fundus"):
        return page.rsplit(".", 1)[-1].split("_", maxsplit=1)[0].lower()
    host = _addresses()[page.rsplit(".", 1)[-1][:16]].split("/")[2].split(".")
    second_level = len(host) > 2 and host[-2] in ("co", "com", "org", "net")
    return host[-3] if second_level else host[-2]


def is_held_aside(page: str) -> bool:
    """True for pages of the half of the sites that nobody looks at while tuning."""
    return hashlib.blake2b(site_of(page).encode(), digest_size=1).digest()[0] % 2 == 1


@cache
def _addresses() -> dict[str, str]:
    gold = json.loads((ROOT / "dev" / "html" / "gold.json").read_text(encoding="utf-8"))
    return {page: row["url"] for page, row in gold.items()}


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
