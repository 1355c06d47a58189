import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Ctx } from '@/lib/context'
import type { Biller } from '@/lib/core/funding/biller'
import { parseDecimal } from '@/lib/core/money/decimal'
import { type CreditGrant, grantCredit } from '@/lib/flows/funding/grant-credit'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import type { StartRequest } from '@/lib/flows/gate/check-start'
import type { CardsAtStripe } from '@/lib/stripe/cards'
import { at, contextOf, makeOrg } from './fixtures'

export const amount = (text: string): bigint => parseDecimal(text, 12) ?? -1n

/** When the billers of test orgs begin, unless a test says otherwise. */
export const longAgo = at('2026-01-01T00:00:00Z')

let references = 0

/** Grants credit as an admin does: signup credit in CHF that never expires, unless told otherwise. */
export const giveCredit = async (
  ctx: Ctx,
  org: string,
  much: string,
  over: Partial<Omit<CreditGrant, 'amount'>> = {},
): Promise<string> => {
  references += 1
  const { grant } = await grantCredit(ctx, org, {
    origin: 'signup',
    asset: 'CHF',
    priority: 0,
    expiresAt: null,
    reference: `test-${references}`,
    note: '',
    ...over,
    amount: amount(much),
  })
  return grant
}

/** An org on a biller since long ago, with some credit of the kind that the biller draws. */
export const makeFunded = async (db: Db, org: string, biller: Biller, much: string | null = null): Promise<void> => {
  const ctx = contextOf(db)
  await makeOrg(db, org)
  await switchBiller(ctx, org, biller, longAgo)
  const free = biller === 'free_credit' || biller === 'linked'
  const asset = { prepaid: 'CHF', free_credit: 'CHF', linked: 'doc.units', plan_quota: 'compute.units', invoice: 'CHF' }
  if (much !== null) await giveCredit(ctx, org, much, { origin: free ? 'free' : 'signup', asset: asset[biller] })
}

export const start = (org: string, over: Partial<StartRequest> = {}): StartRequest => ({
  org,
  use: null,
  concurrent: null,
  resource: { diskMb: 0, memoryMb: 0, vcpus: 0 },
  ...over,
})

/** What the ledger, the grants and the events of an org say, for comparing. */
export const booksOf = async (db: Db, org: string) => {
  const [row] = await db.$client<Record<string, string>[]>`
    select (select coalesce(sum(granted), 0) from credit_grants where org_id = ${org})::text as granted,
      (select coalesce(sum(remaining), 0) from credit_grants where org_id = ${org})::text as remaining,
      (select coalesce(sum(held), 0) from credit_grants where org_id = ${org})::text as held,
      (select coalesce(sum(used), 0) from credit_grants where org_id = ${org})::text as used,
      (select coalesce(sum(expired), 0) from credit_grants where org_id = ${org})::text as expired,
      (select coalesce(sum(refunded), 0) from credit_grants where org_id = ${org})::text as refunded,
      (select coalesce(sum(amount), 0) from ledger_entries where org_id = ${org})::text as ledger,
      (select coalesce(sum(amount - postpaid), 0) from usage_events where org_id = ${org})::text as charged,
      (select coalesce(sum(postpaid), 0) from usage_events where org_id = ${org})::text as postpaid,
      (select coalesce(sum(spent), 0) from spend_months where org_id = ${org})::text as spent`
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, readPico(value)]))
}

/** A customer with one card, as Stripe would say. */
export const cardOnFile =
  (customerId = 'cus_test', last4 = '4242') =>
  async (): Promise<CardsAtStripe> => {
    const methodId = `pm_${last4}`
    const card = { methodId, brand: 'visa', last4, expMonth: 12, expYear: 2030, addedAt: at('2026-10-01T08:00:00Z') }
    return { customerId, billingEmail: '', defaultMethod: methodId, cards: [card] }
  }
