import type { Db } from '@/db/client'
import { findStripeCustomer } from '@/db/queries/orgs'
import { findAuditBreak } from '@/db/queries/platform'
import { contextOf } from '@/db/testing/fixtures'
import { disagreements } from '@/lib/flows/funding/testing/disagreements'
import { readGate } from '@/lib/flows/gate/read-gate'
import { reconcile } from '@/lib/flows/payments/reconcile/reconcile'
import { type MonthStripe, momentOf } from './month-stripe'

/** A table that somebody sees, without the columns that handling makes up: ids of its own, and when it was done. */
type View = {
  readonly table: string
  readonly without: readonly string[]
  /** Columns that are written as something else: a day where handling decides the hour. */
  readonly as?: Readonly<Record<string, string>>
  readonly where?: string
}

const grantIds = `regexp_replace(reference, 'gr_[^:]+', 'grant', 'g')`
const day = (column: string): string => `to_char(${column}, 'YYYY-MM-DD')`

const views: readonly View[] = [
  { table: 'org_payment_methods', without: ['version', 'updated_at', 'recorded_at'] },
  { table: 'org_cards', without: [] },
  { table: 'purchases', without: ['paid_at', 'failed_at', 'grant_id'] },
  {
    table: 'credit_grants',
    without: ['grant_id', 'granted_at', 'sequence'],
    as: { expires_at: day('expires_at') },
  },
  {
    table: 'ledger_entries',
    without: ['grant_id', 'occurred_at', 'recorded_at', 'sequence'],
    as: { reference: grantIds },
  },
  { table: 'stripe_subscriptions', without: ['reading', 'read_at'] },
  { table: 'subscriptions', without: ['changed_at'], as: { period_started_at: day('period_started_at') } },
  {
    table: 'quota_weeks',
    without: ['week_id', 'opened_at', 'archived_at'],
    as: { starts_at: day('starts_at'), ends_at: day('ends_at') },
  },
  { table: 'org_gates', without: ['version', 'generation', 'valid_until', 'projected_at'] },
  { table: 'org_funding', without: ['updated_at'] },
  { table: 'refunds', without: ['requested_at', 'settled_at'] },
  { table: 'disputes', without: ['read_at', 'status_at'] },
  { table: 'payment_returns', without: ['read_at', 'status_at'] },
  { table: 'subscription_payments', without: ['read_at', 'ended_at'] },
  { table: 'customer_balances', without: ['read_at'] },
  { table: 'recharge_settings', without: ['version', 'changed_at'] },
  { table: 'checkouts', without: [] },
  { table: 'payments', without: ['payment_id'] },
  { table: 'invoices', without: ['snapshot', 'snapshot_text', 'sha256', 'paid_at', 'issued_at'] },
  { table: 'quota_notices', without: ['week_id', 'crossed_at'] },
  { table: 'stripe_events', without: ['payload', 'attempts', 'received_at', 'settled_at'], where: `state = 'failing'` },
]

const rowsOf = async (owner: Db, { table, without, as = {}, where = 'true' }: View): Promise<string[]> => {
  const written = Object.entries(as).map(([column, text]) => `'${column}', ${text}`)
  const rows = await owner.$client.unsafe<{ row: string }[]>(
    `select (to_jsonb(t) - $1::text[] || jsonb_build_object(${written.join()}))::text as row from ${table} t where ${where}`,
    [[...without]],
  )
  return rows.map(({ row }) => row).sort()
}

/** The cards and subscriptions of a customer as Stripe has them, and which card each is charged to. */
const atStripe = async ({ gateway }: MonthStripe, customerId: string): Promise<string[]> => {
  const [{ cards, defaultMethod }, subscriptions] = [
    await gateway.readCards(customerId),
    await gateway.readSubscriptions(customerId),
  ]
  return [
    ...cards.map(({ methodId, last4 }) => `${last4}${methodId === defaultMethod ? ' is charged' : ''}`),
    ...subscriptions.map(({ ownMethod, status, price, choice }) => `${choice.name} ${status} ${price} ${ownMethod}`),
  ]
}

/** Everything that customers and administrators see, here and at Stripe, and what is wrong with it. */
export const whatIsSeen = async (
  { db, owner }: { readonly db: Db; readonly owner: Db },
  stripe: MonthStripe,
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const ctx = { ...contextOf(db), now: momentOf(stripe) }
  const orgs = (await owner.$client<{ org: string }[]>`select org_id as org from orgs order by 1`).map(({ org }) => org)
  const there: string[] = []
  for (const org of orgs) {
    await readGate(ctx, org)
    const customerId = await findStripeCustomer(db, org)
    if (customerId === null) continue
    there.push(...(await atStripe(stripe, customerId)).map((line) => `${org}: ${line}`))
  }
  const tables = await Promise.all(views.map(async (view) => [view.table, await rowsOf(owner, view)] as const))
  const different = await reconcile(ctx, stripe.gateway, { mends: false })
  return {
    ...Object.fromEntries(tables),
    there,
    different: different.map(({ org, kind, subject }) => `${org} ${kind} ${subject}`),
    disagreements: await disagreements(owner.$client),
    audit: (await findAuditBreak(db)) === null ? [] : ['the chain is broken'],
  }
}
