-- doc: One row for each article of a story that several articles tell, story by story, the one told most first.
-- column story_title: title of the story
-- column article_count: canonical articles that tell the story
-- column outlet_count: different outlets among them, those unknown not counted
-- column day: day of publication (UTC), of capture where the page gives no time
SELECT s.story_id, s.title AS story_title, s.article_count, s.outlet_count, t.day,
       a.article_id, a.title, a.publisher, a.published_at, a.language_code, d.url
FROM stories s
JOIN story_articles t ON t.story_id = s.story_id
JOIN articles a ON a.article_id = t.article_id
JOIN documents d ON d.document_id = a.document_id
WHERE s.article_count > 1
ORDER BY s.article_count DESC, s.story_id, t.day, t.minute NULLS LAST, a.article_id
