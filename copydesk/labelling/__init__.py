"""Corrections by hand: a split as a sheet that a person edits, read back, and compared with the splitter.

The way of a correction: a split -> `sheet.sheet_of` -> `sheet.write_sheet` -> an editor ->
`reading.read_sheet` -> `expected.expected_articles` -> `comparison.compare`.
"""

from copydesk.labelling.comparison import Comparison, compare
from copydesk.labelling.expected import Expected, expected_articles, sheet_of
from copydesk.labelling.reading import SheetError, read_sheet
from copydesk.labelling.sheet import Gap, Sheet, Value, write_sheet

__all__ = [
    "Comparison",
    "Expected",
    "Gap",
    "Sheet",
    "SheetError",
    "Value",
    "compare",
    "expected_articles",
    "read_sheet",
    "sheet_of",
    "write_sheet",
]
