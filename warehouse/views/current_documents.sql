-- doc: Documents that at least one batch holds today, left out those that newer versions of their files replaced.
SELECT d.*
FROM documents d
WHERE d.document_id IN (SELECT document_id FROM files WHERE is_current)
