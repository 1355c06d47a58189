import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor, writePico } from '@/db/columns'
import { toPico } from '@/lib/core/funding/order'
import type { RechargeChoice, RechargeTerms } from '@/lib/core/funding/recharge'
import type { Minor } from '@/lib/core/money/amount'
import { call } from './call'
import { json, only } from './json'

type Begun = { readonly purchaseId: string; readonly by: string; readonly at: Temporal.Instant }

/** A recharge gives as much credit as it charges, for good. */
const purchaseOf = (amount: Minor, currency: string, by: string) => ({
  name: 'Auto-recharge',
  currency,
  price: writeMinor(amount),
  credit: writePico(toPico(amount)),
  begun_by: by,
})

const termsOf = ({ threshold, amount, monthlyCap }: RechargeTerms) => ({
  threshold: writeMinor(threshold),
  amount: writeMinor(amount),
  monthly_cap: monthlyCap === null ? null : writeMinor(monthlyCap),
})

/** Saves how an org is recharged. Answers the recharge that is to be charged now, because it was switched on. */
export const saveRecharge = (
  db: Db,
  org: string,
  choice: RechargeChoice & {
    readonly currency: string
    /** When the month of the cap began. */
    readonly since: Temporal.Instant
  },
  { purchaseId, by, at }: Begun,
  audit: unknown,
): Promise<string | null> =>
  call(async () => {
    const sql = db.$client
    const { enabled, currency, since } = choice
    const settings = enabled ? { enabled, currency, since: since.toString(), ...termsOf(choice) } : { enabled }
    const purchase = enabled ? purchaseOf(choice.amount, currency, by) : null
    const rows = await sql<{ id: string | null }[]>`
      select save_recharge(${org}, ${json(sql, settings)}, ${purchaseId}, ${json(sql, purchase)},
        ${by}, ${at.toString()}, ${json(sql, audit)}) as id`
    return only(rows).id
  })

/** Begins a recharge that was decided. Null where settings, cap or another recharge have changed that meanwhile. */
export const beginRecharge = (
  db: Db,
  org: string,
  {
    version,
    amount,
    currency,
    since,
  }: {
    readonly version: number
    readonly amount: Minor
    readonly currency: string
    /** When the month of the cap began. */
    readonly since: Temporal.Instant
  },
  { purchaseId, by, at }: Begun,
): Promise<string | null> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ id: string | null }[]>`
      select begin_recharge(${org}, ${version}, ${since.toString()}, ${purchaseId},
        ${json(sql, purchaseOf(amount, currency, by))}, ${at.toString()}) as id`
    return only(rows).id
  })

/** Notes that a recharge was declined, and switches them off. */
export const failRecharge = (
  db: Db,
  org: string,
  purchaseId: string,
  failure: string,
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    await db.$client`select fail_recharge(${org}, ${purchaseId}, ${failure}, ${at.toString()})`
  })

/** Notes the payment of a recharge whose money is on the way. */
export const noteRechargePayment = (db: Db, org: string, purchaseId: string, paymentIntentId: string): Promise<void> =>
  call(async () => {
    await db.$client`
      update purchases set payment_intent_id = ${paymentIntentId}
       where org_id = ${org} and purchase_id = ${purchaseId} and payment_intent_id is null`
  })

/** Switches recharges off because of a dispute or a refund; nothing where they are off. */
export const stopRecharge = (db: Db, org: string, why: 'disputed' | 'refunded'): Promise<void> =>
  call(async () => {
    await db.$client`select stop_recharge(${org}, ${why})`
  })
