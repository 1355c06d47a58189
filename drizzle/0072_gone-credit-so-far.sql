grant select, insert on gone_credit to kontor_app;
--> statement-breakpoint
grant update (share, gone_at, sequence, round, returned_at, taken, returned) on gone_credit to kontor_app;
--> statement-breakpoint
grant update (to_withhold) on credit_grants to kontor_app;
--> statement-breakpoint
comment on table gone_credit is 'Credit of purchases whose money went back by refunds and disputes, as it was written with the account.';
--> statement-breakpoint
-- Credit that came back was known by its reference alone: that of the entry which took it, and `:returned`.
with recursive own as (
  select p.org_id, p.grant_id as first, p.grant_id from purchases p
   where p.grant_id is not null
     and (exists (select from refunds r where r.org_id = p.org_id and r.purchase_id = p.purchase_id)
       or exists (select from disputes d where d.org_id = p.org_id and d.purchase_id = p.purchase_id))
  union
  select own.org_id, own.first, back.grant_id
    from own
    join ledger_entries taken on taken.org_id = own.org_id and taken.grant_id = own.grant_id
      and taken.kind in ('refund', 'adjustment')
    join ledger_entries back on back.org_id = own.org_id and back.kind = 'topup'
      and back.reference = taken.reference || ':returned'
)
update credit_grants g set returned_of = own.first
  from own where g.org_id = own.org_id and g.grant_id = own.grant_id and own.grant_id <> own.first;
--> statement-breakpoint
-- Refunds and disputes that took effect. One of which nothing was taken while credit of it was left takes effect when it is
-- told again.
with returns as (
  select r.org_id, r.refund_id as id, p.grant_id, r.share, r.requested_at as at, r.status = 'failed' as back,
         r.taken is not null as known
    from refunds r join purchases p using (org_id, purchase_id) where p.grant_id is not null
  union all
  select d.org_id, d.dispute_id, p.grant_id,
         case when d.amount >= p.price + p.tax then p.credit
           else trunc(p.credit * d.amount / (p.price + p.tax), 12) end,
         d.opened_at, d.status in ('won', 'prevented', 'warning_closed'),
         d.status not like 'warning%' and not exists (
           select from credit_grants c
            where c.org_id = p.org_id and p.grant_id in (c.grant_id, c.returned_of) and c.remaining > 0)
    from disputes d join purchases p using (org_id, purchase_id) where p.grant_id is not null
), moved as (
  select r.*,
         coalesce((select -sum(e.amount) from ledger_entries e
                    where e.org_id = r.org_id and e.kind in ('refund', 'adjustment')
                      and (e.reference = r.id or starts_with(e.reference, r.id || ':'))), 0) as taken,
         coalesce((select sum(e.amount) from ledger_entries e
                    where e.org_id = r.org_id and e.kind = 'topup'
                      and starts_with(e.reference, r.id) and e.reference like '%:returned'), 0) as returned,
         (select count(*) from ledger_entries e
           where e.org_id = r.org_id and e.kind = 'topup'
             and starts_with(e.reference, r.id) and e.reference like '%:returned') as rounds
    from returns r
)
insert into gone_credit (org_id, return_id, grant_id, share, gone_at, sequence, round, returned_at, taken, returned)
select m.org_id, m.id, m.grant_id, m.share, m.at,
       row_number() over (partition by m.org_id order by m.at, m.id), m.rounds + case when m.back then 0 else 1 end,
       case when m.back then m.at end, case when m.back then m.taken end, case when m.back then m.returned end
  from moved m
 where case when m.back then m.rounds > 0 else m.known or m.taken > 0 end;
--> statement-breakpoint
-- What was spent or held of it and did not come back since.
with gone as (
  select p.org_id, p.grant_id, least(p.credit, sum(g.share)) as amount
    from gone_credit g join purchases p on p.org_id = g.org_id and p.grant_id = g.grant_id
   where g.returned_at is null
   group by p.org_id, p.grant_id, p.credit
), own as (
  select g.org_id, g.grant_id as first, c.grant_id, c.used + c.held + c.expired as out,
         case when c.grant_id <> g.grant_id then c.granted else 0 end as came_back
    from gone g
    join credit_grants c on c.org_id = g.org_id and g.grant_id in (c.grant_id, c.returned_of)
), kept as (
  select o.org_id, o.first, sum(o.out) as out,
         sum(coalesce((select -sum(e.amount) from ledger_entries e
                        where e.org_id = o.org_id and e.grant_id = o.grant_id and e.kind in ('refund', 'adjustment')
                          and (starts_with(e.reference, 'withheld:') or exists (
                            select from gone_credit g
                             where g.org_id = o.org_id and g.grant_id = o.first
                               and (e.reference = g.return_id or starts_with(e.reference, g.return_id || ':'))))), 0)
             - o.came_back) as taken
    from own o group by o.org_id, o.first
), owed as (
  select g.org_id, g.grant_id, greatest(least(g.amount - k.taken, k.out), 0) as amount
    from gone g join kept k on k.org_id = g.org_id and k.first = g.grant_id
)
update credit_grants c set to_withhold = owed.amount
  from owed where c.org_id = owed.org_id and c.grant_id = owed.grant_id and owed.amount > 0;
--> statement-breakpoint
-- Who remembers an account reads it again.
update org_accounts a set version = a.version + 1
 where exists (select from credit_grants c where c.org_id = a.org_id and c.to_withhold > 0);
