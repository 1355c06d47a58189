import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico, writePico } from '@/db/columns'
import { partRows, postingSections } from '@/db/commands/funding-sections'
import { type FundingWrite, type UsageRow, writeFunding } from '@/db/commands/write-funding'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import { findGate } from '@/db/queries/gates'
import { findWaitingUsage, type WaitingUsage } from '@/db/queries/unfunded-usage'
import { type Account, assetOf, knowsNot } from '@/lib/core/funding/account'
import { type Biller, billerAt, waterfalls } from '@/lib/core/funding/biller'
import { chargeOf, ratioOf } from '@/lib/core/funding/charge'
import { type PaidDebt, payDebts as pay, type Repaid } from '@/lib/core/funding/debt'
import { post } from '@/lib/core/funding/post'
import { postpaidOf } from '@/lib/core/funding/sources'
import { joinParts } from '@/lib/core/funding/take-back'
import type { Part } from '@/lib/core/funding/waterfall'
import { noteOfUsage } from '@/lib/core/funding/withhold'
import { type Pico, pico } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import { paidFields, weekTerms } from '@/lib/flows/usage/charge-rows'
import { hasTurn } from '@/lib/platform/turns'
import { accountHandedOn, forgetAccount, handOn } from './account-memory'
import { currentMonth, gateOf, isWeekDue, openWeek } from './project'
import { type Attempted, untilWritten } from './until-written'

/** So many are looked at first: mostly what there is pays no more of them. */
const firstLook = 200
/** So many at once where it does: as many as come in one request. */
const mostAtOnce = 1000

type Shell = { readonly db: Db; readonly now: Temporal.Instant }

/** The units of usage that waited before they were kept with it. */
export const unitsOf =
  (account: Account) =>
  ({ meter, quantity, at }: WaitingUsage['event'], amount: Pico): bigint => {
    const usedAt = Temporal.Instant.from(at).epochNanoseconds
    const biller = billerAt(account.switches, usedAt)
    return chargeOf(ratioOf(account), biller, meter, readPico(quantity), amount).units
  }

/**
 * Pays what an org owes from what there is now, the oldest first and in parts (K9), and projects its gate: it opens in the
 * write that pays the last of it. What is paid whole becomes a usage event of its own day. It goes in steps, between which
 * others have their turn: usage that comes in meanwhile is kept behind what waits. A caller that is cut off leaves a gate that
 * is out of force, so that the next one who asks goes on.
 */
export const payDebts = async (shell: Shell, org: string): Promise<void> => {
  const { db, now } = shell
  const isPaid = async () => (await findGate(db, org, now))?.state === 'current'
  const known = paying.get(db.$client) ?? new Map<string, Promise<void>>()
  paying.set(db.$client, known)
  // Who pays needs the turn; who has it waits for nobody.
  for (let other = known.get(org); other && !hasTurn(org); other = known.get(org)) {
    await other.catch(() => {})
    if (await isPaid()) return
  }
  const own = paySteps(shell, org, isPaid).finally(() => {
    if (known.get(org) === own) known.delete(org)
  })
  known.set(org, own)
  await own
}

/** Who pays what an org owes, by pool: who wants the same waits for it. */
const paying = new WeakMap<object, Map<string, Promise<void>>>()

const paySteps = async (shell: Shell, org: string, isPaid: () => Promise<boolean>): Promise<void> => {
  for (let step = 0; await payStep(shell, org, step === 0 ? firstLook : mostAtOnce); step += 1) {
    // A gate that is in force again says that somebody else has paid.
    if (await isPaid()) return
  }
}

/**
 * One step of this: the oldest debts in one write.
 * @returns whether there may be more that what is left pays.
 */
export const payStep = (shell: Shell, org: string, most = firstLook): Promise<boolean> =>
  untilWritten(shell.db, org, async (before) => {
    if (before > 0 && (await findGate(shell.db, org, shell.now))?.state === 'current') return { done: false }
    const loaded = (before === 0 && accountHandedOn(shell.db, org)) || (await findAccount(shell.db, org))
    return loaded ? payOnce(shell, loaded, most) : { done: false }
  })

const payOnce = async ({ db, now }: Shell, loaded: LoadedAccount, most: number): Promise<Attempted<boolean>> => {
  const { account, sequence, version } = loaded
  const { org } = account
  forgetAccount(db, org)
  const at = now.epochNanoseconds
  const turned = isWeekDue(account, at) ? openWeek(account, at) : null
  if (turned) {
    const write = { org, sequence, version, reshape: true, open_week: turned.row, gate: { expire: true } }
    const answer = (await writeFunding(db, now, [write])).get(org)
    return answer?.outcome === 'applied' ? 'again' : 'lost'
  }
  const waiting = await findWaitingUsage(db, org, now, most, unitsOf(account))
  if (waiting.some(({ held = [] }) => knowsNot(account, held))) return 'lost'
  const repaid = pay(account, waiting, at, currentMonth(account.zone, at).month)
  const more = waiting.length === most && !repaid.after.short
  const write = writeOf(loaded, repaid, more, at)
  const answer = (await writeFunding(db, now, [write])).get(org)
  if (answer?.outcome !== 'applied') return 'lost'
  if (!more) handOn(db, loaded, repaid.after, answer, write.events?.length ?? 1)
  return { done: more }
}

const writeOf = (loaded: LoadedAccount, repaid: Repaid<WaitingUsage>, more: boolean, at: bigint): FundingWrite => {
  const { account, sequence, version, books } = loaded
  const paid = repaid.paid.filter(({ parts, settles }) => parts.length > 0 || settles)
  const whole = repaid.paid.filter(({ left }) => left.amount === 0n && left.units === 0n)
  const partly = paid.filter((one) => !whole.includes(one))
  const { short, shortSince } = repaid.after
  const [book] = books
  const weeks = paid.map(({ debt, parts }) => ({ meter: debt.event.meter, parts }))
  const posting = post(repaid.moves)
  const events = whole.map((one) => eventOf(account, one))
  const closed = whole.filter(({ settles }) => settles)
  return {
    org: account.org,
    sequence,
    version,
    ...((short || more) === account.short ? {} : { reshape: true }),
    short: short || more,
    short_since: shortSince === null ? null : Temporal.Instant.fromEpochNanoseconds(shortSince).toString(),
    ...(book ? { book: book.book, book_version: book.latest } : {}),
    ...(events.length > 0 ? { events: events.sort((a, b) => (a.key < b.key ? -1 : 1)) } : {}),
    ...(partly.length > 0 ? { instalments: partly.map(instalmentOf) } : {}),
    ...postingSections(posting, {
      by: 'system:usage',
      asset: (grant) => assetOf(account, grant),
      note: noteOfUsage,
      capped: (month) => (account.cap === null ? null : { added: cappedIn(account, paid, month), most: account.cap }),
      weeks: (week) => weekTerms(account, weeks, week, at),
    }),
    ...(closed.length > 0
      ? { close: closed.map(({ debt }) => ({ id: debt.hold ?? '', state: 'settled', by: debt.key })) }
      : {}),
    gate: more ? { expire: true } : gateOf(repaid.after, loaded, at),
    by: 'system:usage',
  }
}

type Paid = PaidDebt<WaitingUsage>

/** What of it paid capped billers' usage on the bill of a month, less what was held for it there. */
const cappedIn = (account: Account, paid: readonly Paid[], month: string): bigint =>
  paid.reduce((total, { debt, parts, settles }) => {
    if (!waterfalls[billerAt(account.switches, debt.usedAt)].capped) return total
    return total + postpaidOf(parts, month) - (settles ? postpaidOf(debt.held ?? [], month) : 0n)
  }, 0n)

/** What was paid before and what is paid now, one part for each source. */
const allParts = ({ debt, parts }: Paid): Part[] => joinParts([...debt.parts, ...parts])

const instalmentOf = (one: Paid) => {
  const parts = allParts(one)
  return {
    key: one.debt.key,
    paid: writePico(pico(one.debt.amount - one.left.amount)),
    units: formatDecimal(
      parts.reduce((total, { units }) => total + units, 0n),
      quantityPlaces,
    ),
    parts: partRows(parts),
  }
}

const eventOf = (account: Account, one: Paid): UsageRow =>
  waitedRow(one.debt, billerAt(account.switches, one.debt.usedAt), allParts(one))

/** Usage that waited as it is written when it is paid: of its own day, at the price of when it came in. */
export const waitedRow = (
  { key, hash, event, day, book, version, amount }: Omit<WaitingUsage, 'left' | 'parts'>,
  biller: Biller,
  parts: readonly Part[],
): UsageRow => {
  const { meter, quantity, at, resource, properties, original } = event
  return {
    key,
    hash,
    meter,
    resource,
    quantity,
    at,
    day,
    ...(properties === null ? {} : { properties }),
    book,
    version,
    amount: writePico(amount),
    ...paidFields(biller, parts),
    // Which month's cap it counts against is that of when it was paid: its own day does not say.
    ...(parts.length > 0 ? { parts: partRows(parts) } : {}),
    waited: true,
    ...(original === undefined ? {} : { original }),
  }
}
