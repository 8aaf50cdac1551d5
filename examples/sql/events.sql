create view events as
select user_id as unit_id, variation_id as arm, timestamp as event_time,
  0 as revenue, 0 as clicks, 0 as views
from experiment_viewed where experiment_id = 'week41'
union all
select user_id, null, timestamp, amount, 0, 0 from orders
union all
select user_id, null, timestamp, 0, clicks, views from page_views
