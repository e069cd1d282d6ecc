-- doc: Refusals that still stand: of documents that a batch holds today, and of files that cannot be read.
SELECT q.*
FROM quarantine q
WHERE q.step = 'discover' OR q.document_id IN (SELECT document_id FROM files WHERE is_current)
