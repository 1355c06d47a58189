import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readMinor, readPico } from '@/db/columns'
import type { AlertFacts } from '@/lib/core/alerts/due-alerts'
import type { ReturnFact } from '@/lib/core/alerts/returned'
import type { Minor, Pico } from '@/lib/core/money/amount'
import type { Product } from '@/lib/core/plans/offer'
import { productTitle } from '@/lib/core/plans/product-title'
import type { DaySpan } from '@/lib/core/time/day'
import { lookUp } from './look-up'
import { listPlanNames } from './plan-versions'

/** What alerts are found from, besides the account, the gate and what is subscribed to. */
export type StoredAlertFacts = {
  /** What was used in each of the spans at its price, no matter who pays. */
  readonly spent: readonly Pico[]
  readonly begun: boolean
  /** The newest grant of the kind that pays, in the org's currency; empty where there is none. */
  readonly newestGrant: string
  /** The key of a halt that was told and whose end was not. */
  readonly toldStop: string | null
  readonly recharge: { readonly newest: string; readonly amount: Minor; readonly failure: string } | null
}

/** Which facts are asked for. */
export type AskedFacts = {
  readonly org: string
  readonly currency: string
  readonly spans: readonly DaySpan[]
  /** Whether grants of free credit pay, and whether others do. */
  readonly free: boolean
  readonly bought: boolean
}

type Row = {
  spent: string[]
  begun: boolean
  newest_grant: string | null
  told_stop: string | null
  recharge_amount: string | null
  recharge_failure: string | null
  newest_recharge: string | null
}

export const findAlertFacts = (db: Db, { org, currency, spans, free, bought }: AskedFacts): Promise<StoredAlertFacts> =>
  lookUp(async () => {
    const [row] = await db.$client<Row[]>`
      select (select array_agg(coalesce(used.amount, 0)::text order by span.place)
                from unnest(${spans.map(({ start }) => start)}::text[]::date[], ${spans.map(({ end }) => end)}::text[]::date[])
                  with ordinality as span (start_on, end_on, place)
                left join lateral (select sum(d.amount) as amount from usage_daily d
                  where d.org_id = ${org} and d.day_on >= span.start_on and d.day_on < span.end_on) used on true) as spent,
             exists (select from usage_daily d where d.org_id = ${org})
               or exists (select from credit_grants g where g.org_id = ${org}) as begun,
             (select g.grant_id from credit_grants g where g.org_id = ${org} and g.asset = ${currency}
                 and case when g.origin = 'free' then ${free}::boolean else ${bought}::boolean end
               order by g.sequence desc limit 1) as newest_grant,
             (select a.alert_key from alerts a where a.org_id = ${org} and a.kind = 'stopped'
                 and not exists (select from alerts e where e.org_id = a.org_id
                   and e.alert_key = 'goes_on:' || split_part(a.alert_key, ':', 2))
               order by split_part(a.alert_key, ':', 2)::bigint desc limit 1) as told_stop,
             r.amount as recharge_amount, r.last_failure as recharge_failure,
             (select p.purchase_id from purchases p where p.org_id = ${org} and p.kind = 'recharge'
               order by p.begun_at desc, p.purchase_id desc limit 1) as newest_recharge
        from (select) one
        left join recharge_settings r on r.org_id = ${org} and not r.enabled and r.last_failure <> ''`
    if (!row) throw new Error('a query without a table always answers a row')
    return {
      spent: row.spent.map(readPico),
      begun: row.begun,
      newestGrant: row.newest_grant ?? '',
      toldStop: row.told_stop,
      recharge:
        row.recharge_amount === null
          ? null
          : {
              newest: row.newest_recharge ?? '',
              amount: readMinor(row.recharge_amount),
              failure: row.recharge_failure ?? '',
            },
    }
  })

/** Thresholds of weekly quotas that an org crossed since an instant (Q3). */
export const listQuotaCrossings = (db: Db, org: string, since: Temporal.Instant): Promise<AlertFacts['quotas']> =>
  lookUp(async () => {
    const rows = await db.$client<{ week: string; percent: number; used: string; quota: string; ends_at: string }[]>`
      select n.week_id as week, n.percent, w.used, w.quota, w.ends_at
        from quota_notices n join quota_weeks w using (org_id, week_id)
       where n.org_id = ${org} and n.crossed_at > ${since.toString()} order by n.crossed_at, n.percent`
    return rows.map(({ week, percent, used, quota, ends_at }) => ({
      week,
      percent,
      used: readPico(used),
      quota: readPico(quota),
      endsAt: readInstant(ends_at).epochNanoseconds,
    }))
  })

/** Charges of an org's saved card for invoices that failed since an instant, of invoices that are not paid. */
export const listFailedCharges = (db: Db, org: string, since: Temporal.Instant): Promise<AlertFacts['charges']> =>
  lookUp(async () => {
    const rows = await db.$client<
      { invoice: string; number: string; amount: string; currency: string; failure: string }[]
    >`
      select c.invoice_id as invoice, i.number, coalesce(c.amount, i.total - i.paid_amount)::text as amount, c.currency,
             c.failure
        from invoice_charges c join invoices i using (org_id, invoice_id)
       where c.org_id = ${org} and c.outcome = 'failed' and c.settled_at > ${since.toString()} and i.paid_at is null
       order by c.settled_at, c.invoice_id`
    return rows.map(({ amount, ...charge }) => ({ ...charge, amount: readMinor(amount) }))
  })

/** Payments of which money went back, or whose dispute changed, since an instant, whatever was paid for. */
export const listReturnFacts = (db: Db, org: string, since: Temporal.Instant): Promise<ReturnFact[]> =>
  lookUp(async () => {
    const after = since.toString()
    const rows = await db.$client<(Omit<ReturnFact, 'amount'> & { amount: string; product: Product | null })[]>`
      select d.dispute_id as id, 'dispute' as kind, d.status, d.amount::text, d.currency, 'purchase' as about, p.name,
             false as undone, null as product
        from disputes d join purchases p using (org_id, purchase_id)
       where d.org_id = ${org} and d.status_at > ${after}
      union all
      select r.refund_id, 'refund', r.status, r.amount::text, p.currency, 'purchase', p.name, false, null
        from refunds r join purchases p using (org_id, purchase_id)
       where r.org_id = ${org} and r.settled_at > ${after}
      union all
      select r.return_id, r.kind, r.status, r.amount::text, r.currency, 'invoice', i.number, i.paid_at is null, null
        from payment_returns r join invoices i using (org_id, invoice_id)
       where r.org_id = ${org} and r.status_at > ${after}
      union all
      select r.return_id, r.kind, r.status, r.amount::text, r.currency, 'subscription',
             coalesce(s.name, p.subscription_id), p.ended_at is not null, s.product
        from payment_returns r join subscription_payments p using (org_id, stripe_invoice_id)
        left join stripe_subscriptions s using (org_id, subscription_id)
       where r.org_id = ${org} and r.status_at > ${after}
       order by 1`
    const plans = rows.some(({ product }) => product === 'plan') ? await listPlanNames(db) : new Map<string, string>()
    return rows.map(({ product, ...row }) => ({
      ...row,
      name: product === null ? row.name : productTitle(plans, { product, name: row.name }),
      amount: readMinor(row.amount),
    }))
  })
