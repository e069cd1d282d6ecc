"""Every golden case of `cases/` splits as its sheet says, but for its known gaps."""

from pathlib import Path

import pytest

from copydesk.labelling import write_sheet
from copydesk.params import PipelineParams
from flows.cases import Case, cases_in, check_case, read_case

FOLDER = Path(__file__).parent / "cases"
CASES = cases_in(FOLDER)
LARGEST = 12_000  # bytes: a case is there to be read


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_case_splits_as_labelled(case: Case) -> None:
    """Gaps are strict: one that the splitter has closed must leave the sheet."""
    found = check_case(case, PipelineParams())

    assert "" == found.message
    assert () == found.new, found.comparison
    assert () == found.closed, "take these gaps out of the sheet"


def test_sheet_is_as_it_is_saved(case: Case) -> None:
    """`copydesk label` would not change it: no letters, numbers in order, no help."""
    text, sheet = read_case(case, PipelineParams())

    assert write_sheet(sheet, text) == case.sheet_path.read_text(encoding="utf-8")


def test_folder_holds_cases_and_nothing_else() -> None:
    there = {path for case in CASES for path in (case.raw_path, case.sheet_path)}

    assert there == set(FOLDER.iterdir())
    assert [path.name for path in there if path.stat().st_size > LARGEST] == []
