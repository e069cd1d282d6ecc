-- doc: One row for each story that the archive holds today: canonical articles of current documents, with the page they come from.
SELECT a.*, d.uri, d.source, d.url, d.captured_at
FROM articles a JOIN documents d ON d.document_id = a.document_id
WHERE a.is_canonical
