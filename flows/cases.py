"""Golden cases on disk: a text file byte for byte, and beside it the sheet with its labels.

The sheet is the only answer; expected articles are derived from it. A case ``<name>`` is
``<name>.txt`` and ``<name>.labels`` in one folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from copydesk.errors import BadInputError, UsageError
from copydesk.labelling import Comparison, Gap, Sheet, SheetError, compare, read_sheet, write_sheet
from copydesk.load import read_document
from copydesk.params import PipelineParams
from copydesk.split import split

SUFFIX: Final = ".labels"

STATES: Final = {
    "exact": "the splitter gives what the sheet says",
    "known": "it differs in the known gaps, and in nothing else",
    "closed": "it differs less than the known gaps say: take the closed ones out of the sheet",
    "differs": "it differs in something that is no known gap",
    "unreadable": "the file or its sheet cannot be read",
}
"""State of a checked case to what it means; the last two make a check fail."""

FAILED: Final = frozenset({"differs", "unreadable"})


@dataclass(frozen=True, slots=True)
class Case:
    """A golden case by its folder and name, whether it is there or not."""

    folder: Path
    name: str

    @property
    def raw_path(self) -> Path:
        """The text file, byte for byte as it was scraped."""
        return self.folder / f"{self.name}.txt"

    @property
    def sheet_path(self) -> Path:
        """The sheet with the labels of its text."""
        return self.folder / f"{self.name}{SUFFIX}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A case against the splitter of today. ``new`` and ``closed`` are (article or None, field)."""

    name: str
    state: str
    message: str = ""
    new: tuple[tuple[int | None, str], ...] = ()
    closed: tuple[tuple[int | None, str], ...] = ()
    comparison: Comparison | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "name": self.name,
            "state": self.state,
            "message": self.message,
            "new": [{"article": article, "field": field} for article, field in self.new],
            "closed": [{"article": article, "field": field} for article, field in self.closed],
            "comparison": self.comparison.as_dict() if self.comparison else None,
        }


def text_of(raw: bytes, name: str, params: PipelineParams) -> str:
    """Decoded text of a file that can be labelled.

    Raises:
        BadInputError: it cannot be read, as in a run.
        UsageError: it is an HTML page.
    """
    document = read_document(raw, params.load, name=name)
    if document.media_type == "text/html":
        # the lines of a page are the renderer's, and would change under the labels with it
        raise UsageError(
            f"{name!r} is an HTML page, and only text files can be labelled",
            hint="save the page's text as a .txt file, and label that",
        )
    return document.text


def read_case(case: Case, params: PipelineParams) -> tuple[str, Sheet]:
    """Text and labels of a case that is there.

    Raises:
        UsageError: the text file is not there, or the sheet does not fit it (`SheetError`).
        BadInputError: the text file cannot be read.
    """
    if not case.raw_path.is_file():
        raise UsageError(
            f"no {case.raw_path.name} beside {case.sheet_path.name}",
            hint="bring it back, or remove the sheet",
        )
    text = text_of(case.raw_path.read_bytes(), case.raw_path.name, params)
    return text, read_sheet(case.sheet_path.read_text(encoding="utf-8"), text)


def cases_in(folder: Path) -> list[Case]:
    """All cases of a folder by name; a sheet named ``<file>.labels`` beside its file is a draft and none.

    Raises:
        UsageError: the folder is not there or holds no case.
    """
    names = [
        path.name.removesuffix(SUFFIX)
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.name.endswith(SUFFIX) and not (folder / path.name.removesuffix(SUFFIX)).exists()
    ]
    if not names:
        what = "holds no golden case" if folder.is_dir() else "is not a folder"
        raise UsageError(f"{str(folder)!r} {what}", hint="`copydesk label FILE --cases DIR` makes the first")
    return [Case(folder, name) for name in sorted(names)]


def check_case(case: Case, params: PipelineParams) -> Checked:
    """How the splitter does on a case; trouble with its files is a state too."""
    try:
        text, sheet = read_case(case, params)
    except SheetError as err:
        return Checked(name=case.name, state="unreadable", message=f"{case.sheet_path.name}: {err.message}")
    except (UsageError, BadInputError, UnicodeDecodeError) as err:
        return Checked(name=case.name, state="unreadable", message=str(err))
    found = compare(split(text, params.split), sheet)
    new, closed = tuple(found.new(sheet.gaps)), tuple(found.closed(sheet.gaps))
    state = "differs" if new else "closed" if closed else "known" if sheet.gaps else "exact"
    return Checked(name=case.name, state=state, new=new, closed=closed, comparison=found)


def with_gaps(sheet: Sheet, found: Comparison, reason: str) -> Sheet:
    """``sheet`` with a known gap for all that differs now; gaps that are closed are gone."""
    closed = set(found.closed(sheet.gaps))
    kept: Sequence[Gap] = [gap for gap in sheet.gaps if (gap.article, gap.field) not in closed]
    reason = " ".join(reason.split())
    added = [Gap(article=article, field=name, reason=reason) for article, name in found.new(sheet.gaps)]
    return replace(sheet, gaps=(*kept, *added))


def save_case(case: Case, raw: bytes, sheet: Sheet, text: str) -> None:
    """The case holds ``raw`` and ``sheet``, whatever was there. Each file is whole or as it was."""
    case.folder.mkdir(parents=True, exist_ok=True)
    for path, content in ((case.raw_path, raw), (case.sheet_path, write_sheet(sheet, text).encode())):
        draft = path.with_name(f".{path.name}.new")
        draft.write_bytes(content)
        draft.replace(path)
