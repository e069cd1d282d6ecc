-- doc: One row for each item of each digest that the archive holds today, in order.
-- column item_index: place of the item in its digest, from 1
-- column item_title: heading of the item; null if it has none
-- column item_body: text of the item
SELECT article_id, document_id, batch_id, title, publisher, published_at,
       unnest(range(1, len(items) + 1)) AS item_index,
       unnest(list_transform(items, i -> i.title)) AS item_title,
       unnest(list_transform(items, i -> i.body)) AS item_body
FROM articles
WHERE is_canonical AND items IS NOT NULL
ORDER BY article_id, item_index
