import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { findAccounts } from '@/db/queries/accounts'
import { findGate } from '@/db/queries/gates'
import { findWaitingUsage } from '@/db/queries/unfunded-usage'
import { gateAt } from '@/lib/core/gate/project'
import { currentMonth } from '@/lib/flows/funding/project'

/**
 * Everything in which the books of any org disagree with the facts behind them, to the last digit: grants, months and
 * weeks with the parts that events and open reservations took, grants with their ledger, the roll-up with its events,
 * and events with each other. Empty where all is in order.
 */
export const disagreements = async (sql: Db['$client']): Promise<readonly string[]> => {
  const rows = await sql<{ what: string }[]>`
    with taken as (
      select org_id, source, sum(moved) as used from (
        select org_id, case paid_by when 'postpaid' then 'postpaid:' || to_char(day_on, 'YYYY-MM') else paid_by end as source,
               coalesce(units, amount) as moved
          from usage_events where parts is null and paid_by not in ('nothing', 'billed')
        union all
        select e.org_id, p->>'source', case p->>'measure' when 'money' then (p->>'amount')::numeric else (p->>'units')::numeric end
          from usage_events e, jsonb_array_elements(e.parts) p where e.parts is not null and p->>'source' <> 'billed'
        union all
        select u.org_id, p->>'source', case p->>'measure' when 'money' then (p->>'amount')::numeric else (p->>'units')::numeric end
          from unfunded_usage u, jsonb_array_elements(u.parts) p where u.charged_at is null
      ) parts group by 1, 2
    ), kept as (
      select r.org_id, p->>'source' as source,
             sum(case p->>'measure' when 'money' then (p->>'amount')::numeric else (p->>'units')::numeric end) as held
        from reservations r, jsonb_array_elements(r.parts) p where r.state = 'open' group by 1, 2
    ), facts as (
      select org_id, source, coalesce(used, 0) as used, coalesce(held, 0) as held
        from taken full join kept using (org_id, source)
    ), books as (
      select org_id, grant_id as source, used, held from credit_grants
      union all select org_id, 'postpaid:' || to_char(month_on, 'YYYY-MM'), spent, held from spend_months
      union all select org_id, 'week:' || week_id, used, held from quota_weeks
    ), ledger as (
      select org_id, grant_id, sum(amount) as left,
             -coalesce(sum(amount) filter (where kind = 'debit'), 0) as used,
             -coalesce(sum(amount) filter (where kind = 'expiration'), 0) as expired,
             -coalesce(sum(amount) filter (where kind in ('refund', 'adjustment')), 0) as refunded
        from ledger_entries group by 1, 2
    ), summed as (
      select org_id, day_on, meter, resource, price_book, price_version, sum(quantity) as quantity, sum(amount) as amount,
             sum(postpaid) as postpaid, sum(case when takes_back is null then 1 else -1 end) as events
        from usage_events group by 1, 2, 3, 4, 5, 6
    ), rolled as (
      select org_id, day_on, meter, resource, price_book, price_version, quantity, amount, postpaid, events from usage_daily
    ), metered as (
      select org_id, week_id, sum(units) as units from quota_week_meters group by 1, 2
    )
    select format('%s %s is %s used, %s held; it was %s and %s', org_id, source, b.used, b.held, f.used, f.held) as what
      from books b full join facts f using (org_id, source)
     where coalesce(b.used, 0) <> coalesce(f.used, 0) or coalesce(b.held, 0) <> coalesce(f.held, 0)
    union all
    select format('%s grant %s disagrees with its ledger', g.org_id, g.grant_id)
      from credit_grants g left join ledger l using (org_id, grant_id)
     where l.left is distinct from g.remaining + g.held or l.used <> g.used or l.expired <> g.expired
        or l.refunded <> g.refunded
    union all
    select format('%s grant %s: %s is gone, %s was taken, %s is to be withheld, %s can be used', g.org_id, g.grant_id, g.gone,
             o.taken, o.to_withhold, o.remaining)
      from (select g.org_id, g.grant_id, least(p.credit, coalesce(sum(g.share) filter (where g.returned_at is null), 0)) as gone
              from gone_credit g join purchases p using (org_id, grant_id) group by g.org_id, g.grant_id, p.credit) g
      join lateral (select sum(c.refunded - case when c.grant_id = g.grant_id then 0 else c.granted end) as taken,
                           sum(c.to_withhold) as to_withhold, sum(c.remaining) as remaining
              from credit_grants c where c.org_id = g.org_id and g.grant_id in (c.grant_id, c.returned_of)) o on true
     where o.taken + o.to_withhold <> g.gone
        or o.to_withhold > 0 and o.remaining > 0
    union all
    select format('%s week %s is %s used, its meters %s', q.org_id, q.week_id, q.used, m.units)
      from quota_weeks q left join metered m using (org_id, week_id) where q.used <> coalesce(m.units, 0)
    union all
    select format('%s %s %s is rolled up otherwise', org_id, day_on, meter)
      from ((table summed except table rolled) union all (table rolled except table summed)) x
    union all
    select format('%s %s has parts of another sum', org_id, idempotency_key) from usage_events e
     where parts is not null
       and (select sum((p->>'amount')::numeric) from jsonb_array_elements(parts) p) is distinct from e.amount
    union all
    select format('%s %s was paid %s, its parts %s', u.org_id, u.idempotency_key, u.paid, p.sum)
      from unfunded_usage u cross join lateral (
        select coalesce(sum((p->>'amount')::numeric), 0) as sum from jsonb_array_elements(u.parts) p) p
     where u.paid <> p.sum
    union all
    select format('%s %s is charged and waits to be charged', u.org_id, u.idempotency_key)
      from unfunded_usage u left join usage_events e using (org_id, idempotency_key)
     where (u.charged_at is null) <> (e.org_id is null)
    union all
    select format('%s has %s facts up to sequence %s', a.org_id, e.facts, a.sequence)
      from org_accounts a join (select org_id, count(*) as facts, max(sequence) as last, count(distinct sequence) as own
        from usage_events group by 1) e using (org_id) where e.last > a.sequence or e.own <> e.facts`
  return rows.map(({ what }) => what)
}

const json = (value: object): string =>
  JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}` : each))

/** Gates that are in force and say other than the rule says from scratch, of account and debts. */
export const wrongGates = async (
  db: Db,
  orgs: readonly string[],
  now: Temporal.Instant,
): Promise<readonly string[]> => {
  const accounts = await findAccounts(db, orgs)
  const wrong: string[] = []
  for (const [org, { account }] of accounts) {
    const found = await findGate(db, org, now)
    if (found?.state !== 'current') continue
    const at = now.epochNanoseconds
    const { biller, halted, remaining, held, unitsRemaining, unitsHeld } = found.gate
    const seen = json({ biller, halted, remaining, held, unitsRemaining, unitsHeld })
    const debts = await findWaitingUsage(db, org, now, 10_000)
    const { validUntil: _, ...fresh } = gateAt(account, debts, at, currentMonth(account.zone, at))
    const expected = json({
      biller: fresh.biller,
      halted: fresh.halted,
      remaining: fresh.remaining,
      held: fresh.held,
      unitsRemaining: fresh.unitsRemaining,
      unitsHeld: fresh.unitsHeld,
    })
    if (seen !== expected) wrong.push(`${org}: ${seen}, from scratch ${expected}`)
  }
  return wrong
}
