import { findAuditBreak } from '@/db/queries/platform'
import { contextOf } from '@/db/testing/fixtures'
import { disagreements } from '@/lib/flows/funding/testing/disagreements'
import { reconcile } from '@/lib/flows/payments/reconcile/reconcile'
import type { MonthDatabase } from './month-database'
import { type MonthStripe, momentOf } from './month-stripe'

/**
 * What a month comes to, whatever Stripe's ids are and whenever it was heard: nothing of the way there. What
 * ended before it was heard of leaves no trace here: a refund by hand that failed, a subscription of a customer who is gone.
 */
const outcomes: Readonly<Record<string, string>> = {
  cards: `select m.org_id, m.card_last4, m.billing_email, array_agg(c.last4 order by c.last4) as cards
    from org_payment_methods m left join org_cards c using (org_id) group by 1, 2, 3`,
  purchases: `select org_id, kind, name, price, credit, paid_at is not null as paid, failure from purchases`,
  credit: `select org_id, asset, sum(remaining) as remaining, sum(held) as held, sum(used) as used, sum(expired) as expired
    from credit_grants group by 1, 2`,
  ledger: `select org_id, asset, sum(amount) as left from ledger_entries group by 1, 2`,
  subscribed: `select org_id, product, name, version, billed, price, status, ended_at is not null as ended,
    ends_at::date as ends, period_ends_at::date as period_ends, past_due_since::date as past_due,
    owed from stripe_subscriptions s
    where ended_at is null or org_id in (select org_id from org_payment_methods where stripe_customer_id <> '')`,
  plans: `select org_id, plan, plan_version, billed, status from subscriptions`,
  weeks: `select org_id, plan, plan_version, used, held from quota_weeks where archived_at is null`,
  gates: `select org_id, biller, halted, remaining, held, concurrency from org_gates`,
  refunds: `select r.org_id, p.name, r.amount, r.share, r.taken, r.status, r.failure
    from refunds r join purchases p using (org_id, purchase_id)
    where not (r.status = 'failed' and r.reason = 'made at Stripe')`,
  disputes: `select d.org_id, p.name, d.amount, d.status, d.taken - d.returned as frozen
    from disputes d join purchases p using (org_id, purchase_id)`,
  returns: `select org_id, kind, amount, status from payment_returns`,
  recharges: `select org_id, enabled, amount, last_failure from recharge_settings`,
  forms: `select org_id, kind, subject, choice, amount, status from checkouts`,
  payments: `select org_id, via, amount, applied_to from payments`,
  invoices: `select org_id, total, paid_on is not null as paid from invoices`,
  failing: `select type, sentence from stripe_events where state = 'failing'`,
}

/** What the month comes to for everybody, and what is wrong with it. */
export const monthOutcome = async (
  { db, owner }: MonthDatabase,
  stripe: MonthStripe,
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const seen: Record<string, readonly string[]> = {}
  for (const [name, select] of Object.entries(outcomes)) {
    const rows = await owner.$client.unsafe<{ row: string }[]>(`select to_jsonb(t)::text as row from (${select}) t`)
    seen[name] = rows.map(({ row }) => row).sort()
  }
  const different = await reconcile({ ...contextOf(db), now: momentOf(stripe) }, stripe.gateway, { mends: false })
  return {
    ...seen,
    different: different.map(({ org, kind }) => `${org} ${kind}`),
    disagreements: await disagreements(owner.$client),
    audit: (await findAuditBreak(db)) === null ? [] : ['the chain is broken'],
  }
}
