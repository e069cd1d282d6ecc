"""The rows of a commit: take out of the tables what is replaced, and put in what takes its place.

For who holds the writer's lock, in a transaction, once `changes` and `consequences` have made their temporary
tables. Whatever changes the archive goes through here.
"""

import duckdb

from copydesk.schemas import (
    ARTICLES,
    BLOCKS,
    DOCUMENTS,
    DUPLICATES,
    FILES,
    LINES,
    LINKS,
    PER_ARTICLE,
    QUARANTINE,
    SEGMENTS,
    TABLES,
)
from copydesk.story_schemas import STORY_TABLES
from warehouse.lake import column_list, identifier


def take_out(con: duckdb.DuckDBPyConnection) -> None:
    """Delete rows of documents that are replaced, and those of clusters and files that change."""
    for table in ("documents", "blocks"):
        delete(con, table, "document_id", "rewritten")
    for table in ("articles", *PER_ARTICLE):
        delete(con, table, "document_id", "kept")
    delete(con, "entities", "entity_id", "entities_gone")
    delete(con, "term_counts", "language_code, term", "term_counts_gone")
    for schema in STORY_TABLES:
        name, key = (schema.metadata[part].decode() for part in (b"table", b"primary_key"))
        delete(con, name, key, f"{name}_gone")
    delete(con, "lines", "document_id", "brought")
    # Refusals of the step discover belong to a file, not to a document, and go by their own list.
    con.execute(
        "DELETE FROM quarantine WHERE step <> 'discover'"
        " AND document_id IN (SELECT document_id FROM rewritten)"
    )
    delete(con, "articles", "article_id", "articles_moved")
    delete(con, "duplicates", "article_id, other_article_id, relation", "pairs_gone")
    delete(con, "links", "content_hash, other_content_hash, relation", "links_gone")
    delete(con, "segments", "name", "segments_gone")
    delete(con, "files", "batch_id, path, version", "files_gone")
    con.execute("DELETE FROM quarantine WHERE step = 'discover' AND uri IN (SELECT uri FROM refusals_gone)")


def delete(con: duckdb.DuckDBPyConnection, table: str, key: str, gone: str) -> None:
    """Delete the rows of ``table`` whose ``key`` (columns parted by commas) is in the table ``gone``."""
    con.execute(f"DELETE FROM {table} WHERE ({key}) IN (SELECT ({key}) FROM {gone})")


def put_in(con: duckdb.DuckDBPyConnection) -> None:
    """Insert staged rows, and those of clusters and files as they are to be."""
    moved = column_list(ARTICLES.names)
    of_kept = "SEMI JOIN kept USING (document_id)"
    of_rewritten = "SEMI JOIN rewritten USING (document_id)"
    settled = ("cluster_id", "is_canonical")
    staged = column_list([n for n in ARTICLES.names if n not in settled], prefix="s.")
    articles = (
        f"SELECT {moved} FROM (SELECT {staged}, w.cluster_id, w.is_canonical"
        f" FROM staged_articles s SEMI JOIN kept ON kept.document_id = s.document_id"
        f" JOIN assigned w ON w.article_id = s.article_id)"
        f" UNION ALL SELECT {moved} FROM articles_moved"
    )
    quarantine = column_list(QUARANTINE.names)
    insert(con, "documents", f"SELECT {column_list(DOCUMENTS.names)} FROM staged_documents {of_rewritten}")
    insert(con, "articles", articles)
    for table in PER_ARTICLE:
        insert(con, table, f"SELECT {column_list(TABLES[table].names)} FROM staged_{table} {of_kept}")
    insert(con, "entities", f"SELECT {column_list(TABLES['entities'].names)} FROM entities_come")
    insert(con, "term_counts", f"SELECT {column_list(TABLES['term_counts'].names)} FROM term_counts_come")
    for schema in STORY_TABLES:
        name = schema.metadata[b"table"].decode()
        insert(con, name, f"SELECT {column_list(schema.names)} FROM {name}_come")
    insert(con, "blocks", f"SELECT {column_list(BLOCKS.names)} FROM staged_blocks {of_rewritten}")
    lines = f"SELECT {column_list(LINES.names)} FROM staged_lines SEMI JOIN brought USING (document_id)"
    insert(con, "lines", lines)
    insert(con, "duplicates", f"SELECT {column_list(DUPLICATES.names)} FROM pairs_come")
    insert(con, "links", f"SELECT {column_list(LINKS.names)} FROM links_come")
    insert(con, "segments", f"SELECT {column_list(SEGMENTS.names)} FROM segments_come")
    refused = f"SELECT {quarantine} FROM staged_quarantine {of_rewritten}"
    insert(con, "quarantine", f"{refused} UNION ALL SELECT {quarantine} FROM refusals_come")
    insert(con, "files", f"SELECT {column_list(FILES.names)} FROM files_come")


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: str) -> None:
    """Insert what the query ``rows`` gives into ``table``, in the order of its key."""
    schema = TABLES[table]
    key = schema.metadata[b"primary_key"].decode()
    con.execute(f"INSERT INTO {identifier(table)} ({column_list(schema.names)}) {rows} ORDER BY {key}")
