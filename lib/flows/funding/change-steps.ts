import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { FundingWrite } from '@/db/commands/write-funding'
import type { LoadedAccount } from '@/db/queries/accounts'
import type { Account } from '@/lib/core/funding/account'
import { gateOf, isWeekDue, openWeek } from './project'
import type { TimedWrite } from './write-in-order'

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
export type Decide = (loaded: LoadedAccount) => Change | Outdated | null

/** Projects the gate again and changes nothing else. */
export const unchanged = ({ account }: LoadedAccount): Change => ({ after: account, write: {} })

/** What an org owes it pays first; its gate is projected by that. */
const nothingButDebts = (change: Change, found: LoadedAccount): boolean =>
  found.account.short && change.after === found.account && Object.keys(change.write).length === 0

export type Shell = { readonly db: Db; readonly now: Temporal.Instant }
/** A change that somebody asks for. */
export type Asked = { readonly shell: Shell; readonly org: string; readonly decide: Decide }

/** What one of them does. */
export type Step =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'debts' }
  | { readonly kind: 'outdated'; readonly change: Outdated }
  | (TimedWrite & {
      readonly kind: 'write'
      readonly change: Change
      readonly owes: boolean
      readonly next: LoadedAccount
    })
/** A step, and whose it is. */
export type Placed<Changing> = { readonly member: Changing; readonly step: Step }

/** What each of them writes, on what those before it leave. */
export const decideInOrder = <Changing extends { readonly item: Asked }>(
  members: readonly Changing[],
  found: LoadedAccount,
  patient: boolean,
): readonly Placed<Changing>[] => {
  let loaded = found
  return members.map((member) => {
    const step = decideStep(member.item, loaded, patient)
    if (step.kind === 'write') loaded = step.next
    return { member, step }
  })
}

const decideStep = ({ shell: { now }, decide }: Asked, found: LoadedAccount, patient: boolean): Step => {
  const at = now.epochNanoseconds
  const turned = isWeekDue(found.account, at) ? openWeek(found.account, at) : null
  const loaded = turned ? { ...found, account: turned.account } : found
  let change: ReturnType<Decide>
  try {
    change = decide(loaded)
  } catch (error) {
    return { kind: 'refused', error }
  }
  if (change === null) return { kind: 'nothing' }
  if ('outdated' in change) return { kind: 'outdated', change }
  const due = turned === null && isWeekDue(change.after, at) ? openWeek(change.after, at) : null
  const account = due?.account ?? change.after
  const week = change.write.open_week ?? due?.row ?? turned?.row
  const cell = change.cell === undefined ? found.cell : change.cell
  const owes = found.account.short
  if (nothingButDebts(change, loaded) && !week) return { kind: 'debts' }
  const { sequence, version } = found
  const write: FundingWrite = {
    ...change.write,
    org: account.org,
    ...(week ? { open_week: week, reshape: true } : {}),
    ...(patient ? { sequence, version } : { version }),
    gate: patient && !owes ? gateOf(account, { ...found, cell }, at) : { expire: true },
  }
  return { kind: 'write', now, write, change, owes, next: { ...found, account, cell, ...positionAfter(found, write) } }
}

/** The sequence and version that an account has once it is written. */
const positionAfter = ({ sequence, version }: LoadedAccount, { events = [], reshape = false }: FundingWrite) => ({
  sequence: String(BigInt(sequence) + BigInt(Math.max(events.length, 1))),
  version: String(BigInt(version) + (reshape ? 1n : 0n)),
})
