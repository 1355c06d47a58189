import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readMinor } from '@/db/columns'
import type { Minor } from '@/lib/core/money/amount'
import { call } from './call'
import { json, only } from './json'
import type { ClaimedEvent } from './record-payment'

/** Our row of a Checkout that is open, and its session where Stripe made one. */
export type OpenedForm = { readonly checkoutId: string; readonly sessionId: string | null }

export type OpenedCheckout =
  | ({ readonly outcome: 'opened' | 'existing'; readonly amount: Minor } & OpenedForm)
  | { readonly outcome: 'already_paid' }
  | { readonly outcome: 'charging' }
  | { readonly outcome: 'unknown' }

type Row = {
  outcome: 'opened' | 'existing' | 'already_paid' | 'charging' | 'unknown'
  checkout_id: string
  session_id: string | null
  amount: string
}

/** Opens a Checkout for what is open of an invoice, or answers the one that is open. */
export const openCheckout = (
  db: Db,
  org: string,
  invoiceId: string,
  checkoutId: string,
  openedAt: Temporal.Instant,
): Promise<OpenedCheckout> =>
  call(async () => {
    const rows = await db.$client<Row[]>`
      select outcome, checkout_id, session_id, amount::text
        from open_checkout(${org}, ${invoiceId}, ${checkoutId}, ${openedAt.toString()})`
    const row = only(rows)
    if (row.outcome === 'already_paid') return { outcome: 'already_paid' }
    if (row.outcome === 'charging') return { outcome: 'charging' }
    if (row.outcome === 'unknown') return { outcome: 'unknown' }
    const { outcome, checkout_id: id, session_id: session, amount } = row
    return { outcome, checkoutId: id, sessionId: session, amount: readMinor(amount) }
  })

/** Opens a Checkout that saves a card, or answers the one that is open. */
export const openCardCheckout = (
  db: Db,
  org: string,
  checkoutId: string,
  openedAt: Temporal.Instant,
): Promise<OpenedForm> =>
  call(async () => {
    const rows = await db.$client<Row[]>`
      select checkout_id, session_id from open_card_checkout(${org}, ${checkoutId}, ${openedAt.toString()})`
    const row = only(rows)
    return { checkoutId: row.checkout_id, sessionId: row.session_id }
  })

/** Notes that a Checkout came to what it was for, where that was recorded by itself. */
export const finishCheckout = (
  db: Db,
  { org, checkoutId }: { readonly org: string; readonly checkoutId: string },
  sentence: string,
  event: ClaimedEvent | null,
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    await db.$client`
      select finish_checkout(${org}, ${checkoutId}, ${sentence}, ${json(db.$client, event)}, ${at.toString()})`
  })

/** Notes the Stripe session of a Checkout; the first one stays. */
export const attachCheckoutSession = (db: Db, org: string, checkoutId: string, sessionId: string): Promise<void> =>
  call(async () => {
    await db.$client`select attach_checkout_session(${org}, ${checkoutId}, ${sessionId})`
  })

/** Ends a Checkout that expired or failed unpaid. */
export const endCheckout = (
  db: Db,
  org: string,
  checkoutId: string,
  event: ClaimedEvent | null,
  at: Temporal.Instant,
): Promise<'ended' | 'repeated'> =>
  call(async () => {
    const rows = await db.$client<{ outcome: 'ended' | 'repeated' }[]>`
      select end_checkout(${org}, ${checkoutId}, ${json(db.$client, event)}, ${at.toString()}) as outcome`
    return only(rows).outcome
  })

/** What became of a Stripe event. */
export type EventNote = {
  readonly event: ClaimedEvent
  readonly state: 'done' | 'ignored' | 'failing'
  readonly sentence: string
  readonly at: Temporal.Instant
}

/** Notes Stripe events whose effect failed, that have none, or whose effect was recorded by itself and may be repeated. */
export const noteStripeEvents = (db: Db, notes: readonly EventNote[]): Promise<void> =>
  call(async () => {
    const claims = notes.map(({ event, state, sentence, at }) => ({ event, state, sentence, at: at.toString() }))
    await db.$client`select note_stripe_events(${json(db.$client, claims)})`
  })

/** Notes the org's customer at Stripe; the first one stays and is answered. */
export const noteStripeCustomer = (db: Db, org: string, customerId: string, at: Temporal.Instant): Promise<string> =>
  call(async () => {
    const rows = await db.$client<{ id: string }[]>`
      insert into org_payment_methods as m (org_id, stripe_customer_id, updated_at)
      values (${org}, ${customerId}, ${at.toString()})
      on conflict (org_id) do update
        set stripe_customer_id = coalesce(nullif(m.stripe_customer_id, ''), excluded.stripe_customer_id)
      returning m.stripe_customer_id as id`
    return only(rows).id
  })
