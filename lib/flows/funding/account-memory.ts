import type { Db } from '@/db/client'
import type { FundingAnswer } from '@/db/commands/write-funding'
import type { LoadedAccount } from '@/db/queries/accounts'
import type { Account } from '@/lib/core/funding/account'
import { remember } from '@/lib/platform/remember'
import { memoryOf } from '@/lib/platform/turns'

/** How long an account is as good as read: turns that follow each other hand it on, whatever comes later reads it. */
const handedOnMs = 1000

type Remembered = {
  readonly loaded: LoadedAccount
  /** Whether it is the account at its sequence: nobody else drew from it since it was read. */
  readonly exact: boolean
  readonly since: number
}

/** Of the pools that take turns together, whatever bundle they are used from. */
const memory = (db: Db) => memoryOf(db.$client) as Map<string, Remembered>

/** An account as it was last seen by this process; a write says when that is out of date. */
export const recallAccount = (db: Db, org: string): LoadedAccount | null => memory(db).get(org)?.loaded ?? null

/**
 * An account as the turn before left it. What is decided on it and not written has to be decided again on one that is read:
 * only a write, at its sequence and version, says whether it is still so.
 */
export const accountHandedOn = (db: Db, org: string): LoadedAccount | null => {
  const known = memory(db).get(org)
  return known?.exact && performance.now() - known.since < handedOnMs ? known.loaded : null
}

/** Keeps an account that was read. */
export const rememberRead = (db: Db, org: string, loaded: LoadedAccount | undefined): void =>
  remember(memory(db), org, loaded && { loaded, exact: true, since: performance.now() })

export const forgetAccount = (db: Db, org: string): void => rememberRead(db, org, undefined)

type Applied = Extract<FundingAnswer, { readonly outcome: 'applied' }>

/** Hands an account on to the next turn as a write left it that was decided on what was read or handed on itself. */
export const handOn = (db: Db, before: LoadedAccount, after: Account, applied: Applied, steps: number): void => {
  rememberRead(db, after.org, before)
  rememberWritten(db, before, after, applied, steps)
}

/**
 * Keeps an account as a write left it.
 * @param before what the write was decided on.
 * @param steps how far the write moved the sequence.
 */
export const rememberWritten = (
  db: Db,
  before: LoadedAccount,
  after: Account,
  { sequence, version }: Applied,
  steps: number,
): void => {
  const { org } = after
  const known = memory(db).get(org)
  const exact = known?.exact === true && known.loaded.sequence === before.sequence
  // Others drew from it in between if it moved further.
  const alone = BigInt(sequence) === BigInt(before.sequence) + BigInt(steps)
  const loaded = { ...before, account: { ...after, grants: after.grants.filter(isLeft) }, sequence, version }
  remember(memory(db), org, { loaded, exact: exact && alone, since: performance.now() })
}

/** Grants as they are read: of the others nothing can be drawn or withheld. */
const isLeft = ({ remaining, held, toWithhold }: Account['grants'][number]): boolean =>
  remaining > 0n || held > 0n || toWithhold > 0n
