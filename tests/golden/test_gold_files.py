"""The sample batch and its gold answers agree with each other, whatever the splitter does."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from warehouse.manifest import ListedFile, read_manifest

ROOT = Path(__file__).parents[2]
BATCH = ROOT / "seeds" / "2026-03-14-sample"
GOLD_FILES = sorted((Path(__file__).parent / "sample").glob("*.gold.json"))
ENCODINGS = {"015_utf16.txt": "utf-16", "016_cp1251.txt": "cp1251"}
WITHOUT_GOLD = {
    "014_page.html": "markup: its lines are not those of the page",
    "022_empty.txt": "bad input",
    "023_photo.png": "bad input",
    "024_altered.txt": "its digest is wrong on purpose",
    "025_missing.txt": "missing on purpose",
    "026_undecodable.txt": "bad input",
}
KINDS = {"article", "brief", "digest", "teaser"}
LARGEST = 12_000  # bytes: the sample is there to be read

Gold = dict[str, Any]


def load_gold(path: Path) -> Gold:
    gold: Gold = json.loads(path.read_text(encoding="utf-8"))
    return gold


def lines_of(name: str) -> list[str]:
    """The file's lines as the loader sees them; read here without it, so that neither vouches for itself."""
    text = (BATCH / name).read_bytes().decode(ENCODINGS.get(name, "utf-8"))
    return text.replace("\r\n", "\n").replace("\x00", "").split("\n")


def numbers(spans: Iterable[list[int]]) -> list[int]:
    return [n for first, last in spans for n in range(first, last + 1)]


def text_of(lines: list[str], spans: Iterable[list[int]]) -> str:
    return "\n".join(lines[n - 1] for n in numbers(spans))


@pytest.fixture(params=GOLD_FILES, ids=lambda p: p.name.removesuffix(".gold.json"))
def gold(request: pytest.FixtureRequest) -> Gold:
    return load_gold(request.param)


def test_every_readable_text_has_a_gold_answer() -> None:
    answered = {load_gold(path)["file"] for path in GOLD_FILES}
    listed = {file.path for file in read_manifest(BATCH / "manifest.toml").files}

    assert answered | WITHOUT_GOLD.keys() == listed
    assert answered.isdisjoint(WITHOUT_GOLD)
    assert all(path.name == f"{Path(load_gold(path)['file']).stem}.gold.json" for path in GOLD_FILES)


def test_each_line_with_text_is_in_exactly_one_place(gold: Gold) -> None:
    lines = lines_of(gold["file"])
    claimed = Counter(numbers(gold["boilerplate_lines"]))
    for article in gold["articles"]:
        for part in ("title_lines", "meta_lines", "body_lines"):
            claimed.update(numbers(article[part]))

    with_text = {n for n, line in enumerate(lines, 1) if line.strip()}
    assert with_text - claimed.keys() == set()
    assert {n: count for n, count in claimed.items() if n in with_text and count > 1} == {}
    assert max(claimed) <= len(lines)


def test_spans_begin_and_end_on_text(gold: Gold) -> None:
    lines = lines_of(gold["file"])
    spans = list(gold["boilerplate_lines"])
    for article in gold["articles"]:
        for part in ("title_lines", "meta_lines", "body_lines", "subhead_lines", "joined_lines"):
            spans += article[part]

    assert [
        s for s in spans if s[0] > s[1] or not (lines[s[0] - 1].strip() and lines[s[1] - 1].strip())
    ] == []


def test_what_gold_quotes_is_in_the_lines_it_names(gold: Gold) -> None:
    lines = lines_of(gold["file"])
    for article in gold["articles"]:
        title, meta, body = (text_of(lines, article[p]) for p in ("title_lines", "meta_lines", "body_lines"))

        assert set(title.split("\n")) == {article["title"]}
        assert article["kind"] in KINDS
        for field in ("publisher", "published_raw", "byline"):
            assert article[field] is None or article[field] in meta, field
        assert article["agency"] is None or article["agency"] in meta + body
        assert article["dateline"] is None or article["dateline"] in body
        assert [junk for junk in article["junk_inline"] if junk not in body] == []


def test_subheads_and_joined_lines_lie_in_the_body(gold: Gold) -> None:
    for article in gold["articles"]:
        body = set(numbers(article["body_lines"]))
        # From the first line to the last of a joined sentence nothing but body and blank lines.
        assert set(numbers(article["subhead_lines"])) <= body
        assert set(numbers(article["joined_lines"])) <= body
        assert all(first < last for first, last in article["joined_lines"])


def test_ordinals_follow_the_order_of_the_file(gold: Gold) -> None:
    articles = gold["articles"]

    assert [a["ordinal"] for a in articles] == list(range(1, len(articles) + 1))
    assert [a["title_lines"][0][0] for a in articles] == sorted(a["title_lines"][0][0] for a in articles)


def digest_matches(file: ListedFile) -> bool:
    path = BATCH / file.path
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256


def test_manifest_lists_every_file_with_its_digest_but_for_the_deliberate_two() -> None:
    files = read_manifest(BATCH / "manifest.toml").files
    there = {path.name for path in BATCH.iterdir()} - {"manifest.toml"}

    assert [f.path for f in files if not digest_matches(f)] == ["024_altered.txt", "025_missing.txt"]
    assert there == {f.path for f in files} - {"025_missing.txt"}
    assert {f.sha256 for f in files if f.path.startswith(("004", "021"))} == {files[3].sha256}


def test_sample_stays_small() -> None:
    assert [path.name for path in BATCH.iterdir() if path.stat().st_size > LARGEST] == []


def test_duplicated_story_is_the_same_wherever_it_is_carried() -> None:
    places = [("001_aggregator_cards", 1), ("013_evening_wrap", 2), ("020_second_outlet", 0)]
    carried = set()
    for stem, index in places:
        gold = load_gold(Path(__file__).parent / "sample" / f"{stem}.gold.json")
        article = gold["articles"][index]
        carried.add((article["title"], text_of(lines_of(gold["file"]), article["body_lines"])))

    assert len(carried) == 1
