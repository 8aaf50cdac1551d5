with exposures as (
  select unit_id, arm, event_time,
    row_number() over (partition by unit_id order by event_time, arm) as nth
  from events where arm is not null
),
-- The first exposure assigns a unit. It leaves the test when it is seen in another arm.
assigned as (
  select f.unit_id, f.arm, f.event_time as since, min(o.event_time) as gone
  from exposures f
  left join exposures o on o.unit_id = f.unit_id and o.arm <> f.arm
  where f.nth = 1
  group by f.unit_id, f.arm, f.event_time
),
-- The covariate: revenue in the four weeks before the assignment.
before as (
  select a.unit_id, coalesce(sum(e.revenue), 0) as revenue_before
  from assigned a
  left join events e on e.unit_id = a.unit_id
    and e.event_time < a.since and e.event_time >= a.since - interval '28' day
  group by a.unit_id
),
-- Only days that are complete.
days as (
  select distinct cast(event_time as date) as day from events
  where cast(event_time as date) < current_date
),
totals as (
  select d.day, a.arm, a.unit_id,
    coalesce(sum(e.revenue), 0) as revenue,
    coalesce(sum(e.clicks), 0) as clicks,
    coalesce(sum(e.views), 0) as views
  from days d
  join assigned a on cast(a.since as date) <= d.day
    and (a.gone is null or cast(a.gone as date) > d.day)
    -- window: and a.since + interval '7' day <= d.day + interval '1' day
  left join events e on e.unit_id = a.unit_id
    and e.event_time >= a.since and cast(e.event_time as date) <= d.day
    -- window: and e.event_time < a.since + interval '7' day
  group by d.day, a.arm, a.unit_id
)
select t.day, t.arm, count(*) as n,
  sum(revenue) as revenue,
  sum(revenue * revenue) as revenue_squares,
  max(revenue * revenue) as revenue_largest,
  sum(revenue_before) as revenue_before,
  sum(revenue_before * revenue_before) as revenue_before_squares,
  sum(revenue_before * revenue) as revenue_before_revenue,
  sum(clicks) as clicks, sum(views) as views,
  sum(clicks * clicks) as clicks_squares,
  sum(views * views) as views_squares,
  sum(clicks * views) as clicks_views
from totals t join before b on b.unit_id = t.unit_id
group by t.day, t.arm
order by t.day, t.arm
