-- Months that were used before spend was kept by month.
insert into spend_months (org_id, month_on, spent, held)
select org_id, date_trunc('month', day_on)::date, sum(postpaid), 0 from usage_daily group by 1, 2
on conflict do nothing;
