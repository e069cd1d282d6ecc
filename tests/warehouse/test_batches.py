import hashlib
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from toy_pipeline import write_batch

from copydesk.errors import REASONS, UsageError
from warehouse.batches import Batch, read_batches

SHA = hashlib.sha256(b"x").hexdigest()


def paths_of(batch: Batch) -> list[str]:
    return [entry.file.path for entry in batch.entries]


def refusals(batch: Batch) -> dict[str, str]:
    return {e.file.path: e.refusal.reason_code for e in batch.entries if e.refusal}


def test_a_folder_is_a_batch_under_its_name(tmp_path: Path) -> None:
    """With all that lies below it but hidden names; the capture time is unknown and never the clock."""
    files = {"a.txt": "x", "sub/deep/b.txt": "y", ".hidden": "z", ".git/c": "z", "README.md": "r"}
    [batch] = read_batches([write_batch(tmp_path / "monday", files)])

    assert (batch.batch_id, paths_of(batch)) == ("monday", ["README.md", "a.txt", "sub/deep/b.txt"])
    first = batch.entries[1].file
    assert (first.document_id, first.byte_count, first.uri) == (SHA, 1, "monday/a.txt")
    assert (first.source, first.url, first.captured_at) == (None, None, None)


def test_a_manifest_names_and_dates_its_files(tmp_path: Path) -> None:
    """A file's own time and address come before the batch's; what is not listed is read all the same."""
    manifest = f"""
[batch]
id = "2026-03-14-sample"
source = "made up"
captured_at = 2026-03-14T05:00:00+01:00
licence = "CC0"
[[files]]
path = "a.txt"
sha256 = "{SHA.upper()}"
url = "https://example.org/a"
fetched_at = 2026-03-14T06:30:00Z
[[files]]
path = ".listed"
"""
    files = {"a.txt": "x", "b.txt": "y", ".listed": "z", ".other": "z", "README.md": "r"}
    [batch] = read_batches([write_batch(tmp_path / "folder", files, manifest)])
    by_path = {entry.file.path: entry.file for entry in batch.entries}

    assert (batch.batch_id, batch.licence, list(by_path)) == (
        "2026-03-14-sample",
        "CC0",
        [".listed", "a.txt", "b.txt"],
    )
    assert by_path["a.txt"].captured_at == datetime(2026, 3, 14, 6, 30, tzinfo=UTC)
    assert by_path["a.txt"].url == "https://example.org/a"
    assert by_path["b.txt"].captured_at == datetime(2026, 3, 14, 4, 0, tzinfo=UTC)
    assert {file.source for file in by_path.values()} == {"made up"}


def test_a_file_by_itself_is_the_same_file_as_in_its_batch(tmp_path: Path) -> None:
    seed = write_batch(tmp_path / "seed", {"sub/a.txt": "x", "b.txt": "y"}, "[batch]\nsource = 's'\n")
    plain = write_batch(tmp_path / "plain", {"a.txt": "x"})
    [whole, *_] = read_batches([seed])

    for given in (seed / "sub" / "a.txt", seed / "sub"):
        [part] = read_batches([given])
        assert part.entries == whole.entries[1:]
    assert (
        read_batches([seed / "manifest.toml"]) == read_batches([seed]) == read_batches([seed, seed / "b.txt"])
    )
    [loose] = read_batches([plain / "a.txt"])
    assert (loose.batch_id, paths_of(loose)) == ("plain", ["a.txt"])


def test_seeds_below_a_folder_are_batches_of_their_own(tmp_path: Path) -> None:
    write_batch(tmp_path / "seeds" / "one", {"a.txt": "x"}, "")
    write_batch(tmp_path / "seeds" / "two", {"b.txt": "x"}, "")
    write_batch(tmp_path / "seeds", {"README.md": "about"})

    assert {b.batch_id: paths_of(b) for b in read_batches([tmp_path / "seeds"])} == {
        "seeds": [],
        "one": ["a.txt"],
        "two": ["b.txt"],
    }


def test_what_cannot_be_read_is_refused_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each for itself; the good file beside them is read."""
    manifest = "".join(
        f"[[files]]\npath = '{p}'\nsha256 = '{'0' * 64}'\n" for p in ("gone.txt", "other.txt", "dir")
    )
    batch = write_batch(tmp_path / "b", {"good.txt": "x", "other.txt": "x", "dir/in.txt": "y"}, manifest)
    outside = write_batch(tmp_path / "outside", {"secret.txt": "s"})
    (batch / "out.txt").symlink_to(outside / "secret.txt")
    (batch / "broken.txt").symlink_to(batch / "nothing")
    (batch / "circle.txt").symlink_to(batch / "circle.txt")
    (batch / "link-to-dir").symlink_to(batch / "dir")
    (batch / "inside.txt").symlink_to(batch / "good.txt")
    os.mkfifo(batch / "pipe")
    monkeypatch.chdir(batch)
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("plug")
        [found] = read_batches([batch])

    assert refusals(found) == {
        "gone.txt": "missing_file",
        "other.txt": "digest_mismatch",
        "dir": "not_a_file",
        "out.txt": "unreadable",
        "broken.txt": "unreadable",
        "circle.txt": "unreadable",
        "link-to-dir": "not_a_file",
        "pipe": "not_a_file",
        "plug": "not_a_file",
    }
    assert set(refusals(found).values()) <= set(REASONS)
    assert [e.file.path for e in found.entries if not e.refusal] == ["dir/in.txt", "good.txt", "inside.txt"]
    assert all(str(tmp_path) not in e.refusal.message for e in found.entries if e.refusal)


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = write_batch(tmp_path / "b", {"a.txt": "x", "b.txt": "y"})
    opened = Path.open

    def deny(self: Path, *args: str, **more: str) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **more)

    monkeypatch.setattr(Path, "open", deny)

    assert refusals(read_batches([batch])[0]) == {"a.txt": "unreadable"}


def test_a_name_that_is_no_text_is_spelled_out(tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "b", {})
    Path(os.fsdecode(os.fsencode(batch) + b"/caf\xe9.txt")).write_bytes(b"x")
    [found] = read_batches([batch])

    assert paths_of(found) == ["caf\\xe9.txt"]
    assert found.entries[0].location.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("manifest", "quoted", "hint"),
    [
        ("[batch]\nsorce = 'x'\n", "batch.sorce", "did you mean 'source'"),
        ("[[files]]\npath = 'a'\nfetched = 1\n", "files.1.fetched", "fetched_at"),
        ("[bach]\n", "bach", "batch"),
        ("[[files]]\nurl = 'u'\n", "path", ""),
        ("[batch]\ncaptured_at = 2026-03-14T04:00:00\n", "captured_at", "with its zone"),
        ("[batch]\nid = 'a/b'\n", "'a/b'", ""),
        ("[[files]]\npath = '../x'\n", "'../x'", ""),
        ("[[files]]\npath = '/x'\n", "'/x'", ""),
        ("[[files]]\npath = 'a'\nsha256 = 'abc'\n", "'abc'", ""),
        ("[[files]]\npath = 'a'\n[[files]]\npath = 'a'\n", "'a' twice", ""),
        ("[batch\n", "not TOML", ""),
    ],
)
def test_a_wrong_manifest_is_a_wrong_use(tmp_path: Path, manifest: str, quoted: str, hint: str) -> None:
    """With the key and the value that is wrong."""
    with pytest.raises(UsageError) as wrong:
        read_batches([write_batch(tmp_path / "b", {"a": "x"}, manifest)])

    assert quoted in wrong.value.message
    assert "manifest.toml" in wrong.value.message
    assert hint in wrong.value.hint


def test_a_path_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nothing at '.*none'"):
        read_batches([tmp_path / "none"])


def test_two_folders_cannot_be_one_batch(tmp_path: Path) -> None:
    first, second = (write_batch(tmp_path / n / "same", {"a.txt": "x"}) for n in "ab")
    with pytest.raises(UsageError, match="two folders make the batch 'same'"):
        read_batches([first, second])
