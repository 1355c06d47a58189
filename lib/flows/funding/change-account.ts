import type { Db } from '@/db/client'
import { isPlain } from '@/db/commands/join-writes'
import type { FundingAnswer } from '@/db/commands/write-funding'
import { findAccounts, type LoadedAccount } from '@/db/queries/accounts'
import { batchInTurn, type Member } from '@/lib/platform/batch-in-turn'
import { isUnavailable, Refusal } from '@/lib/platform/errors'
import { gatherBy } from '@/lib/platform/gather'
import { log } from '@/lib/platform/log'
import { accountHandedOn, forgetAccount, handOn } from './account-memory'
import {
  type Asked,
  type Change,
  type Decide,
  decideInOrder,
  type Placed,
  type Shell,
  type Step,
  unchanged,
} from './change-steps'
import { payDebts, payStep } from './pay-debts'
import { untilWritten } from './until-written'
import { type Written, writeInOrder } from './write-in-order'

/** Reads an account; those that are read at the same time share a call. */
const accountOf = gatherBy((db: Db) => ({
  run: async (orgs: readonly string[]) => {
    const found = await findAccounts(db, [...new Set(orgs)])
    return orgs.map((org) => found.get(org) ?? null)
  },
}))

/** Attempts after which a change stops waiting for a quiet moment and leaves the gate to be projected after it. */
const patientAttempts = 3
/** So many changes of an org are written together at most: others have their turn in between. */
const mostTogether = 50

export const unknownOrg = (org: string): Refusal =>
  new Refusal('unknown_org', `There is no organization ${org}.`, { org })

/** What a try came to; `owed`: whether some of what the org owes may still be paid. */
type Tried =
  | { readonly outcome: 'done'; readonly answer: FundingAnswer | null; readonly owed: boolean }
  | { readonly outcome: 'lost'; readonly askAgain: () => Promise<void> }

/**
 * Changes what an org is funded by: load, decide, write, and again where something else was recorded meanwhile
 * (`untilWritten`). Changes that wait for the same turn are decided one after the other, each on what those before it leave,
 * and written in one call. The gate is projected again in the same write, and a week of quota that is over is turned first.
 * Where usage that other processes charge keeps coming in between, the change is written with the gate put out of force: then
 * no usage is charged until it is projected. The same if usage waits to be paid: that is paid next, and only then the gate
 * says what is left.
 * @param decide is asked once per attempt; it may throw a refusal. Null leaves everything as it is.
 * @param place `first` for what others wait for.
 */
export const changeAccount = async (
  shell: Shell,
  org: string,
  decide: Decide,
  place: 'first' | 'last' = 'last',
): Promise<FundingAnswer | null> => {
  for (;;) {
    const tried = await inNextBatch(shell.db.$client, org, { shell, org, decide }, place)
    if (tried.outcome === 'lost') await tried.askAgain()
    else {
      if (tried.owed) await payLater(shell, org)
      return tried.answer
    }
  }
}

type Changing = Member<Asked, Tried>

const inNextBatch = batchInTurn<Asked, Tried>({
  most: mostTogether,
  run: async (org, members) => {
    let left = members
    let lost = 0
    await untilWritten<null>(dbOf(members), org, async () => {
      const tried = await tryTogether(org, left, lost < patientAttempts)
      left = tried.left
      if (left.length === 0) return { done: null }
      lost += tried.lost ? 1 : 0
      return tried.lost ? 'lost' : 'again'
    })
  },
})

const dbOf = ([first]: readonly Changing[]): Db => {
  if (!first) throw new Error('there is nobody in this batch')
  return first.item.shell.db
}

/** Those of a batch that have to be decided again, and whether that is because somebody else wrote in between. */
type Left = { readonly left: readonly Changing[]; readonly lost: boolean }

const tryTogether = async (org: string, members: readonly Changing[], patient: boolean): Promise<Left> => {
  const db = dbOf(members)
  const { found, steps } = await decideAll(org, members, patient)
  const writes = steps.flatMap(({ step }) => (step.kind === 'write' ? step : []))
  // What fails leaves nothing to be handed on.
  forgetAccount(db, org)
  const written = await writeInOrder(db, writes)
  handChangesOn(db, found, writes, written)
  const { done, left, lost } = await takeAnswers(steps, written)
  const owed = done.some(({ pays }) => pays) && (await payNow(org, members))
  if (!patient && !found.account.short && written.length > 0) await changeAccount(shellOf(members), org, unchanged)
  for (const { member, answer, pays } of done) member.done({ outcome: 'done', answer, owed: owed && pays })
  return { left, lost }
}

/** What each of them does: on what the turn before handed on, if all that is decided on it will be written. */
const decideAll = async (org: string, members: readonly Changing[], patient: boolean) => {
  // A gate that is projected again may have been wrong: whatever put it out of step, it is projected from what is read.
  const reads = !patient || members.some(({ item }) => item.decide === unchanged)
  const handedOn = reads ? null : accountHandedOn(dbOf(members), org)
  if (handedOn) {
    const steps = decideInOrder(members, handedOn, patient)
    if (steps.every(({ step }) => step.kind === 'write')) return { found: handedOn, steps }
  }
  const found = await accountOf(dbOf(members), org)
  if (!found) throw unknownOrg(org)
  return { found, steps: decideInOrder(members, found, patient) }
}

/** Hands the account on to the next turn if all of it stands and it says everything that was written. */
const handChangesOn = (
  db: Db,
  found: LoadedAccount,
  writes: readonly Extract<Step, { kind: 'write' }>[],
  written: readonly Written[],
): void => {
  const last = writes.at(-1)
  const answers = written.map((each) => ('answer' in each ? each.answer : undefined))
  const answer = answers.at(-1)
  if (!last || !answers.every((each) => each?.outcome === 'applied') || answer?.outcome !== 'applied') return
  const { account } = last.next
  const expired = new Map(found.account.grants.map((grant) => [grant.id, grant.expired]))
  const says = writes.every(({ write }) => write.sequence !== undefined && isPlain(write))
  if (!says || account.grants.some((grant) => grant.expired > (expired.get(grant.id) ?? 0n))) return
  handOn(db, found, account, answer, writes.length)
}

/** Who is done, and whether what the org owes is paid before that is said. */
type Done = { readonly member: Changing; readonly answer: FundingAnswer | null; readonly pays: boolean }

/** Takes what became of the writes. What was decided on one that does not stand is decided again. */
const takeAnswers = async (steps: readonly Placed<Changing>[], written: readonly Written[]) => {
  const done: Done[] = []
  const left: Changing[] = []
  const answers = written.values()
  let holds = true
  let lost = false
  for (const { member, step } of steps) {
    if (step.kind === 'write') {
      const { value } = answers.next()
      const outcome = await takeAnswer(member, step, value, holds)
      if (typeof outcome === 'object') done.push(outcome)
      else if (outcome !== 'told') left.push(member)
      lost ||= outcome === 'lost'
      holds &&= typeof outcome === 'object' && outcome.answer?.outcome === 'applied'
    } else if (!holds) left.push(member)
    else if (step.kind === 'nothing') done.push({ member, answer: null, pays: false })
    else if (step.kind === 'debts') done.push({ member, answer: null, pays: true })
    else if (step.kind === 'refused') member.failed(step.error)
    else {
      lost = true
      if (await looksAgain(member, step.change.again)) left.push(member)
    }
  }
  return { done, left, lost }
}

/** Told already, or to be decided again: because somebody else wrote in between, or because what it was decided on fell. */
const takeAnswer = async (
  member: Changing,
  { change, owes }: Extract<Step, { kind: 'write' }>,
  written: Written | undefined,
  holds: boolean,
): Promise<Done | 'told' | 'lost' | 'fell'> => {
  if (written && 'error' in written) {
    member.failed(written.error)
    return 'told'
  }
  const answer = written?.answer
  if (answer?.outcome === 'applied') return { member, answer, pays: owes }
  if (answer?.outcome === 'repeated') return { member, answer, pays: false }
  if (answer?.outcome === 'unknown_org') {
    member.failed(unknownOrg(member.item.org))
    return 'told'
  }
  if (!holds) return 'fell'
  const { askAgain } = change
  if (askAgain) member.done({ outcome: 'lost', askAgain })
  return askAgain || !(await looksAgain(member, change.again)) ? 'told' : 'lost'
}

/** Looks at what was read beside the account once more. @returns false where that refuses it. */
const looksAgain = async ({ failed }: Changing, again: Change['again']): Promise<boolean> => {
  try {
    await again?.()
    return true
  } catch (error) {
    failed(error)
    return false
  }
}

/** The changes stand, whatever becomes of this. */
const payNow = (org: string, members: readonly Changing[]): Promise<boolean> =>
  payStep(shellOf(members), org).catch((error: unknown) => {
    if (!isUnavailable(error)) throw error
    return true
  })

/** What several do together is of the latest of their moments. */
const shellOf = (members: readonly Changing[]): Shell =>
  members
    .map(({ item }) => item.shell)
    .reduce((last, each) => (each.now.epochNanoseconds > last.now.epochNanoseconds ? each : last))

/** A gate that is out of force has the next one who asks go on with it. */
const payLater = (shell: Shell, org: string): Promise<void> =>
  payDebts(shell, org).catch((error: unknown) => {
    if (!isUnavailable(error)) throw error
    log.warn({ err: error, org }, 'a debt is paid later')
  })
