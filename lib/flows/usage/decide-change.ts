import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico, writePico } from '@/db/columns'
import type { FundingWrite } from '@/db/commands/write-funding'
import { findExpiredGrants, findGrantsOf, type LoadedAccount } from '@/db/queries/accounts'
import type { ReturnedPart, ToldUsage } from '@/db/queries/told-usage'
import type { Ctx } from '@/lib/context'
import type { Account } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import { chargeOf, ratioOf } from '@/lib/core/funding/charge'
import { hasLeft, isShort } from '@/lib/core/funding/former'
import { type Posting, post } from '@/lib/core/funding/post'
import { weekSourceId } from '@/lib/core/funding/sources'
import { amend, returnMoves } from '@/lib/core/funding/take-back'
import { measured } from '@/lib/core/funding/till'
import { toldParts } from '@/lib/core/funding/told-parts'
import type { Part } from '@/lib/core/funding/waterfall'
import { pico } from '@/lib/core/money/amount'
import { dayAt, dayReader } from '@/lib/core/time/billing-day'
import { monthOf } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'
import type { Amend, Asked, New, Old, Said } from './change-order'
import { saidOf, writeOf } from './change-rows'
import { isResult } from './item-result'
import { priceEvent, type ReadEvent, readEvent } from './price-event'
import { pricesOfBooks, pricingByDay } from './prices'

/** Decides what taking an event back, or amending it, moves, as one write. */
export const decideChange = async (
  ctx: Ctx,
  asked: Asked,
): Promise<{ readonly write: FundingWrite; readonly change: Said }> => {
  const { ids, told, loaded } = asked
  const at = ctx.now.epochNanoseconds
  const old = oldOf(told, loaded.account)
  const read = ids.amend ? amendedEvent(ctx, asked, ids.amend) : null
  const account = await withPayers(ctx.db, loaded.account, old.parts, read?.at.epochNanoseconds ?? null)
  const to = read ? await chargeNew(ctx, { ...loaded, account }, old, read) : null
  const moves = to ? to.paid.moves : returnMoves(account, old.parts, at)
  const posting = withWeeks(post(moves), [...old.parts, ...(to?.paid.parts ?? [])])
  const returned = returnedOf(old.parts, to?.paid.parts ?? [], posting)
  const change = saidOf(ctx, asked, to, returned)
  return { change, write: writeOf(ctx, asked, { account, old, to, posting, change }) }
}

const oldOf = (told: ToldUsage, account: Account): Old => {
  const biller = told.state === 'charged' ? told.biller : billerAt(account.switches, instantOf(told.event.at))
  const month = monthOf(told.day)
  const drawnIn = told.waited ? monthOf(dayAt(Temporal.Instant.from(told.recordedAt), account.zone)) : month
  const units = told.units === null ? null : readPico(told.units)
  return { told, biller, month, parts: toldParts({ ...told, biller, units }, drawnIn) }
}

const instantOf = (text: string): bigint => Temporal.Instant.from(text).epochNanoseconds

/** The account with the grants that paid, also if nothing is left of them, and those that were alive when it is used. */
const withPayers = async (
  db: Db,
  account: Account,
  parts: readonly Part[],
  usedAt: bigint | null,
): Promise<Account> => {
  const known = new Set(account.grants.map(({ id }) => id))
  const [paid, expired] = await Promise.all([
    findGrantsOf(
      db,
      account.org,
      parts.map(({ source }) => source),
    ),
    usedAt === null ? [] : findExpiredGrants(db, account.org, usedAt),
  ])
  const more = new Map([...expired, ...paid].map((grant) => [grant.id, grant]))
  return { ...account, grants: [...account.grants, ...[...more.values()].filter(({ id }) => !known.has(id))] }
}

const amendedEvent = (ctx: Ctx, { order, told }: Asked, { to, row }: Amend): ReadEvent => {
  const { event } = told
  const read = readEvent(
    {
      key: row,
      org: order.org,
      meter: to.meter ?? event.meter,
      quantity: to.quantity ?? readPico(event.quantity),
      at: to.at ?? Temporal.Instant.from(event.at),
      resource: to.resource ?? event.resource,
      properties: to.properties === undefined ? event.properties : to.properties,
      reservation: event.reservation,
    },
    ctx.now,
  )
  if (!isResult(read)) return read
  throw refusalOf(read)
}

const refusalOf = (result: Parameters<typeof isResult>[0]): Refusal => {
  if (!isResult(result) || result.outcome !== 'refused') throw new Error('a refused event has a refusal')
  const { code, sentence, facts } = result.refusal
  return new Refusal(code, sentence, facts)
}

const chargeNew = async (ctx: Ctx, { account, books }: LoadedAccount, old: Old, read: ReadEvent): Promise<New> => {
  const pricingOn = pricingByDay(books, await pricesOfBooks(ctx.db, books))
  const priced = priceEvent(read, pricingOn, dayReader(account.zone))
  if (isResult(priced)) throw refusalOf(priced)
  const now = ctx.now.epochNanoseconds
  const usedAt = read.at.epochNanoseconds
  const biller = billerAt(account.switches, usedAt)
  const charge = chargeOf(ratioOf(account), biller, read.event.meter, read.event.quantity, priced.amount)
  // What came in before it and waits is paid first; what paid for it before pays again in any case.
  const inLine = !hasLeft(account.switches, usedAt, now)
  const mayDraw = !(inLine && isShort(account, now))
  const to = { charge, biller, month: monthOf(priced.row.day), usedAt, mayDraw }
  return { read, priced, biller, usedAt, inLine, units: charge.units, paid: amend(account, old, to, now) }
}

/** A week is written also if what it gets back is what it gives again: it may go to another meter. */
const withWeeks = (posting: Posting, parts: readonly Part[]): Posting => {
  const touched = new Set(parts.filter(({ kind }) => kind === 'plan_quota').map(({ source }) => source))
  for (const { week } of posting.weeks) touched.delete(weekSourceId(week))
  const still = [...touched].map((source) => ({ week: source.slice(weekSourceId('').length), used: 0n, held: 0n }))
  return { ...posting, weeks: [...posting.weeks, ...still] }
}

/** What went back where, beyond what was drawn again. */
const returnedOf = (before: readonly Part[], after: readonly Part[], { grants }: Posting): ReturnedPart[] =>
  before.flatMap((part): ReturnedPart[] => {
    const again = after.find(({ source }) => source === part.source)
    const back = measured(part) - (again ? measured(again) : 0n)
    if (back <= 0n) return []
    const { expired = 0n, refunded = 0n } = grants.find(({ grant }) => grant === part.source) ?? {}
    return [
      {
        source: part.source,
        measure: part.measure,
        amount: writePico(pico(back)),
        expired: writePico(pico(expired > 0n ? expired : 0n)),
        ...(refunded > 0n ? { withheld: writePico(pico(refunded)) } : {}),
      },
    ]
  })
