import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { type FundingAnswer, type FundingWrite, writeFunding } from '@/db/commands/write-funding'
import { findAccounts, type LoadedAccount } from '@/db/queries/accounts'
import type { Account } from '@/lib/core/funding/account'
import { Refusal } from '@/lib/platform/errors'
import { gatherBy } from '@/lib/platform/gather'
import { payDebts } from './pay-debts'
import { gateOf, isWeekDue, openWeek } from './project'

/** What a change does: the account after it, from which the gate is projected, and the sections that write it. */
export type Change = {
  readonly after: Account
  readonly write: Omit<FundingWrite, 'org' | 'sequence' | 'version' | 'gate'>
  /** Where the change sets it; else it stays. */
  readonly cell?: string | null
  /** Looked at before the next attempt where this one did not hold; it may throw a refusal. */
  readonly again?: () => Promise<void>
}

/** Projects the gate again and changes nothing else. */
export const unchanged = ({ account }: LoadedAccount): Change => ({ after: account, write: {} })

/** What an org owes it pays first; its gate is projected by that. */
const nothingButDebts = (change: Change, found: LoadedAccount): boolean =>
  found.account.short && change.after === found.account && Object.keys(change.write).length === 0

/** Reads an account; those that are read at the same time share a call. */
const accountOf = gatherBy((db: Db) => ({
  run: async (orgs: readonly string[]) => {
    const found = await findAccounts(db, [...new Set(orgs)])
    return orgs.map((org) => found.get(org) ?? null)
  },
}))

type TimedWrite = { readonly now: Temporal.Instant; readonly write: FundingWrite }

/** How far moments may lie apart that are written as one: what is written says no more of a moment than this. */
const sameMomentMs = 50

const fitsWith = (taken: readonly TimedWrite[], { now, write }: TimedWrite): boolean =>
  taken.every(
    (each) =>
      each.write.org !== write.org && Math.abs(each.now.epochMilliseconds - now.epochMilliseconds) <= sameMomentMs,
  )

const latest = (moments: readonly Temporal.Instant[]): Temporal.Instant =>
  moments.reduce((last, each) => (each.epochNanoseconds > last.epochNanoseconds ? each : last))

/** Writes what was decided for an org; what is decided for others at the same moment goes into the same call. */
const writeOf = gatherBy((db: Db) => ({
  run: async (timed: readonly TimedWrite[]) => {
    const writes = timed.map(({ write }) => write)
    const answers = await writeFunding(db, latest(timed.map(({ now }) => now)), writes)
    return writes.map(({ org }) => answers.get(org))
  },
  fits: fitsWith,
}))

const attempts = 50
/** Attempts after which a change stops waiting for a quiet moment and leaves the gate to be projected after it. */
const patientAttempts = 3

export const unknownOrg = (org: string): Refusal =>
  new Refusal('unknown_org', `There is no organization ${org}.`, { org })

/**
 * Changes what an org is funded by: load, decide, write, and again where something else was recorded meanwhile. The
 * gate is projected again in the same write, and a week of quota that is over is turned first. Where usage keeps coming
 * in between, the change is written with the gate put out of force: then no usage is charged until it is projected. The
 * same if usage waits to be paid: that is paid next, and only then the gate says what is left.
 * @param decide is asked once per attempt; it may throw a refusal. Null leaves everything as it is.
 */
export const changeAccount = async (
  { db, now }: { readonly db: Db; readonly now: Temporal.Instant },
  org: string,
  decide: (loaded: LoadedAccount) => Change | null,
): Promise<FundingAnswer | null> => {
  const at = now.epochNanoseconds
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await accountOf(db, org)
    if (!found) throw unknownOrg(org)
    const turned = isWeekDue(found.account, at) ? openWeek(found.account, at) : null
    const loaded = turned ? { ...found, account: turned.account } : found
    const change = decide(loaded)
    if (change === null) return null
    const due = turned === null && isWeekDue(change.after, at) ? openWeek(change.after, at) : null
    const after = due?.account ?? change.after
    const week = change.write.open_week ?? due?.row ?? turned?.row
    const patient = attempt < patientAttempts
    const cell = change.cell === undefined ? found.cell : change.cell
    const owes = found.account.short
    if (nothingButDebts(change, loaded) && !week) {
      await payDebts({ db, now }, org)
      return null
    }
    const write: FundingWrite = {
      ...change.write,
      org,
      ...(week ? { open_week: week, reshape: true } : {}),
      ...(patient ? { sequence: found.sequence } : { version: found.version }),
      gate: patient && !owes ? gateOf(after, { ...found, cell }, at) : { expire: true },
    }
    const answer = await writeOf(db, { now, write })
    if (answer?.outcome === 'applied' && owes) await payDebts({ db, now }, org)
    else if (answer?.outcome === 'applied' && !patient) await changeAccount({ db, now }, org, unchanged)
    if (answer?.outcome === 'applied' || answer?.outcome === 'repeated') return answer
    if (answer?.outcome === 'unknown_org') throw unknownOrg(org)
    await change.again?.()
  }
  throw new Refusal('stale', `Much is happening to ${org} at the moment; try again.`, { org })
}
