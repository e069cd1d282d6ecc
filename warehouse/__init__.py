"""Storage of copydesk: batches in, tables of one DuckLake catalog out.

The only package that opens a connection, names a path below the warehouse root, or knows which
table format is used. Order of use: `batches.read_batches`, `ledger.plan_run`, `chunks.cut_chunks`
and its stages, `clusters.stage_clusters`, `publish.publish`; to read: `query.run_sql`.
"""
