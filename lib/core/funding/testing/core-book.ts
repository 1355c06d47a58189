import type { Account } from '@/lib/core/funding/account'
import { type Biller, billerAt } from '@/lib/core/funding/biller'
import type { Grant, Origin } from '@/lib/core/funding/grant'
import type { Entry } from '@/lib/core/funding/ledger'
import { applyPosting, type Posting, post, takeAway } from '@/lib/core/funding/post'
import { type Claim, type Move, releaseMoves, settle } from '@/lib/core/funding/till'
import type { Part } from '@/lib/core/funding/waterfall'
import { type CurrentMonth, type Gate, moveGate, projectGate } from '@/lib/core/gate/project'
import { pico } from '@/lib/core/money/amount'
import { accountOf } from './account'

/** The calendar of the model: months of 100 ticks. */
export const monthAt = (at: number): string => `month-${Math.floor(at / 100)}`
const currentAt = (at: number): CurrentMonth => ({
  month: monthAt(at),
  endsAt: BigInt((Math.floor(at / 100) + 1) * 100),
})

/** One thing to be paid for, as it came in. */
export type Work = {
  readonly id: string
  readonly kind: 'charge' | 'hold'
  readonly biller: Biller
  readonly month: string
  readonly usedAt: number
  readonly coins: number
  readonly units: number
  /** The reservation it settles. */
  readonly hold: string | null
}

export type Paid = { readonly work: Work; readonly parts: readonly Part[] }

/** The same books as the core keeps them: everything through its functions, the gate moved as a write moves it. */
export type CoreBook = {
  account: Account
  readonly entries: Entry[]
  readonly holds: Map<string, readonly Part[]>
  readonly charges: Paid[]
  gate: Gate
  now: number
}

export const scratchGate = ({ account, now }: CoreBook): Gate => projectGate(account, BigInt(now), currentAt(now))

export const openCoreBook = (biller: Biller): CoreBook => {
  const account = accountOf(biller)
  const gate = projectGate(account, 0n, currentAt(0))
  return { account, gate, entries: [], holds: new Map(), charges: [], now: 0 }
}

/** A change that is no mere draw projects the gate again. */
export const reshape = (book: CoreBook, change: Partial<Account>): void => {
  book.account = { ...book.account, ...change }
  book.gate = scratchGate(book)
}

/** Time goes on; the gate is projected again only where it says that it does not hold any longer. */
export const wait = (book: CoreBook, ticks: number): void => {
  book.now += ticks
  const { validUntil } = book.gate
  if (validUntil !== null && validUntil <= BigInt(book.now)) book.gate = scratchGate(book)
}

export type NewGrant = {
  readonly origin: Origin
  readonly asset: string
  readonly priority: number
  readonly amount: number
  readonly expiresAt: number | null
}

export const grant = (book: CoreBook, { origin, asset, priority, amount, expiresAt }: NewGrant): void => {
  const { grants } = book.account
  const granted = BigInt(amount)
  const id = `g${grants.length}`
  const empty = { held: 0n, used: 0n, expired: 0n, refunded: 0n }
  const added: Grant = {
    id,
    origin,
    asset,
    priority,
    expiresAt: expiresAt === null ? null : BigInt(expiresAt),
    sequence: BigInt(grants.length),
    granted,
    remaining: granted,
    ...empty,
    returnedOf: null,
    toWithhold: 0n,
  }
  book.entries.push({ grant: id, kind: origin === 'topup' ? 'topup' : 'grant', amount: granted })
  // The newest first: the order in which grants are read says nothing.
  reshape(book, { grants: [added, ...grants] })
}

const move = (book: CoreBook, moves: readonly Move[]): void => {
  const { account, gate, now } = book
  const posting = post(moves)
  const moved = moveGate(account, applyPosting(account, posting), BigInt(now), monthAt(now))
  book.gate = {
    ...gate,
    remaining: gate.remaining === null ? null : gate.remaining + moved.remaining,
    held: gate.held + moved.held,
    unitsRemaining: gate.unitsRemaining + moved.unitsRemaining,
    unitsHeld: gate.unitsHeld + moved.unitsHeld,
  }
  apply(book, posting)
}

const apply = (book: CoreBook, posting: Posting): void => {
  book.account = applyPosting(book.account, posting)
  book.entries.push(...posting.entries)
}

const claimOf = (book: CoreBook, { kind, biller, month, usedAt, coins, units, hold }: Work): Claim => {
  const held = hold === null ? undefined : book.holds.get(hold)
  const charge = { amount: pico(BigInt(coins)), units: BigInt(units) }
  return { kind, biller, month, charge, usedAt: BigInt(usedAt), ...(held ? { held } : {}) }
}

/** Decides works together, in one call of the core; answers the parts of each, or null. */
export const settleAll = (book: CoreBook, works: readonly Work[]): readonly (readonly Part[] | null)[] => {
  const claims = works.map((work) => claimOf(book, work))
  const { verdicts, moves } = settle(book.account, claims, BigInt(book.now))
  move(book, moves)
  for (const [place, work] of works.entries()) {
    const parts = verdicts[place]
    if (!parts) continue
    if (work.kind === 'hold') book.holds.set(work.id, parts)
    else book.charges.push({ work, parts })
    if (work.hold !== null) book.holds.delete(work.hold)
  }
  return verdicts
}

export const release = (book: CoreBook, hold: string): void => {
  move(book, releaseMoves(book.account, book.holds.get(hold) ?? []))
  book.holds.delete(hold)
}

/** Takes away at most what remains; answers how much that was. */
export const takeBack = (
  book: CoreBook,
  id: string,
  kind: 'refund' | 'adjustment' | 'expiration',
  most: number,
): number => {
  const remaining = Number(book.account.grants.find((each) => each.id === id)?.remaining ?? 0n)
  const taken = Math.min(most, remaining)
  if (taken === 0) return 0
  apply(book, takeAway(id, kind, BigInt(taken)))
  book.gate = scratchGate(book)
  return taken
}

export const billerOf = (book: CoreBook, at: number): Biller => billerAt(book.account.switches, BigInt(at))
