-- doc: Places, people and organisations in the stories that the archive holds today, with where they lie and how often they are named.
-- column article_id: canonical article
-- column entity_id: row of entities
-- column type: country, capital, city, region, person or organisation
-- column name: usual name of a place, else the spelling that the article has most
-- column country_code: of a place
-- column latitude: of a place, degrees
-- column longitude: of a place, degrees
-- column mention_count: how often the article names it
-- column confidence: of its surest mention, 0 to 1
-- column in_title: whether the title names it
SELECT m.article_id, m.entity_id, e.type, coalesce(any_value(e.name), mode(m.surface ORDER BY m.surface)) AS name,
       e.country_code, e.latitude, e.longitude, count(*) AS mention_count, max(m.confidence) AS confidence,
       bool_or(m.field = 'title') AS in_title
FROM mentions m
JOIN articles a ON a.article_id = m.article_id AND a.is_canonical
JOIN entities e ON e.entity_id = m.entity_id
GROUP BY m.article_id, m.entity_id, e.type, e.country_code, e.latitude, e.longitude
