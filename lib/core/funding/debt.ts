import { type Pico, pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { Account } from './account'
import { billerAt, type Charge } from './biller'
import { hasLeft, latestOf } from './former'
import { type Claim, type Instalment, type Move, payInPart, sumMoves } from './till'
import type { Part } from './waterfall'

/** Usage that could not be paid when it came in, and what of it is still to be paid. */
export type Debt = {
  /** The key of the usage event. */
  readonly key: string
  /** When it was used, in nanoseconds. */
  readonly usedAt: bigint
  readonly left: Charge
  /** What is still held for it, by the reservation that it names. */
  readonly held?: readonly Part[]
  readonly hold?: string
}

/** What a debt was paid now, and what is still to be paid of it. */
export type PaidDebt<Owed extends Debt> = Instalment & { readonly debt: Owed }

export type Repaid<Owed extends Debt> = {
  /** Those of the biller in force, in their order. */
  readonly paid: readonly PaidDebt<Owed>[]
  readonly moves: readonly Move[]
  /** The account after it; it is short while something is left. */
  readonly after: Account
}

const isWhole = ({ left }: Instalment): boolean => left.amount === 0n && left.units === 0n

/** Debts of the biller in force: what a former one's sources could not pay, nothing charges by itself (W5). */
export const presentDebts = <Owed extends Debt>(account: Account, debts: readonly Owed[], now: bigint): Owed[] =>
  debts.filter(({ usedAt }) => !hasLeft(account.switches, usedAt, now))

/**
 * Pays what is owed to the biller in force from what there is now, the oldest first and in parts (K9). Each waits for the
 * ones before it; only what was held for it pays it earlier. It counts against the cap of the month in which it is paid:
 * a new month brings a new cap, as a new week brings a new quota (G10).
 * @param debts in the order in which they came in.
 * @param month the civil month of now.
 */
export const payDebts = <Owed extends Debt>(
  account: Account,
  debts: readonly Owed[],
  now: bigint,
  month: Month,
): Repaid<Owed> => {
  const settled = new Set<string>()
  let pass = payInOrder(account, presentDebts(account, debts, now), settled, now, month)
  const moves = [...pass.moves]
  let paid = pass.paid
  // What was held for one may have been more than it took: the rest pays those before it.
  while (pass.frees) {
    const rest = paid.filter((one) => !isWhole(one)).map(({ debt, left }) => ({ ...debt, left }))
    pass = payInOrder(pass.after, rest, settled, now, month)
    moves.push(...pass.moves)
    const more = new Map(pass.paid.map((one) => [one.debt.key, one]))
    paid = paid.map((one) => addTo(one, more.get(one.debt.key)))
  }
  const owed = paid.filter((one) => !isWhole(one)).map(({ debt }) => debt.usedAt)
  const after = { ...pass.after, short: owed.length > 0, shortSince: latestOf(owed) }
  return { paid, moves: sumMoves(moves), after }
}

const addTo = <One extends Instalment>(one: One, more: Instalment | undefined): One =>
  more ? { ...one, parts: [...one.parts, ...more.parts], left: more.left, settles: more.settles } : one

/**
 * Goes over debts once.
 * @param settled what was held and is spent; it is added to.
 * @returns `frees`: one that waits behind another was paid by what was held for it, which may have been more.
 */
const payInOrder = <Owed extends Debt>(
  account: Account,
  debts: readonly Owed[],
  settled: Set<string>,
  now: bigint,
  month: Month,
) => {
  const paid: PaidDebt<Owed>[] = []
  const moves: Move[] = []
  let current = account
  let waits = false
  let frees = false
  for (const debt of debts) {
    const claim = claimOf(account, debt, settled, month)
    const next: ReturnType<typeof payInPart> | null =
      waits && claim.held === undefined ? null : payInPart(current, claim, now)
    const counts = next !== null && (!waits || next.paid.settles)
    if (counts) {
      current = next.after
      moves.push(...next.moves)
      if (next.paid.settles) settled.add(debt.hold ?? '')
      frees ||= waits
    }
    const one: PaidDebt<Owed> = { debt, ...(counts ? next.paid : { parts: [], left: debt.left, settles: false }) }
    paid.push(one)
    waits ||= !isWhole(one)
  }
  return { paid, moves, after: current, frees }
}

const claimOf = (
  account: Account,
  { usedAt, left, held, hold = '' }: Debt,
  settled: ReadonlySet<string>,
  month: Month,
): Claim => ({
  biller: billerAt(account.switches, usedAt),
  month,
  charge: left,
  usedAt,
  kind: 'charge',
  ...(held === undefined || settled.has(hold) ? {} : { held, hold }),
})

/** What is still missing, in money. */
export const missingOf = (paid: readonly Instalment[]): Pico =>
  pico(paid.reduce((total, { left }) => total + left.amount, 0n))
