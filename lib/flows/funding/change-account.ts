import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { type FundingAnswer, type FundingWrite, writeFunding } from '@/db/commands/write-funding'
import { findAccounts, type LoadedAccount } from '@/db/queries/accounts'
import type { Account } from '@/lib/core/funding/account'
import { isUnavailable, Refusal } from '@/lib/platform/errors'
import { gatherBy } from '@/lib/platform/gather'
import { log } from '@/lib/platform/log'
import { payDebts, payStep } from './pay-debts'
import { gateOf, isWeekDue, openWeek } from './project'
import { untilWritten } from './until-written'

/** What a change does: the account after it, from which the gate is projected, and the sections that write it. */
export type Change = {
  readonly after: Account
  readonly write: Omit<FundingWrite, 'org' | 'sequence' | 'version' | 'gate'>
  /** Where the change sets it; else it stays. */
  readonly cell?: string | null
  /** Looked at before the next attempt where this one did not hold; it may throw a refusal. */
  readonly again?: () => Promise<void>
  /** The same where somebody else than the database is asked: no other change of the org waits for that. */
  readonly askAgain?: () => Promise<void>
}

/** What was read beside the account is of another moment than it: it is looked at again before anything is decided. */
export type Outdated = Pick<Change, 'again'> & { readonly outdated: true }
type Decide = (loaded: LoadedAccount) => Change | Outdated | null

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

/** Attempts after which a change stops waiting for a quiet moment and leaves the gate to be projected after it. */
const patientAttempts = 3

export const unknownOrg = (org: string): Refusal =>
  new Refusal('unknown_org', `There is no organization ${org}.`, { org })

type Shell = { readonly db: Db; readonly now: Temporal.Instant }

/** What a try came to; `owed`: whether some of what the org owes may still be paid. */
type Tried =
  | { readonly outcome: 'done'; readonly answer: FundingAnswer | null; readonly owed: boolean }
  | { readonly outcome: 'lost'; readonly change: Pick<Change, 'again' | 'askAgain'> }

/**
 * Changes what an org is funded by: load, decide, write, and again where something else was recorded meanwhile
 * (`untilWritten`). The gate is projected again in the same write, and a week of quota that is over is turned first. Where
 * usage that other processes charge keeps coming in between, the change is written with the gate put out of force: then no
 * usage is charged until it is projected. The same if usage waits to be paid: that is paid next, and only then the gate says
 * what is left.
 * @param decide is asked once per attempt; it may throw a refusal. Null leaves everything as it is.
 * @param place `first` for what others wait for.
 */
export const changeAccount = async (
  shell: Shell,
  org: string,
  decide: Decide,
  place: 'first' | 'last' = 'last',
): Promise<FundingAnswer | null> => {
  for (let before = 0; ; ) {
    const tried = await untilWritten(
      shell.db,
      org,
      async () => {
        const tried = await tryChange(shell, org, decide, before < patientAttempts)
        before += 1
        if (tried.outcome === 'done' || tried.change.askAgain) return { done: tried }
        await tried.change.again?.()
        return 'lost'
      },
      place,
    )
    if (tried.outcome === 'lost') await tried.change.askAgain?.()
    else {
      if (tried.owed) await payLater(shell, org)
      return tried.answer
    }
  }
}

const tryChange = async (shell: Shell, org: string, decide: Decide, patient: boolean): Promise<Tried> => {
  const { db, now } = shell
  const at = now.epochNanoseconds
  const found = await accountOf(db, org)
  if (!found) throw unknownOrg(org)
  const turned = isWeekDue(found.account, at) ? openWeek(found.account, at) : null
  const loaded = turned ? { ...found, account: turned.account } : found
  const change = decide(loaded)
  if (change === null) return { outcome: 'done', answer: null, owed: false }
  if ('outdated' in change) return { outcome: 'lost', change }
  const due = turned === null && isWeekDue(change.after, at) ? openWeek(change.after, at) : null
  const after = due?.account ?? change.after
  const week = change.write.open_week ?? due?.row ?? turned?.row
  const cell = change.cell === undefined ? found.cell : change.cell
  const owes = found.account.short
  if (nothingButDebts(change, loaded) && !week)
    return { outcome: 'done', answer: null, owed: await payStep(shell, org) }
  const write: FundingWrite = {
    ...change.write,
    org,
    ...(week ? { open_week: week, reshape: true } : {}),
    ...(patient ? { sequence: found.sequence } : { version: found.version }),
    gate: patient && !owes ? gateOf(after, { ...found, cell }, at) : { expire: true },
  }
  const answer = await writeOf(db, { now, write })
  if (answer?.outcome === 'unknown_org') throw unknownOrg(org)
  if (answer?.outcome === 'repeated') return { outcome: 'done', answer, owed: false }
  if (answer?.outcome !== 'applied') return { outcome: 'lost', change }
  const owed = owes && (await payStep(shell, org))
  if (!owes && !patient) await changeAccount(shell, org, unchanged)
  return { outcome: 'done', answer, owed }
}

/** The change stands, whatever becomes of this: a gate that is out of force has the next one who asks go on with it. */
const payLater = (shell: Shell, org: string): Promise<void> =>
  payDebts(shell, org).catch((error: unknown) => {
    if (!isUnavailable(error)) throw error
    log.warn({ err: error, org }, 'a debt is paid later')
  })
