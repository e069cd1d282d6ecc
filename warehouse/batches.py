"""Batches: what PATHs mean, which of their files are read, and the content of each.

Rules, in the order in which they apply:

- A folder with a ``manifest.toml`` is a batch, with all that lies below it; so is such a folder
  found inside another one. A file or sub-folder given by itself belongs to the batch of the
  nearest ``manifest.toml`` above it; the manifest given by itself means its folder.
- Without a manifest a folder is a batch under its own name, and a file belongs to its parent's.
- Every file below is read, except: ``manifest.toml`` itself; names that begin with a dot, and all
  below such folders; and ``README*`` beside a manifest or beside folders that have one. A file
  that a manifest lists is read in any case.
- What cannot be read becomes a refusal with a reason code; it never stops the others.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from copydesk.errors import UsageError
from copydesk.records import SourceFile
from warehouse.manifest import NAME, BatchTable, ListedFile, Manifest, read_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a file was not taken; ``document_id`` is the hash of its bytes where they were read."""

    reason_code: str
    message: str
    document_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of a batch; ``file.document_id`` is None exactly when there is a ``refusal``."""

    file: SourceFile
    location: Path
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Files that arrived together, by path."""

    batch_id: str
    root: Path
    entries: tuple[Entry, ...]
    licence: str | None = None


def read_batches(
    paths: Sequence[Path], *, on_file: Callable[[Path], None] = lambda _: None
) -> tuple[Batch, ...]:
    """The batches that ``paths`` hold, each file hashed; every file is in exactly one, once.

    Args:
        paths: files and folders; links among them are followed. Overlapping ones are read once.
        on_file: called with each file after it was hashed.

    Returns:
        Batches by id, entries by path. A batch may be empty.

    Raises:
        UsageError: a path is not there, a manifest is wrong, or two folders make the same batch.
    """
    found: dict[Path, dict[str, Path]] = {}
    for path in paths:
        start = _resolved(path)
        home = _home(start)
        found.setdefault(home, {})
        for root, file in _files_below(start, home):
            found.setdefault(root, {})[_name(file, root)] = file
    batches = [
        _read_batch(root, files, whole=_asked_whole(root, paths), on_file=on_file)
        for root, files in found.items()
    ]
    _refuse_same_ids(batches)
    return tuple(sorted(batches, key=lambda b: b.batch_id))


def batch_names(paths: Sequence[Path]) -> Mapping[str, Path]:
    """Batch id to folder for each path, from its name or manifest alone: no file's content is read."""
    names: dict[str, Path] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"there is nothing at {str(path)!r}", hint="give a file or a folder that is there"
            )
        folder = path.resolve() if path.is_dir() else path.resolve().parent
        manifest = folder / NAME
        given = read_manifest(manifest).batch.id if manifest.is_file() else None
        names[given or folder.name] = folder
    return names


def _resolved(path: Path) -> Path:
    try:
        found = path.resolve(strict=True)
        return found.parent if found.name == NAME and found.is_file() else found
    except OSError as err:
        raise UsageError(
            f"there is nothing at {str(path)!r}", hint="give a file or a folder that is there"
        ) from err


def _has_manifest(folder: Path) -> bool:
    return (folder / NAME).is_file()


def _home(start: Path) -> Path:
    """Folder of the batch that ``start`` belongs to."""
    folder = start if start.is_dir() else start.parent
    return next((f for f in (folder, *folder.parents) if _has_manifest(f)), folder)


def _asked_whole(root: Path, paths: Sequence[Path]) -> bool:
    return any(root.is_relative_to(_resolved(p)) for p in paths)


def _name(file: Path, root: Path) -> str:
    r"""Path in the batch; bytes that are no UTF-8 become ``\xNN``, since Arrow and SQL hold text only."""
    return os.fsencode(file.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")


def _files_below(start: Path, home: Path) -> Iterator[tuple[Path, Path]]:
    """(batch folder, file) for all that ``start`` holds, by the rules above."""
    if not start.is_dir():
        yield home, start
        return
    try:
        children = sorted(start.iterdir(), key=lambda p: os.fsencode(p.name))
    except OSError:
        # As a file it will be refused with the operating system's own words.
        yield home, start
        return
    folders = [c for c in children if not c.name.startswith(".") and c.is_dir() and not c.is_symlink()]
    seeded = _has_manifest(start) or any(map(_has_manifest, folders))
    for child in children:
        if child in folders:
            yield from _files_below(child, child if _has_manifest(child) else home)
        elif not _skipped(child.name, seeded=seeded):
            yield home, child


def _skipped(name: str, *, seeded: bool) -> bool:
    return name.startswith(".") or name == NAME or (seeded and name.upper().startswith("README"))


def _read_batch(root: Path, files: dict[str, Path], *, whole: bool, on_file: Callable[[Path], None]) -> Batch:
    manifest = read_manifest(root / NAME) if _has_manifest(root) else Manifest()
    batch_id = manifest.batch.id or os.fsencode(root.name).decode("utf-8", "backslashreplace")
    if not batch_id:
        raise UsageError(f"{str(root)!r} has no name to call the batch by", hint="put the files in a folder")
    listed = {file.path: file for file in manifest.files}
    wanted = files | ({path: root / path for path in listed} if whole else {})
    entries = []
    for path, location in sorted(wanted.items()):
        entries.append(_entry(batch_id, path, _Place(location, root), manifest.batch, listed.get(path)))
        on_file(location)
    return Batch(batch_id=batch_id, root=root, entries=tuple(entries), licence=manifest.batch.licence)


class _Place(NamedTuple):
    location: Path
    root: Path


def _entry(batch_id: str, path: str, place: _Place, batch: BatchTable, listed: ListedFile | None) -> Entry:
    content = _content(place, is_listed=listed is not None)
    if isinstance(content, tuple) and listed and listed.sha256 not in (None, content[0]):
        message = f"sha256 is {content[0]}, and the manifest says {listed.sha256}"
        content = Refusal(reason_code="digest_mismatch", message=message, document_id=content[0])
    digest, size = (None, 0) if isinstance(content, Refusal) else content
    file = SourceFile(
        batch_id=batch_id,
        path=path,
        document_id=digest,
        byte_count=size,
        source=batch.source,
        url=listed.url if listed else None,
        captured_at=(listed.fetched_at if listed else None) or batch.captured_at,
    )
    return Entry(
        file=file, location=place.location, refusal=content if isinstance(content, Refusal) else None
    )


def _content(place: _Place, *, is_listed: bool) -> tuple[str, int] | Refusal:
    """(sha256 in hex, size in bytes), or why there is none."""
    location, root = place
    try:
        kind = location.lstat().st_mode
        if stat.S_ISLNK(kind):
            target = location.resolve(strict=True)
            if not target.is_relative_to(root.resolve()):
                return Refusal(
                    reason_code="unreadable", message="a link that leads out of the batch's folder"
                )
            kind = target.stat().st_mode
        if not stat.S_ISREG(kind):
            return Refusal(
                reason_code="not_a_file", message=f"{_kind_name(kind)} stands where a file was expected"
            )
        with location.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return digest, stream.tell()
    except FileNotFoundError:
        if is_listed and not location.is_symlink():
            return Refusal(reason_code="missing_file", message="the manifest lists it, and it is not there")
        return Refusal(reason_code="unreadable", message="a link that leads nowhere, or a file that is gone")
    except (OSError, RuntimeError) as err:
        # RuntimeError: Python 3.11's word for links that run in a circle.
        return Refusal(reason_code="unreadable", message=f"it cannot be read: {_cause(err)}")


def _cause(err: OSError | RuntimeError) -> str:
    # Not str(err): that holds the full path, and the same file would be refused in other words elsewhere.
    return (err.strerror if isinstance(err, OSError) else None) or type(err).__name__


def _kind_name(mode: int) -> str:
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def _refuse_same_ids(batches: Iterable[Batch]) -> None:
    roots: dict[str, Path] = {}
    for batch in batches:
        other = roots.setdefault(batch.batch_id, batch.root)
        if other != batch.root:
            raise UsageError(
                f"two folders make the batch {batch.batch_id!r}: {str(other)!r} and {str(batch.root)!r}",
                hint=f"give one of them a {NAME} with another [batch] id",
            )
