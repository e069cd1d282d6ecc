-- doc: Every block with the file it comes from and the title of its article: the lineage, readable. Filter by uri.
-- column article_title: title of the article that the block belongs to; null for boilerplate
SELECT d.uri, b.*, a.title AS article_title
FROM blocks b
JOIN documents d ON d.document_id = b.document_id
LEFT JOIN articles a ON a.article_id = b.article_id
ORDER BY d.uri, b.document_id, b.block_index
