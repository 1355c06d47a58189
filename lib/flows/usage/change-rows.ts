import { Temporal } from 'temporal-polyfill'
import { readPico, writePico } from '@/db/columns'
import { partRows, postingSections } from '@/db/commands/funding-sections'
import type { FundingWrite, UsageRow } from '@/db/commands/write-funding'
import type { ChangedUsage, ReturnedPart, ToldUsage } from '@/db/queries/told-usage'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { type Account, assetOf } from '@/lib/core/funding/account'
import { waterfalls } from '@/lib/core/funding/biller'
import { applyPosting, type Posting } from '@/lib/core/funding/post'
import { isPaidWhole } from '@/lib/core/funding/take-back'
import type { Part } from '@/lib/core/funding/waterfall'
import { noteOfUsage, withheldPrefix } from '@/lib/core/funding/withhold'
import { pico } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { Month } from '@/lib/core/time/day'
import { quantityPlaces } from '@/lib/core/usage/price'
import { inputHash } from '@/lib/flows/funding/input-hash'
import { gateOf } from '@/lib/flows/funding/project'
import type { Asked, New, Old, Said } from './change-order'
import { shortSince } from './charge-events'
import { paidFields, weekTerms } from './charge-rows'

const instantOf = (text: string): bigint => Temporal.Instant.from(text).epochNanoseconds

const usageOf = ({ event, amount }: ToldUsage): ChangedUsage => ({
  meter: event.meter,
  quantity: event.quantity,
  at: event.at,
  resource: event.resource,
  amount: writePico(amount),
})

const newUsageOf = ({ priced: { row }, paid }: New): ChangedUsage => ({
  meter: row.meter,
  quantity: row.quantity,
  at: row.at,
  resource: row.resource,
  amount: row.amount,
  ...(isPaidWhole(paid) ? {} : { waits: writePico(paid.left.amount) }),
})

export const saidOf = (
  ctx: Ctx,
  { order, told, revision }: Asked,
  to: New | null,
  returned: readonly ReturnedPart[],
): Said => ({
  key: order.key,
  revision,
  kind: to ? 'amended' : 'taken_back',
  before: usageOf(told),
  after: to ? newUsageOf(to) : null,
  returned,
  invoiced: told.invoiced,
  reason: order.reason,
  at: ctx.now.toString(),
})

type Decided = {
  readonly account: Account
  readonly old: Old
  readonly to: New | null
  readonly posting: Posting
  readonly change: Said
}

/** The change as one write: all of it stands, or none. */
export const writeOf = (ctx: Ctx, asked: Asked, decided: Decided): FundingWrite => {
  const { order, ids, loaded, revision, patient } = asked
  const { account, old, to, posting, change } = decided
  const at = ctx.now.epochNanoseconds
  const by = actorName(ctx.actor)
  const paid = to !== null && isPaidWhole(to.paid)
  const events = [
    ...(old.told.state === 'charged' ? [compensationOf(asked, old)] : []),
    ...(to && paid ? [chargedRow(order.key, to)] : []),
  ]
  const owed = to !== null && !paid && to.inLine ? [to.usedAt] : []
  const since = owed.length > 0 ? shortSince(account, owed) : null
  const moved = applyPosting(account, posting)
  const after =
    owed.length > 0 ? { ...moved, short: true, shortSince: since === null ? null : instantOf(since) } : moved
  const meters = [
    { meter: old.told.event.meter, parts: old.parts, back: true as const },
    ...(to ? [{ meter: to.priced.row.meter, parts: to.paid.parts }] : []),
  ]
  const book = loaded.books.find((each) => each.book === to?.priced.row.book)
  const { key, kind, before, after: said, returned, invoiced, reason } = change
  return {
    org: order.org,
    ...(patient ? { sequence: loaded.sequence } : { version: loaded.version }),
    reshape: true,
    claim: { kind: 'usage_change', key, revision },
    ...(book ? { book: book.book, book_version: book.latest } : {}),
    ...(events.length > 0 ? { events } : {}),
    ...(to && !paid ? owedSections(order.key, old, to) : {}),
    ...(owed.length > 0 ? { short: true, short_since: since } : {}),
    ...postingSections(posting, {
      by,
      asset: (grant) => assetOf(account, grant),
      reference: (grant, entry) =>
        entry === 'adjustment' ? `${withheldPrefix}${order.key}:${revision}:${grant}` : undefined,
      note: noteOfUsage,
      capped: (month) => cappedIn(account, to, posting, month),
      weeks: (week) => weekTerms(account, meters, week, at),
    }),
    ...(old.told.state === 'charged' ? {} : { revoke: revokeOf(old, by, reason) }),
    usage_change: {
      idempotency_key: key,
      revision,
      kind,
      changed: old.told.row,
      compensation: old.told.state === 'charged' ? ids.compensation : null,
      amendment: ids.amend?.row ?? null,
      change_key: ids.amend?.changeKey || null,
      input_hash: ids.amend?.hash ?? inputHash(['take-back', order.org, key, reason]),
      before,
      after: said,
      returned,
      invoiced,
      reason,
      changed_by: by,
    },
    // What waits is paid from what comes back, and the gate is projected by that.
    gate: patient && !account.short ? gateOf(after, loaded, at) : { expire: true },
    by,
    audit: auditEntry(ctx, to ? 'usage.amend' : 'usage.take_back', {
      org: order.org,
      subject: key,
      before,
      after: { ...said, returned, invoiced, reason },
    }),
  }
}

/** What the bill of a month gets more of a capped biller. */
const cappedIn = (account: Account, to: New | null, { months }: Posting, month: Month) => {
  const added = months.reduce((total, each) => total + (each.month === month ? each.spent : 0n), 0n)
  if (account.cap === null || to === null || !waterfalls[to.biller].capped || added <= 0n) return null
  return { added, most: account.cap }
}

const negative = (text: string): string => formatDecimal(-readPico(text), quantityPlaces)

const negativeParts = (parts: readonly Part[]): Part[] =>
  parts.map((part) => ({ ...part, amount: pico(-part.amount), units: -part.units }))

/** The same as the event with everything it adds up to below zero. */
const compensationOf = ({ order, ids }: Asked, { told, biller, parts }: Old): UsageRow => ({
  key: ids.compensation,
  hash: told.hash,
  meter: told.event.meter,
  resource: told.event.resource,
  quantity: negative(told.event.quantity),
  at: told.event.at,
  day: told.day,
  book: told.book,
  version: told.version,
  amount: negative(writePico(told.amount)),
  biller,
  paid_by: told.paidBy,
  postpaid: negative(writePico(told.postpaid)),
  ...(told.units === null ? {} : { units: negative(told.units) }),
  ...(parts.length > 0 ? { parts: partRows(negativeParts(parts)) } : {}),
  takes_back: told.row,
  original: order.key,
})

const chargedRow = (key: string, { priced, biller, paid: { parts } }: New): UsageRow => ({
  ...priced.row,
  ...paidFields(biller, parts),
  ...(parts.length > 0 ? { parts: partRows(parts) } : {}),
  original: key,
})

/** What waits to be paid of what it is amended to; in the place of the old one, if that waited already. */
const owedSections = (key: string, { told }: Old, { read, priced, units, paid: { parts, left } }: New) => {
  const { event, atText, quantity, hash } = read
  const paidUnits = parts.reduce((total, part) => total + part.units, 0n)
  const row = {
    key: event.key,
    hash,
    event: {
      meter: event.meter,
      quantity,
      at: atText,
      resource: event.resource,
      properties: event.properties ?? null,
      reservation: event.reservation ?? '',
      original: key,
    },
    amount: priced.row.amount,
    day: priced.row.day,
    book: priced.row.book,
    version: priced.row.version,
    units: formatDecimal(units, quantityPlaces),
    reason: 'charge_refused',
    ...(told.waiting ? { sequence: told.waiting.sequence, place: told.waiting.place } : {}),
  }
  if (parts.length === 0) return { unfunded: [row] }
  const paid = writePico(pico(priced.amount - left.amount))
  const instalment = { key: event.key, paid, units: formatDecimal(paidUnits, quantityPlaces), parts: partRows(parts) }
  return { unfunded: [row], instalments: [instalment] }
}

const revokeOf = ({ told }: Old, by: string, reason: string) => ({
  key: told.row,
  paid: told.waiting?.paid ?? '0',
  by,
  reason: reason === '' ? 'Taken back' : reason,
})
