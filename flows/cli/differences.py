"""What a person's labels and the splitter disagree about, on the screen."""

from typing import TYPE_CHECKING, Final

from flows.cli.command import counted
from flows.cli.show import align, echo

if TYPE_CHECKING:
    from copydesk.labelling import Comparison

_SHOWN_WORDS: Final = 12
_SHOWN_ROWS: Final = 40
_TEXT_CELLS: Final = 50


def show_differences(found: "Comparison") -> None:
    """Articles, fields, words of bodies and roles that differ; one line when none does."""
    if not found.differing:
        echo(f"the splitter gives the same: {counted(found.expected_count, 'article')}")
        return
    echo(f"{counted(found.expected_count, 'article')}, the splitter gives {found.found_count}")
    for number, title in found.missing:
        echo(f"  article {number}: the splitter does not have it: {_quoted(title)}", fg="red")
    for number, title in found.surplus:
        echo(f"  the splitter has one more, as its article {number}: {_quoted(title)}", fg="red")
    for field in found.fields:
        echo(f"  article {field.article} {field.field}: {_quoted(field.expected)}")
        echo(f"    the splitter: {_quoted(field.found)}")
    for body in found.bodies:
        words = f"{counted(len(body.lacking), 'word')} lacking, {len(body.surplus)} too many"
        echo(f"  article {body.article} body: {words}")
        for what, some in (("lacking", body.lacking), ("too many", body.surplus)):
            if some:
                echo(f"    {what}: {' '.join(some[:_SHOWN_WORDS])}{' …' if len(some) > _SHOWN_WORDS else ''}")
    _show_labels(found)


def _show_labels(found: "Comparison") -> None:
    if found.labels:
        echo(f"  roles: {counted(len(found.labels), 'place')}")
    for label in found.labels[:_SHOWN_ROWS]:
        ours = _label(label.expected, label.expected_article)
        theirs = _label(label.found, label.found_article)
        shown = align(label.text, _TEXT_CELLS).rstrip()
        echo(f"    line {label.line:>4}  {ours:15} splitter: {theirs:15} {shown}")
    if len(found.labels) > _SHOWN_ROWS:
        echo(f"    … and {len(found.labels) - _SHOWN_ROWS} more")


def _label(role: str, article: int | None) -> str:
    if article is None:
        return role
    return f"{role} {article or 'of another'}"


def _quoted(text: str | None) -> str:
    return "none" if text is None else repr(text)
