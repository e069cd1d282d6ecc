"""``duplicates``: a cluster in words and as JSON, and a word diff that can be read."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from copydesk.dedup.difference import Change, word_diff
from flows.cli.copies import Piece, diff_lines, marked
from flows.direct import ingest_directly
from flows.pipeline import Request

Run = Callable[..., Result]

_STORY = (
    "The harbour board of Norham will repair its oldest crane before the winter, after an inspection found cracks"
    " in two of the four legs that carry the jib above the coal quay.",
    "Work is to begin on Monday and to last nine weeks, said Ada Pell, who has led the board since spring. Ships"
    " with grain for the mills upriver are to be unloaded at the fish quay in the meantime.",
    "Dockers welcomed the decision, which they had asked for since a hook fell beside a foreman in February. Nobody"
    " was hurt then, but the crane stood still for a month, and three ships sailed on to Eastwick.",
    "The town pays a third of the cost, and the rest comes from the fees of the shipping lines. A new crane would"
    " have cost four times as much, according to the board, and could not have been there before next summer.",
)
_OTHER = (
    "Gardeners in Varne have planted lime trees along the ring road, where storms felled half of the old poplars.",
    "The saplings come from a nursery in Ostmark, and pupils of three schools are going to water them until autumn.",
    "Most of the money was collected at the spring fair, where the bakers of the town sold a cake as long as a bus.",
)


def page(title: str, time: str, story: tuple[str, ...]) -> str:
    return (
        f"Home\nNews\nSport\n\n{title}\nBy Bo Lind\n{time}\n\n" + "\n\n".join(story) + "\n\n"
        "Share this article\nCookie settings\n"
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story at two outlets, edited at the second, with a later version at the first; and a story alone."""
    folder = tmp_path_factory.mktemp("duplicates")
    edited = tuple(
        text.replace("nine weeks", "eleven weeks").replace("oldest", "ol\u202edest") for text in _STORY
    )
    pages = {
        "first.txt": page("Norham mends its oldest crane", "14 March 2026 06:30", _STORY),
        "other.txt": page("Crane at Norham to be repaired", "14 March 2026 09:00", edited),
        "later.txt": page(
            "Norham mends its crane in April", "15 March 2026 07:00",
            (*_STORY[:3], _STORY[3].replace("Monday", "the first of April"), "A second inspection is to follow."),
        ),
        "alone.txt": page("Limes for the ring road", "14 March 2026 10:00", _OTHER),
    }  # fmt: skip
    batch = folder / "harbour"
    batch.mkdir()
    hosts = {"other.txt": "eastwick-post.example", "alone.txt": "varne-gazette.example"}
    manifest = ""
    for name, text in pages.items():
        (batch / name).write_text(text, encoding="utf-8")
        url = f"https://{hosts.get(name, 'norham-courier.example')}/{name}"
        manifest += f'[[files]]\npath = "{name}"\nurl = "{url}"\n'
    (batch / "manifest.toml").write_text(manifest, encoding="utf-8")
    ingest_directly(Request(paths=(batch,), warehouse=folder / "w", workers=1))
    return folder / "w"


@pytest.fixture
def show(run: Run, warehouse: Path) -> Run:
    """Runs the command on the archive of the module."""
    return lambda *args: run("duplicates", *args, "--warehouse", warehouse)


def test_a_cluster_in_words(show: Run) -> None:
    """Who carried it, when, and what each is to the one that stands for it; a star at the one asked for."""
    result = show("harbour/other.txt")

    assert 0 == result.exit_code
    assert "stands for it  Norham mends its oldest crane (norham-courier.example" in result.stdout
    assert "3 articles, 3 texts, 2 outlets" in result.stdout
    assert "2026-03-14 06:30Z to 2026-03-15 07:00Z" in result.stdout
    assert "carried by     2 outlets, 1 source: norham" in result.stdout
    first, other, later = (line for line in result.stdout.splitlines() if "harbour/" in line)
    assert "canonical" in first
    assert " *  2026-03-14 09:00Z  eastwick-post.example   near, syndicated" in other
    assert "near, revision" in later
    assert "\u202e" not in result.stdout


def test_words_that_differ(show: Run) -> None:
    """From the article that stands for the cluster; far equal text left out; what could turn a line a space."""
    shown = show("harbour/other.txt", "--diff").stdout

    assert "last [-nine-]{+eleven+} weeks, said Ada Pell" in shown
    assert "its [-oldest-]{+ol dest+} crane" in shown
    assert " words …]" in shown


def test_a_later_version_is_compared_with_the_one_before(show: Run) -> None:
    shown = show("harbour/later.txt", "--diff").stdout

    assert "Norham mends its [-oldest-] crane {+in April+}" in shown
    assert "{+A second inspection is to follow.+}" in shown


def test_all_of_it_as_json(show: Run) -> None:
    """One object; the runs give back title and body of both."""
    found = json.loads(show("harbour/other.txt", "--diff", "harbour/alone.txt", "--json").stdout)
    alone = json.loads(show("harbour/alone.txt", "--json").stdout)
    new = "".join(run["text"] for run in found["diff"]["runs"] if run["kind"] != "deleted")

    assert {"article_id", "is_live", "cluster", "articles", "pairs", "links", "diff"} == found.keys()
    assert (3, 3) == (found["cluster"]["article_count"], len(found["articles"]))
    assert ["norham-courier.example", "eastwick-post.example"] == found["cluster"]["outlets"]
    assert {"near", "revision", "syndicated"} == {pair["relation"] for pair in found["pairs"]}
    assert (alone["article_id"], found["article_id"]) == (
        found["diff"]["old_article_id"],
        found["diff"]["new_article_id"],
    )
    assert new.startswith("Crane at Norham to be repaired\n\nThe harbour board")
    assert alone["diff"] is None


def test_an_article_alone_is_said_to_be_so(show: Run) -> None:
    result = show("harbour/alone.txt", "--diff")

    assert 0 == result.exit_code
    assert "no other article has this text" in result.stdout
    assert "there is nothing to compare it with" in result.stdout


def test_an_unknown_article_is_wrong_usage(show: Run) -> None:
    result = show("harbour/frist.txt")

    assert 2 == result.exit_code
    assert "no file 'harbour/frist.txt'" in result.stderr
    assert "harbour/first.txt" in result.stderr


def test_a_terminal_gets_colours_and_no_marks(show: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.cli.show.has_colour", lambda: True)
    monkeypatch.setattr("flows.cli.duplicates.click.echo", lambda text="", **_: lines.append(text))
    lines: list[str] = []
    show("harbour/other.txt", "--diff")
    text = "\n".join(lines)

    assert click.style("eleven", fg="green", underline=True) in text
    assert "{+" not in text


# -- lines of a diff -----------------------------------------------------------------------------------


def lines_of(old: str, new: str) -> list[str]:
    return ["".join(map(marked, line)) for line in diff_lines(word_diff(old, new))]


def test_long_equal_text_is_left_out_on_both_sides() -> None:
    before, after = " ".join(f"b{n}" for n in range(60)), " ".join(f"a{n}" for n in range(60))
    (line,) = lines_of(f"{before} shut {after}", f"{before} open {after}")

    assert line.startswith("[… 43 words …] b43 b44")
    assert "b59 [-shut-]{+open+} a0 a1" in line
    assert line.endswith(" words …]")


def test_paragraphs_stand_on_lines_of_their_own() -> None:
    """What was left out between two changes too; each line has all its marks."""
    middle = "\n\n".join(" ".join(f"w{p}{n}" for n in range(30)) for p in range(3))
    lines = lines_of(f"One old.\n\n{middle}\n\nEnd", f"One new.\n\nTwo.\n\nThree.\n\n{middle}\n\nEnd here")

    assert ["One [-old-]{+new.+}", "{+Two.+}", "{+Three+}."] == lines[:3]
    assert "[… 62 words …]" in lines
    assert "End {+here+}" == lines[-1]


def test_scripts_without_spaces_are_shown_by_character() -> None:
    before = "".join(chr(0x4E00 + n) for n in range(200))
    (line,) = lines_of(f"{before}雪が降った。", f"{before}雨が降った。")

    assert line.startswith("[… 130 words …] ")
    assert line.endswith("[-雪-]{+雨+}が降った。")


def test_right_to_left_text_keeps_its_order() -> None:
    """In reading order, what went before what came; the terminal turns it."""
    assert ["הגשר [-סגור-]{+פתוח+} היום"] == lines_of("הגשר סגור היום", "הגשר פתוח היום")


def test_spacing_alone_is_not_marked() -> None:
    lines = diff_lines(word_diff("One two three.\nFour five.", "One two  three.\n\nFour six."))

    assert [Piece(Change.EQUAL, "One two  three.")] == [
        Piece(Change.EQUAL, "".join(p.text for p in lines[0]))
    ]
    assert {Change.EQUAL} == {piece.kind for piece in lines[0]}
    assert "Four [-five-]{+six+}." == "".join(map(marked, lines[1]))
