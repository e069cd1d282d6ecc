-- doc: What is taken back now, the newest first, with what it holds back.
-- column batch_id: batch that was taken back, or that of the document's first sighting
-- column uri: where the document was seen first, `<batch_id>/<path>`; null for a batch
-- column title: of an article; null for the others, if it has none, or if its document was cut otherwise since
-- column article_count: articles that it holds back; those of a batch that another batch holds too stand
SELECT r.scope, r.target, coalesce(d.batch_id, r.target) AS batch_id, d.uri, a.title, r.reason, r.retracted_at,
       coalesce(n.article_count, 0) AS article_count
FROM retractions r
LEFT JOIN documents d
  ON d.document_id = CASE r.scope WHEN 'article' THEN r.document_id WHEN 'document' THEN r.target END
LEFT JOIN articles a ON r.scope = 'article' AND a.article_id = r.target
LEFT JOIN (SELECT scope, target, count(*) AS article_count FROM articles_retracted GROUP BY scope, target) n
  ON n.scope = r.scope AND n.target = r.target
WHERE r.restored_at IS NULL
ORDER BY r.retracted_at DESC, r.scope, r.target
