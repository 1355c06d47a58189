import { Temporal } from 'temporal-polyfill'
import { readPico, writePico } from '@/db/columns'
import { waiveUsage } from '@/db/commands/waive-usage'
import { writeFunding } from '@/db/commands/write-funding'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import { findKeptUsage, type KeptUsage } from '@/db/queries/former-debts'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { billerAt } from '@/lib/core/funding/biller'
import { hasLeft } from '@/lib/core/funding/former'
import { dayReader } from '@/lib/core/time/billing-day'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { isResult } from '@/lib/flows/usage/item-result'
import { type PricedEvent, priceEvent, readEvent } from '@/lib/flows/usage/price-event'
import { pricesOfBooks, pricingByDay } from '@/lib/flows/usage/prices'
import { Refusal } from '@/lib/platform/errors'

export type DebtOrder = {
  readonly org: string
  /** The key of the usage event. */
  readonly key: string
  /** `bill` puts it onto the next invoice, `waive` charges it never. */
  readonly how: 'bill' | 'waive'
  readonly reason: string
}

export type SettledDebt = { readonly outcome: 'billed' | 'waived'; readonly amount: string }

const attempts = 50

const settledAlready = () => new Refusal('stale', 'This debt is settled already. Look at the list again.')

/**
 * An admin bills or waives usage of a time under a biller that the org has left, which that biller's sources could not pay
 * (W5). Billed it is on the next invoice, as usage of its own day; it counts against no cap of today and moves no gate. Of
 * those who settle it at once one does.
 */
export const settleDebt = async (ctx: Ctx, order: DebtOrder): Promise<SettledDebt> => {
  requirePermission(ctx, 'platform:admin')
  const { org, key, how, reason } = order
  const { amount } = await openDebt(ctx, order)
  const shown = writePico(amount)
  const audit = auditEntry(ctx, `debt.${how}`, { org, subject: key, after: { amount: shown, reason } })
  if (how === 'bill') return bill(ctx, order, audit)
  const outcome = await waiveUsage(ctx.db, org, key, { reason, by: actorName(ctx.actor), at: ctx.now, audit })
  if (outcome !== 'waived') throw settledAlready()
  return { outcome, amount: shown }
}

type OpenDebt = KeptUsage & { readonly loaded: LoadedAccount }

const openDebt = async (ctx: Ctx, { org, key }: DebtOrder): Promise<OpenDebt> => {
  const [loaded, kept] = await Promise.all([findAccount(ctx.db, org), findKeptUsage(ctx.db, org, key)])
  if (!loaded) throw unknownOrg(org)
  if (!kept) throw new Refusal('not_found', 'There is no such debt.')
  if (kept.state !== 'waiting') throw settledAlready()
  const usedAt = Temporal.Instant.from(kept.event.at).epochNanoseconds
  if (!hasLeft(loaded.account.switches, usedAt, ctx.now.epochNanoseconds)) {
    const sentence = 'This usage is of the biller in force: it is charged by itself once there are funds.'
    throw new Refusal('invalid_request', sentence, { key })
  }
  return { ...kept, loaded }
}

const bill = async (ctx: Ctx, order: DebtOrder, audit: object): Promise<SettledDebt> => {
  const { org } = order
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { event, loaded } = await openDebt(ctx, order)
    const { row } = await priced(ctx, order, event, loaded)
    const biller = billerAt(loaded.account.switches, Temporal.Instant.from(event.at).epochNanoseconds)
    const write = {
      org,
      version: loaded.version,
      book: row.book,
      book_version: loaded.books.find(({ book }) => book === row.book)?.latest ?? 0,
      claim: { kind: 'audit' },
      events: [{ ...row, biller, paid_by: 'billed', postpaid: row.amount }],
      by: actorName(ctx.actor),
      audit,
    } as const
    const answer = (await writeFunding(ctx.db, ctx.now, [write])).get(org)
    if (answer?.outcome === 'applied' || answer?.outcome === 'repeated')
      return { outcome: 'billed', amount: row.amount }
    if (answer?.outcome === 'known') throw settledAlready()
  }
  throw new Refusal('stale', `Much is happening to ${org} at the moment; try again.`, { org })
}

/** The usage as it is priced on its own day. */
const priced = async (
  ctx: Ctx,
  { org, key }: DebtOrder,
  { meter, quantity, at, resource, properties, reservation }: KeptUsage['event'],
  { account, books }: LoadedAccount,
): Promise<PricedEvent> => {
  const event = { key, org, meter, quantity: readPico(quantity), at: Temporal.Instant.from(at), resource, properties }
  const read = readEvent({ ...event, reservation }, ctx.now)
  const pricingOn = pricingByDay(books, await pricesOfBooks(ctx.db, books))
  const found = isResult(read) ? read : priceEvent(read, pricingOn, dayReader(account.zone))
  if (!isResult(found)) return found
  if (found.outcome !== 'refused') throw new Error(`the usage ${key} is neither priced nor refused`)
  throw new Refusal('price_missing', found.refusal.sentence, { key })
}
