"""Site profiles in files and in the ledger: read from a folder, kept by a run, and what makes a row stale."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from toy_pipeline import DEFAULTS, ToySteps, start_run, story, write_batch

from copydesk.errors import UsageError
from copydesk.profiles import ProfileSet, shipped
from copydesk.version import __version__
from warehouse.batches import read_batches
from warehouse.chunks import cut_chunks, enrich_chunk, load_chunk, split_chunk
from warehouse.ledger import Plan, Reprocess, plan_run
from warehouse.profiles import check_folder, profiles_of_run, read_profiles
from warehouse.publish import publish
from warehouse.query import run_sql
from warehouse.root import WarehouseRoot
from warehouse.runs import under_way

MANIFEST = """[batch]
captured_at = 2026-03-14T04:00:00Z
[[files]]
path = "0.txt"
url = "https://www.norham.test/0"
[[files]]
path = "1.txt"
url = "https://other.test/1"
"""


def profile(publisher: str, *, version: int = 1, name: str = "norham", extra: str = "") -> str:
    return (
        f'name = "{name}"\nmatch.hosts = ["{name}.test"]\n[[versions]]\nversion = {version}\n'
        f'publisher = "{publisher}"\n{extra}'
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "profiles"
    place.mkdir()
    (place / "norham.toml").write_text(profile("Norham Courier"))
    return place


@pytest.fixture
def root(tmp_path: Path) -> WarehouseRoot:
    return WarehouseRoot(tmp_path / "w")


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    return write_batch(tmp_path / "b", {f"{n}.txt": story(n) for n in range(3)}, MANIFEST)


def plan_of(
    root: WarehouseRoot, batch: Path, profiles: ProfileSet, reprocess: Reprocess = Reprocess.NONE
) -> tuple[Plan, Any]:
    batches = read_batches([batch])
    run = start_run(batches, DEFAULTS, "9")
    plan = plan_run(
        root,
        batches,
        run_id=run.run_id,
        params_fingerprint=DEFAULTS.fingerprint(),
        code_version=__version__,
        reprocess=reprocess,
        profiles=profiles,
    )
    return plan, run


def ingest(
    root: WarehouseRoot, batch: Path, profiles: ProfileSet, reprocess: Reprocess = Reprocess.NONE
) -> Plan:
    """With the real steps, as a direct run does them."""
    plan, run = plan_of(root, batch, profiles, reprocess)
    with under_way(root, run):
        done = [
            enrich_chunk(split_chunk(load_chunk(chunk, DEFAULTS), DEFAULTS), DEFAULTS)
            for chunk in cut_chunks(root, plan)
        ]
        publish(root, plan, done, run, params=DEFAULTS, now=lambda: run.started_at)
    return plan


def documents(root: WarehouseRoot) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run_sql(
        root, "SELECT uri, profile_name, profile_version, params_fingerprint FROM documents ORDER BY uri"
    ).to_pylist()
    return rows


def work_of(plan: Plan) -> list[str]:
    rows = pq.read_table(plan.path).to_pylist()
    return [row["path"] for row in rows if row["is_work"]]


def test_each_document_says_which_profile_was_applied(root: WarehouseRoot, batch: Path, folder: Path) -> None:
    ingest(root, batch, read_profiles(folder))
    rows = documents(root)
    plain = DEFAULTS.fingerprint()

    assert [("norham", 1), (None, None), (None, None)] == [
        (row["profile_name"], row["profile_version"]) for row in rows
    ]
    assert [True, False, False] == [row["params_fingerprint"] != plain for row in rows]


def test_only_documents_that_a_changed_profile_matches_are_stale(
    root: WarehouseRoot, batch: Path, folder: Path
) -> None:
    """Its rules, its version, or that it is there at all; not the days, not another site's."""
    ingest(root, batch, read_profiles(folder))

    def stale() -> list[str]:
        return work_of(plan_of(root, batch, read_profiles(folder), Reprocess.STALE)[0])

    assert [] == stale()
    (folder / "other.toml").write_text(profile("Elsewhere", name="elsewhere"))
    (folder / "norham.toml").write_text(
        profile("Norham Courier").replace("publisher", "valid_from = 2026-01-01\npublisher")
    )
    assert [] == stale()
    (folder / "norham.toml").write_text(profile("Norham Courier", version=2))
    assert ["0.txt"] == stale()
    (folder / "norham.toml").write_text(profile("The Norham Courier"))
    assert ["0.txt"] == stale()
    assert 1 == plan_of(root, batch, read_profiles(folder))[0].stale_documents
    (folder / "other.toml").write_text(profile("Other", name="other"))
    assert ["0.txt", "1.txt"] == stale()
    (folder / "norham.toml").unlink()
    assert ["0.txt", "1.txt"] == stale()
    ingest(root, batch, read_profiles(folder), Reprocess.STALE)
    assert [None, "other", None] == [row["profile_name"] for row in documents(root)]
    assert [] == stale()


def test_a_chunk_is_another_one_only_when_its_profile_changes(
    root: WarehouseRoot, batch: Path, folder: Path
) -> None:
    def keys() -> list[str]:
        return [chunk.key for chunk in cut_chunks(root, plan_of(root, batch, read_profiles(folder))[0])]

    first = keys()
    (folder / "elsewhere.toml").write_text(profile("Elsewhere", name="elsewhere"))
    assert first == keys()
    (folder / "norham.toml").write_text(profile("The Norham Courier"))
    assert first != keys()


def test_a_run_keeps_the_profiles_of_its_plan(root: WarehouseRoot, batch: Path, folder: Path) -> None:
    """Whatever becomes of their files meanwhile."""
    plan, _ = plan_of(root, batch, read_profiles(folder))
    known = read_profiles(folder)
    (folder / "norham.toml").unlink()

    assert known == profiles_of_run(plan.path.parent)


def test_steps_are_given_what_is_known(root: WarehouseRoot, batch: Path, folder: Path) -> None:
    """By document id, only those that have a profile."""
    seen: dict[str, Any] = {}

    class Watching(ToySteps):
        def split_documents(self, documents: Any, params: Any, *, hints: Any = None) -> Any:
            seen.update(hints)
            return super().split_documents(documents, params, hints=hints)

    plan, _ = plan_of(root, batch, read_profiles(folder))
    (chunk,) = cut_chunks(root, plan)
    toy = Watching()
    split_chunk(load_chunk(chunk, DEFAULTS, steps=toy), DEFAULTS, steps=toy)

    assert ["norham"] == [hints.profile.name for hints in seen.values()]


def test_what_is_shipped_holds_without_a_folder(folder: Path) -> None:
    assert shipped() == read_profiles(None)
    assert {"norham", *(p.name for p in shipped().profiles)} == {
        p.name for p in read_profiles(folder).profiles
    }


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"the folder of profiles .* is not there"):
        read_profiles(tmp_path / "gone")


def test_a_profile_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "bad.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"'.*bad.toml' cannot be read: it is not UTF-8"):
        read_profiles(folder)


def test_check_goes_on_after_a_mistake(folder: Path) -> None:
    """Each file's first mistake, those that overlap included."""
    (folder / "a.toml").write_text("name = ")
    (folder / "rival.toml").write_text(profile("Rival").replace('"norham"', '"rival"', 1))
    (folder / ".hidden.toml").write_text("name = ")
    rows = check_folder(folder)

    assert ["a.toml", "norham.toml", "rival.toml"] == [row["file"] for row in rows]
    assert [None, "norham", "rival"] == [row["name"] for row in rows]
    assert rows[1]["error"] is None
    assert "is not TOML" in rows[0]["error"]
    assert "'norham' and 'rival' have the same host: 'norham.test'" in rows[2]["error"]
