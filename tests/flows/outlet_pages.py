"""An invented outlet, which speaks for itself in the midst of every story in prose as good as the story's."""

from pathlib import Path

from story_pages import page

PROMO = (
    "Our Friday letter brings the week of the harbour towns to your kitchen table, with a recipe and a walk,"
    " and readers tell us that they would rather miss the ferry than miss it."
)
SOURCE = "harbour-courier"


def outlet_page(number: int, *, night: int = 1) -> str:
    """The page of a story with the outlet's paragraph in it; another ``night`` has another ad."""
    head, first, second, *rest = page(number).split("\n\n")
    # The head of the story is not its first paragraph: the outlet's comes after that.
    parts = [head, first, second, PROMO, *rest, f"Ad {night}: new boots for the quay, size {30 + night}"]
    return "\n\n".join(parts) + "\n"


def write_outlet(folder: Path, numbers: range, *, night: int = 1, source: str | None = SOURCE) -> Path:
    """A batch of such pages."""
    folder.mkdir(parents=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(outlet_page(number, night=night), encoding="utf-8")
    if source is not None:
        (folder / "manifest.toml").write_text(f'[batch]\nsource = "{source}"\n', encoding="utf-8")
    return folder
