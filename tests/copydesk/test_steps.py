"""Tables in, tables out: every file and every character is accounted for."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.errors import REASONS
from copydesk.hints import Hints
from copydesk.params import LanguageParams, LoadParams, PipelineParams, SplitParams
from copydesk.profiles import Match, Profile, ProfileSet, Rules
from copydesk.records import Article, Block, SourceFile, Split
from copydesk.roles import Kind, Role
from copydesk.rows import ENRICHED_ARTICLES, STAGED_ARTICLES, STAGED_DOCUMENTS
from copydesk.schemas import BLOCKS, DOCUMENTS, QUARANTINE
from copydesk.steps import SplitTables, enrich_articles, load_files, split_documents

CAPTURED = datetime(2026, 3, 14, 4, tzinfo=UTC)
STORY = "The ferry to Arbel stopped running on Monday after its crew found a crack in the hull.\n"

LONG_STORY = (
    f"{STORY}The owner said that a diver would look at it on Tuesday, and that the boat may be in the yard for weeks."
    " Until then a smaller one carries passengers, and cars have to take the road over the bridge at Norham.\n"
)


def source(path: str, raw: bytes) -> SourceFile:
    return SourceFile(
        batch_id="night", path=path, document_id=None, byte_count=len(raw), captured_at=CAPTURED
    )


def files(*contents: bytes) -> list[tuple[SourceFile, bytes]]:
    return [(source(f"{i}.txt", raw), raw) for i, raw in enumerate(contents)]


def stand_in(text: str, params: SplitParams, hints: Hints) -> Split:
    """Each line that starts with ``# `` opens an article; what comes before the first is boilerplate."""
    if text.startswith("crash"):
        raise KeyError("crash")
    blocks, articles, at = [], [], 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        if line.startswith("# "):
            articles.append((at, end, line[2:].strip()))
        elif articles:
            articles[-1] = (articles[-1][0], end, articles[-1][2])
        role = Role.TITLE if line.startswith("# ") else Role.BODY if articles else Role.BOILERPLATE
        blocks.append(
            Block(
                start_char=at,
                end_char=end,
                role=role,
                article=len(articles) or None,
                rule="test",
                confidence=1.0,
            )
        )
        at = end
    if text.startswith("lossy"):
        del blocks[-1]
    return Split(
        text=text, blocks=tuple(blocks), articles=tuple(map(article, range(99), articles)), extractor="text"
    )


def article(index: int, part: tuple[int, int, str]) -> Article:
    return Article(
        ordinal=index + 1, kind=Kind.ARTICLE, title=part[2], standfirst=None, body=STORY, publisher=None,
        byline=None,
        credit=None, agency=None, dateline=None, published_raw="2 hours ago", start_char=part[0],
        end_char=part[1],
        confidence=0.9,
    )  # fmt: skip


def split_all(*contents: bytes) -> SplitTables:
    return split_documents(load_files(files(*contents)).documents, split_text=stand_in)


def test_every_file_is_kept_or_refused_exactly_once() -> None:
    """Kept + quarantined + failed = files in, and each refusal has a row with its reason."""
    loaded = load_files(
        files(b"# A\n" + STORY.encode(), b"", b"%PDF-1", b"menu\n", b"crash\n", b"lossy\nx\n")
    )
    tables = split_documents(loaded.documents, split_text=stand_in)
    outcomes = [(d["uri"][6], d["outcome"], d["reason_code"]) for d in tables.documents.to_pylist()]
    refused = loaded.quarantine.to_pylist() + tables.quarantine.to_pylist()

    assert outcomes == [
        ("0", "kept", None),
        ("1", "quarantined", "empty_file"),
        ("2", "quarantined", "binary_file"),
        ("3", "quarantined", "no_article"),
        ("4", "failed", "step_failed"),
        ("5", "failed", "step_failed"),
    ]
    assert [(q["uri"][6], q["step"], q["reason_code"]) for q in refused] == [
        ("1", "load", "empty_file"),
        ("2", "load", "binary_file"),
        ("3", "split", "no_article"),
        ("4", "split", "step_failed"),
        ("5", "split", "step_failed"),
    ]
    assert {q["reason_code"] for q in refused} <= set(REASONS)
    assert "KeyError" in refused[3]["message"]


def test_tables_have_the_declared_schemas() -> None:
    """Also when nothing goes in."""
    for contents in ([], [b"# A\n" + STORY.encode()]):
        loaded = load_files(files(*contents))
        tables = split_documents(loaded.documents, split_text=stand_in)

        assert (loaded.documents.schema, loaded.quarantine.schema) == (STAGED_DOCUMENTS, QUARANTINE)
        assert tables.documents.schema == DOCUMENTS
        assert (tables.articles.schema, tables.blocks.schema) == (STAGED_ARTICLES, BLOCKS)
        assert (
            enrich_articles(tables.articles, tables.documents, tables.blocks).articles.schema
            == ENRICHED_ARTICLES
        )


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(["menu\n", "# A\n", STORY, "crash\n", "lossy\n", "\n", "é\n"]).map(str.encode),
        max_size=9,
    )
)
def test_characters_are_conserved(lines: list[bytes]) -> None:
    """Blocks joined give the text back; kept and boilerplate characters add up to it."""
    loaded = load_files(files(b"".join(lines), b"# B\nb\n"))
    tables = split_documents(loaded.documents, split_text=stand_in)
    for staged, document in zip(loaded.documents.to_pylist(), tables.documents.to_pylist(), strict=True):
        blocks = tables.blocks.filter(
            pc.equal(tables.blocks["document_id"], document["document_id"])
        ).to_pylist()
        joined = "".join(b["text"] for b in sorted(blocks, key=lambda b: b["block_index"]))
        own = sum(len(b["text"]) for b in blocks if b["article_id"])
        if document["outcome"] == "failed" or staged["text"] is None:
            assert not blocks
        else:
            assert joined == staged["text"]
            assert (document["article_chars"], document["text_chars"]) == (own, len(joined))
            assert document["article_chars"] + document["boilerplate_chars"] == document["text_chars"]


def test_blocks_and_articles_carry_their_lineage() -> None:
    """A block names its article by id, an article its document, and both the run's batch and versions."""
    tables = split_all(b"menu\n# A\n" + STORY.encode() + b"# B\nb\n")
    articles, blocks = tables.articles.to_pylist(), tables.blocks.to_pylist()

    assert [b["article_id"] for b in blocks] == [None] + [a["article_id"] for a in articles for _ in range(2)]
    assert len({a["article_id"] for a in articles}) == 2
    assert {a["params_fingerprint"] for a in articles} == {PipelineParams().fingerprint()}


def test_an_html_page_is_split_over_its_rendered_text() -> None:
    """The counts of its document are those of the text that its blocks tile."""
    paragraphs = "".join(f"<p>{i}. {STORY * 2}</p>" for i in range(5))
    date = '<meta property="article:published_time" content="2026-03-13T18:06:00Z">'
    head, body = f"<head><title>Ferry</title>{date}</head>", f"<body><nav>Menu</nav>{paragraphs}</body>"
    page = f"<!DOCTYPE html><html>{head}{body}</html>"
    tables = split_all(page.encode())
    document = tables.documents.to_pylist()[0]
    enriched = enrich_articles(tables.articles, tables.documents, tables.blocks).articles.to_pylist()[0]
    blocks = tables.blocks["text"].to_pylist()

    assert (document["outcome"], document["media_type"]) == ("kept", "text/html")
    assert document["text_chars"] == len("".join(blocks))
    assert document["boilerplate_chars"] == len("Menu\n")
    assert (enriched["extractor"], enriched["published_source"]) == ("trafilatura", "page_metadata")
    assert enriched["published_at"] == datetime(2026, 3, 13, 18, 6, tzinfo=UTC)


def test_enrichment_reads_the_capture_time_of_the_document() -> None:
    """Language, instant, count and hash are filled; each article is its own cluster until dedup."""
    tables = split_all(b"# A\n" + STORY.encode())
    row = enrich_articles(tables.articles, tables.documents, tables.blocks).articles.to_pylist()[0]

    assert row["language_code"] == "en"
    assert row["published_at"] == datetime(2026, 3, 14, 2, tzinfo=UTC)
    assert (row["published_precision"], row["published_source"]) == ("hour", "relative_to_capture")
    assert row["word_count"] == 17
    assert row["cluster_id"] == row["content_hash"]
    assert row["is_canonical"]


def test_a_file_that_changed_since_it_was_planned_fails() -> None:
    """Its bytes are not those that the ledger knows, so the next run must plan it again."""
    file = SourceFile(batch_id="night", path="a.txt", document_id="0" * 64, byte_count=1)
    loaded = load_files([(file, b"text")])

    assert loaded.documents["outcome"].to_pylist() == ["failed"]
    assert loaded.quarantine["reason_code"].to_pylist() == ["step_failed"]


def test_parameters_reach_the_steps_and_the_rows() -> None:
    """A limit set for a step holds in it, and the fingerprint tells."""
    params = PipelineParams(load=LoadParams(max_bytes=3), language=LanguageParams(min_letters=999))
    loaded = load_files(files(b"long"), params)
    tables = split_all(b"# A\n" + STORY.encode())

    assert loaded.quarantine["reason_code"].to_pylist() == ["too_large"]
    assert loaded.documents["params_fingerprint"].to_pylist() == [params.fingerprint()]
    assert enrich_articles(tables.articles, tables.documents, tables.blocks, params).articles[
        "language_code"
    ].to_pylist() == [None]


def test_a_text_that_no_table_can_hold_fails_alone() -> None:
    """Half a surrogate pair in one title must not stop the chunk."""

    def broken(text: str, params: SplitParams, hints: Hints) -> Split:
        split = stand_in(text, params, hints)
        titles = [replace(a, title=(a.title or "").replace("?", "\ud800")) for a in split.articles]
        return replace(split, articles=tuple(titles))

    documents = load_files(files(b"# A?\nb\n", b"# B\nb\n")).documents

    assert split_documents(documents, split_text=broken).documents["outcome"].to_pylist() == [
        "failed",
        "kept",
    ]


def test_an_article_without_its_document_is_an_error() -> None:
    """A missing capture time must not pass for an unknown one."""
    tables = split_all(b"# A\n" + STORY.encode())
    with pytest.raises(ValueError, match="no document"):
        enrich_articles(tables.articles, tables.documents.slice(0, 0), tables.blocks)


def test_chunked_tables_are_read_whole() -> None:
    """Staged documents put together from several files are all split."""
    parts = [load_files(files(c)).documents for c in (b"# A\na\n", b"# B\nb\n")]

    assert len(split_documents(pa.concat_tables(parts), split_text=stand_in).articles) == 2


def test_articles_are_enriched_the_same_alone_and_together() -> None:
    """Whatever else is in the chunk, and in which order: an article's rows are its own."""
    pages = [
        f"Headline number {n} of the day\n\nThe Lantern\n\n0{n + 3}-0{n}-2026\n\n{LONG_STORY}"
        for n in range(1, 5)
    ]
    loaded = load_files(files(*(page.encode() for page in pages)))
    cut = split_documents(loaded.documents)
    together = enrich_articles(cut.articles, cut.documents, cut.blocks)
    turned = enrich_articles(cut.articles.take([3, 1, 0, 2]), cut.documents, cut.blocks)
    alone = [enrich_articles(cut.articles.slice(n, 1), cut.documents, cut.blocks) for n in range(4)]

    for number, name in enumerate(together._fields):
        whole = sorted(map(repr, together[number].to_pylist()))
        assert whole == sorted(map(repr, turned[number].to_pylist())), name
        assert whole == sorted(repr(row) for part in alone for row in part[number].to_pylist()), name


def test_a_profile_says_zone_and_order_of_the_sites_times() -> None:
    rules = Rules(version=1, time_zone="Europe/Kyiv", day_order="mdy")
    profile = Profile(name="harbour", match=Match(sources=("harbour.example",)), versions=(rules,))
    text = f"Ferry stops at noon\n\n03-04-2026 18:00\n\n{LONG_STORY}"
    file = replace(source("a.txt", text.encode()), source="harbour.example")
    loaded = load_files([(file, text.encode())])
    cut = split_documents(loaded.documents)
    row = enrich_articles(
        cut.articles, cut.documents, cut.blocks, profiles=ProfileSet(profiles=(profile,))
    ).articles.to_pylist()[0]

    assert row["published_at"] == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
    assert row["timezone_assumed"] == "Europe/Kyiv"
