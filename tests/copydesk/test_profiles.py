"""Site profiles: closed, dated, chosen by the day of capture, and what they do to a page."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import Kind, Role, split
from copydesk.errors import UsageError
from copydesk.hints import Hints
from copydesk.params import PipelineParams
from copydesk.profiles import (
    FURNITURE,
    NO_PROFILES,
    ProfileVersion,
    combine,
    lineage_fingerprint,
    read_profile,
    shipped,
)
from copydesk.records import Article, SourceFile
from copydesk.rows import check_split
from copydesk.split.lines import read_lines
from copydesk.split.profiled import finish_articles, profile_hits
from copydesk.steps import hints_of, load_files, split_documents

SITE = Path(__file__).parent / "site"
STORY = (
    "The ferry to Arbel stopped running on Monday after its crew found a crack in the hull. Passengers were taken across in"
    " rowing boats, the harbour master said, and the mail went with them. A workshop in Ansley has the only plate that fits."
    " The ferrymen hope to be back on the water within a week."
)
ARTICLE = Article(
    ordinal=1,
    kind=Kind.BRIEF,
    title=None,
    standfirst=None,
    body=STORY,
    publisher=None,
    byline=None,
    credit=None,
    agency=None,
    dateline=None,
    published_raw=None,
    start_char=0,
    end_char=len(STORY),
    confidence=1.0,
)


def profile_of(rules: str, *, name: str = "norham", match: str = 'sources = ["norham"]') -> Any:
    return read_profile(
        f'name = "{name}"\n[match]\n{match}\n[[versions]]\nversion = 1\n{rules}', "norham.toml"
    )


def version_of(rules: str) -> ProfileVersion:
    version = profile_of(rules).version_at(None)
    assert version is not None
    return version


def cut(text: str, rules: str) -> Any:
    return split(text, None, Hints(profile=version_of(rules)))


# -- what a profile may say -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("name = ", "is not TOML", ""),
        ("[match]\nhosts = ['a.test']\n[[versions]]\nversion = 1", "lacks the key 'name'", ""),
        ("name = 'A B'\n[match]\nhosts = ['a.test']\n[[versions]]\nversion = 1", "'A B' at 'name'", ""),
        ("name = 'a'\n[match]\n[[versions]]\nversion = 1", "needs a source or a host", ""),
        ("name = 'a'\n[match]\nhosts = ['http://a.test']\n[[versions]]\nversion = 1", "http://a.test", ""),
        ("name = 'a'\nmatch.hosts = ['a.test']\nversions = []", "at 'versions'", ""),
        (
            "name = 'a'\nmatch.host = ['a.test']\n[[versions]]\nversion = 1",
            "'match.host'",
            "did you mean 'hosts'?",
        ),
        (
            "name = 'a'\nmatch.hosts = ['a.test']\n[[versions]]\nversion = 1\nend_mark = ['x']",
            "unknown key 'versions.1.end_mark'",
            "did you mean 'end_marks'?",
        ),
    ],
)
def test_a_mistake_is_told_with_its_key(text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_profile(text, "x.toml")

    assert message in caught.value.message
    assert "'x.toml'" in caught.value.message
    assert hint == caught.value.hint


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("valid_from = 2026-03-01\nvalid_until = 2026-02-01", "lies before valid_from"),
        ('end_marks = ["2026"]', "a phrase needs a letter"),
        ('title_suffixes = ["Norham Courier"]', "begins with the mark"),
        ('[versions.lines]\nbody = ["The Courier"]', "is no role of a page's furniture"),
        ('[versions.lines]\nadd = ["The Courier"]', "at 'versions.1.lines.add'"),
        ("version = 0", "not TOML"),
    ],
)
def test_a_bad_value_is_told(rules: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        profile_of(rules)


@pytest.mark.parametrize("role", sorted(FURNITURE))
def test_each_role_of_furniture_can_be_given(role: Role) -> None:
    done = cut(
        f"A title of a story\n\n{STORY}\n\nThe Courier is read at breakfast by everybody in town.",
        (f'[versions.lines]\n{role.value} = ["The Courier is read at breakfast by everybody in town"]'),
    )

    assert (role, "profile.norham.1.line", None) == (
        done.blocks[-1].role,
        done.blocks[-1].rule,
        done.blocks[-1].article,
    )


# -- which version holds --------------------------------------------------------------------------------

DATED = """name = "norham"
[match]
sources = ["norham"]
hosts = ["Norham.test", "sport.norham.test."]
[[versions]]
version = 2
valid_from = 2026-03-01
[[versions]]
version = 1
valid_until = 2026-01-31
"""


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}+00:00")


@pytest.mark.parametrize(
    ("captured_at", "version"),
    [
        (at("1999-01-01T00:00"), 1),
        (at("2026-01-31T23:59"), 1),
        (at("2026-02-01T00:00"), None),
        (at("2026-02-28T23:59"), None),
        (at("2026-03-01T00:00"), 2),
        (at("2040-01-01T00:00"), 2),
        (None, 2),
    ],
)
def test_the_day_of_capture_chooses(captured_at: datetime | None, version: int | None) -> None:
    """Both days included; between two versions none holds; an unknown day has the newest."""
    found = combine([read_profile(DATED, "x")]).pick(source="norham", url=None, captured_at=captured_at)

    assert version == (found and found.version)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("valid_until = 2026-03-01", "valid_from = 2026-03-01"),
        ("", "valid_from = 2026-03-01"),
        ("valid_until = 2026-03-01", ""),
        ("", ""),
    ],
)
def test_versions_that_hold_on_one_day_are_refused(first: str, second: str) -> None:
    with pytest.raises(UsageError, match="versions 1 and 2 hold on the same days"):
        profile_of(f"{first}\n[[versions]]\nversion = 2\n{second}")


def test_versions_count_upwards_in_the_order_of_their_days() -> None:
    with pytest.raises(UsageError, match="count upwards"):
        profile_of("valid_from = 2026-03-01\n[[versions]]\nversion = 2\nvalid_until = 2026-01-01")


@pytest.mark.parametrize(
    ("source", "url", "name"),
    [
        ("norham", None, "norham"),
        ("Norham", None, None),
        (None, "https://www.norham.test/a", "norham"),
        (None, "https://NORHAM.test:80/a", "norham"),
        (None, "https://notnorham.test/a", None),
        (None, "https://www.hill.norham.test/a", "hill"),
        ("norham", "https://hill.norham.test/a", "hill"),
        (None, "norham.test/a", None),
        (None, "http://[", None),
        (None, None, None),
    ],
)
def test_a_host_goes_before_a_source_and_the_longest_first(
    source: str | None, url: str | None, name: str | None
) -> None:
    known = combine(
        [
            profile_of("", match='sources = ["norham"]\nhosts = ["norham.test"]'),
            profile_of("", name="hill", match='hosts = ["hill.norham.test"]'),
        ]
    )
    found = known.pick(source=source, url=url, captured_at=None)

    assert name == (found and found.name)


@pytest.mark.parametrize(
    ("name", "match", "what"),
    [
        ("hill", 'sources = ["norham"]', "source: 'norham'"),
        ("norham", 'hosts = ["a.test"]', "name: 'norham'"),
    ],
)
def test_two_profiles_for_one_document_are_refused(name: str, match: str, what: str) -> None:
    with pytest.raises(UsageError, match=f"have the same {what}"):
        combine([profile_of(""), profile_of("", name=name, match=match)])


def test_a_given_profile_replaces_the_one_of_its_name() -> None:
    ours = profile_of("", name="bay-ledger", match='hosts = ["bayledger.test"]')

    assert (ours,) == combine([ours], over=shipped()).profiles


def test_a_fingerprint_is_that_of_what_changes_rows() -> None:
    """Rules and name, not the days: those only choose. Without a profile it is that of the parameters."""
    plain = version_of('publisher = "A"')

    assert plain.fingerprint == version_of('publisher = "A"\nvalid_from = 2026-01-01').fingerprint
    assert plain.fingerprint != version_of('publisher = "B"').fingerprint
    assert plain.fingerprint != ProfileVersion("other", plain.rules).fingerprint
    assert lineage_fingerprint("f", None) == "f"
    assert lineage_fingerprint("f", plain) not in {"f", plain.fingerprint, lineage_fingerprint("g", plain)}


# -- what it does to lines ------------------------------------------------------------------------------


def rules_of(text: str, rules: str) -> list[str | None]:
    lines = read_lines(text)
    hits = profile_hits(lines, version_of(rules))
    return [
        hits[line.index].rule.removeprefix("profile.norham.1.") if line.index in hits else None
        for line in lines
    ]


def test_lines_are_found_whole_by_their_opening_and_by_a_phrase() -> None:
    """On the folded line: case, bullets and marks at its ends do not count; words are whole words."""
    text = "• THE COURIER!\nThe Courier's\nMore of it: the sea\nMoreover\nAll that you give to the Courier helps."
    rules = (
        '[versions.lines]\nad = ["the courier"]\n[versions.starts]\nad = ["More"]\n'
        '[versions.contains]\nad = ["you give", "our"]'
    )

    assert ["line", None, "opening_line", None, "phrase_line"] == rules_of(text, rules)


def test_phrases_of_scripts_without_spaces_end_anywhere() -> None:
    rules = '[versions.starts]\nad = ["港町新聞の"]\n[versions.contains]\nad = ["購読は"]'

    assert ["opening_line", "phrase_line", None] == rules_of(
        "港町新聞の朝刊を読む\n朝刊の購読はこちら\n港町の朝", rules
    )


def test_a_line_that_is_a_whole_page_is_left_alone() -> None:
    """It holds a story too."""
    assert [None] == rules_of("More: " + "word " * 300, '[versions.starts]\nad = ["More"]')


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a b c d", [None] * 4),
        ("a end c d", [None, "after_end_line", "after_end_line", "after_end_line"]),
        ("a start c d", ["before_start_line", "before_start_line", None, None]),
        ("start a end b", ["before_start_line", None, "after_end_line", "after_end_line"]),
        ("a end b start c", ["before_start_line"] + ["after_end_line"] * 3 + [None]),
        ("start a end b start c", ["before_start_line", None] + ["after_end_line"] * 3 + [None]),
        ("start a start b", ["before_start_line", None, "before_start_line", None]),
    ],
)
def test_marks_close_a_page_and_open_it(text: str, want: list[str | None]) -> None:
    rules = 'start_marks = ["start"]\nend_marks = ["end"]'

    assert want == rules_of(text.replace(" ", "\n"), rules)


def test_prose_of_the_page_leaves_the_story() -> None:
    """A paragraph inside the story, and what stands behind the end mark; nothing else does."""
    text = (SITE / "ferry.txt").read_text(encoding="utf-8")
    plain = split(text).articles[0].body
    done = cut(
        text, 'end_marks = ["From our other pages"]\n[versions.starts]\nad = ["The Courier belongs to"]'
    )
    body = done.articles[0].body

    assert ("belongs to the people" in plain, "long boat" in plain) == (True, True)
    assert ("belongs to the people" in body, "long boat" in body) == (False, False)
    assert [p for p in plain.split("\n\n") if "belongs to" not in p and "long boat" not in p] == body.split(
        "\n\n"
    )
    check_split(done)


def test_of_what_kind_a_line_is_a_label_may_know_better() -> None:
    text = f"A title of a story\n\n{STORY}\n\nFrom our pages\nSubscribe\nAnother thing"
    done = cut(text, 'end_marks = ["From our pages"]')

    assert [Role.BOILERPLATE, Role.SUBSCRIPTION, Role.BOILERPLATE] == [b.role for b in done.blocks[-3:]]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([STORY, "start", "end", "By Ann Dole", "More: x", "", "2 hours ago", "A title of it"])
    )
)
def test_blocks_tile_the_text_under_any_profile(lines: list[str]) -> None:
    rules = 'start_marks = ["start"]\nend_marks = ["end"]\n[versions.starts]\nad = ["More"]'
    done = cut("\n".join(lines), rules)

    check_split(done)
    assert [] == [b for b in done.blocks if b.rule.startswith("profile.") and b.article is not None]


# -- what it does to articles ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("Ferry stops - Norham Courier", "Ferry stops"),
        ("Ferry stops -  NORHAM courier ", "Ferry stops"),
        ("Ferry stops| Norham", "Ferry stops"),
        ("Ferry stops", "Ferry stops"),
        ("Why the half- Norham Courier", "Why the half- Norham Courier"),
        ("The Norham Courier", "The Norham Courier"),
        ("| Norham", "| Norham"),
    ],
)
def test_a_suffix_is_taken_off_titles(title: str, want: str) -> None:
    """In any case, whatever the spaces; a title that is nothing else stays."""
    profile = version_of('title_suffixes = ["- Norham Courier", "| Norham"]')

    assert want == finish_articles([replace(ARTICLE, title=title)], profile)[0].title


def test_the_outlet_is_given_where_none_is_printed() -> None:
    profile = version_of('publisher = "Norham Courier"')
    bare, named = ARTICLE, replace(ARTICLE, publisher="Agency")

    assert ["Norham Courier", "Agency"] == [a.publisher for a in finish_articles([bare, named], profile)]


def test_digests_are_told_by_their_titles() -> None:
    titles = ["Evening wrap: ferry stops", "Evening wrapped", None]
    done = finish_articles(
        [replace(ARTICLE, title=t) for t in titles], version_of('digest_titles = ["Evening wrap"]')
    )

    assert [Kind.DIGEST, Kind.BRIEF, Kind.BRIEF] == [a.kind for a in done]


# -- documents ------------------------------------------------------------------------------------------


def source(path: str, raw: bytes, **facts: Any) -> SourceFile:
    return SourceFile(batch_id="b", path=path, document_id=None, byte_count=len(raw), **facts)


def test_documents_say_what_was_applied() -> None:
    """Name, version and fingerprint, on their articles too; a document of another site has none of it."""
    raws = [f"A title of story {n}\n\n{STORY}{n}".encode() for n in range(2)] + [b""]
    files = [
        (source("ours.txt", raws[0], source="norham", captured_at=datetime(2026, 1, 1, tzinfo=UTC)), raws[0]),
        (source("other.txt", raws[1], source="other"), raws[1]),
        (source("empty.txt", raws[2], source="norham"), raws[2]),
    ]
    params = PipelineParams()
    profiles = combine([profile_of('publisher = "Norham Courier"')])
    documents = load_files(files, params).documents
    done = split_documents(documents, params, hints=hints_of(documents, profiles))
    plain, own = (
        params.fingerprint(),
        lineage_fingerprint(params.fingerprint(), version_of('publisher = "Norham Courier"')),
    )

    assert ["norham", None, "norham"] == done.documents["profile_name"].to_pylist()
    assert [1, None, 1] == done.documents["profile_version"].to_pylist()
    assert [own, plain, own] == done.documents["params_fingerprint"].to_pylist()
    assert [own, plain] == done.articles["params_fingerprint"].to_pylist()
    assert ["Norham Courier", None] == done.articles["publisher"].to_pylist()
    assert {} == hints_of(documents, NO_PROFILES)


def test_html_pages_get_titles_and_outlet() -> None:
    raw = (
        "<html><head><title>Ferry stops | Norham</title></head><body><article><h1>Ferry stops | Norham</h1>"
        + f"<p>{STORY}</p>" * 3
        + "</article></body></html>"
    ).encode()
    documents = load_files([(source("p.html", raw, source="norham"), raw)]).documents
    profiles = combine([profile_of('publisher = "Norham Courier"\ntitle_suffixes = ["| Norham"]')])
    row = split_documents(documents, hints=hints_of(documents, profiles)).articles.to_pylist()[0]

    assert ("Ferry stops", "trafilatura") == (row["title"], row["extractor"])
    assert row["publisher"]
