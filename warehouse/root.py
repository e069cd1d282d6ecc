"""Where everything of a warehouse lies: the only module that names a path below its root."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WarehouseRoot:
    """A warehouse folder. Nothing is created by making one; the folder may be moved as a whole."""

    path: Path

    @property
    def catalog(self) -> Path:
        """SQLite file of the DuckLake catalog."""
        return self.path / "catalog.sqlite"

    @property
    def lake(self) -> Path:
        """DuckLake's data files, dead ones included: not for other tools to read."""
        return self.path / "lake"

    @property
    def staging(self) -> Path:
        """Work in progress; may be deleted whole when no run is under way."""
        return self.path / "staging"

    @property
    def staged_chunks(self) -> Path:
        """Finished stages of chunks, named by content: a run after a kill finds them again."""
        return self.staging / "chunks"

    @property
    def staged_runs(self) -> Path:
        """Plans and parts, one folder a run."""
        return self.staging / "runs"

    @property
    def index(self) -> Path:
        """Segments by which near-duplicates are found, one folder each; can be made anew from the tables."""
        return self.path / "index"

    @property
    def runs(self) -> Path:
        """Markers of the runs under way."""
        return self.path / "runs"

    @property
    def current(self) -> Path:
        """Link to the newest generation: ``current/<table>/*.parquet``, for any tool to read."""
        return self.path / "current"

    @property
    def generations(self) -> Path:
        """Folders that ``current`` points to, the newest and the one before."""
        return self.path / "generations"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.path / "write.lock"

    @property
    def format(self) -> Path:
        """Version of this layout, and a digest of the tables and views last written to the catalog."""
        return self.path / "format.json"

    def exists(self) -> bool:
        """True once something was written: the catalog is there, and more than the file's name."""
        return self.catalog.is_file() and self.catalog.stat().st_size > 0

    def run_folder(self, run_id: str) -> Path:
        """Plan, parts and clusters of one run."""
        return self.staged_runs / run_id
