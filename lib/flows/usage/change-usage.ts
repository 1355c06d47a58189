import type { FundingWrite } from '@/db/commands/write-funding'
import { writeFunding } from '@/db/commands/write-funding'
import { findAccount } from '@/db/queries/accounts'
import { findChangeOfKey, findLastChange, findToldUsage, type UsageChange } from '@/db/queries/told-usage'
import { type Ctx, requirePermission } from '@/lib/context'
import { forgetAccount } from '@/lib/flows/funding/account-memory'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { inputHash } from '@/lib/flows/funding/input-hash'
import { isWeekDue } from '@/lib/flows/funding/project'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { untilWritten } from '@/lib/flows/funding/until-written'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { type Amend, type ChangeOrder, isSameUse, type Said, type UsageAmendment } from './change-order'
import { decideChange } from './decide-change'

export type AmendOrder = ChangeOrder & {
  readonly to: UsageAmendment
  /** The caller's own key of the amendment; empty if it has none. */
  readonly changeKey: string
}

/** What became of the event; `unchanged`: it says this already. */
export type ChangedUsage = (Said | { readonly key: string; readonly kind: 'unchanged' }) & { readonly currency: string }

/** Attempts after which a change stops waiting for a quiet moment, and leaves the gate to be projected after it. */
const patientAttempts = 3
/** Amendments of one event; it can be taken back still. */
const mostAmendments = 99

/**
 * Takes an event back (M12): another one compensates it, what paid for it goes back where it came from, and what waited to
 * be paid waits no more. If its month is invoiced, it is a correction on the next invoice. Once: again it answers the same.
 */
export const takeBackUsage = async (ctx: Ctx, order: ChangeOrder): Promise<ChangedUsage> => {
  requireKnown(ctx, order.org)
  return change(ctx, order, null)
}

/**
 * Amends an event (M12): the old one is taken back and the new one charged in one write. A smaller one is paid by what paid
 * for the old one; what no source pays of a larger one waits to be paid.
 */
export const amendUsage = async (ctx: Ctx, order: AmendOrder): Promise<ChangedUsage> => {
  requireKnown(ctx, order.org)
  const { org, key, reason, to, changeKey } = order
  const { meter, quantity, at, resource, properties } = to
  const input = [key, meter ?? null, quantity?.toString() ?? null, at?.toString() ?? null, resource ?? null]
  const hash = inputHash(['amend', org, ...input, JSON.stringify(properties ?? null), reason])
  return change(ctx, order, { to, changeKey, hash, row: newId('use') })
}

/** Whoever may not know of an org gets the answer of one that does not exist. */
const requireKnown = (ctx: Ctx, org: string): void => {
  try {
    requirePermission(ctx, 'usage:write', org)
  } catch (error) {
    throw error instanceof Refusal && error.code === 'not_found' ? unknownOrg(org) : error
  }
}

const change = async (ctx: Ctx, order: ChangeOrder, amend: Amend | null): Promise<ChangedUsage> => {
  const { org } = order
  const ids = { compensation: newId('use'), amend }
  const { said, expired } = await untilWritten(ctx.db, org, async (before) => {
    const next = await attemptChange(ctx, order, ids, before < patientAttempts)
    if ('answer' in next) return { done: { said: next.answer, expired: false } }
    forgetAccount(ctx.db, org)
    const answer = (await writeFunding(ctx.db, ctx.now, [next.write])).get(org)
    if (answer?.outcome === 'unknown_org') throw unknownOrg(org)
    if (answer?.outcome !== 'applied') return 'lost'
    const { gate } = next.write
    return { done: { said: next.change, expired: gate !== undefined && 'expire' in gate } }
  })
  // What comes back pays what waits, the oldest first; the gate is in force again after that.
  if (expired) await refreshGate(ctx, org, 'first')
  return said
}

type Next =
  | { readonly answer: ChangedUsage }
  | { readonly write: FundingWrite; readonly change: Said & { readonly currency: string } }

type Ids = { readonly compensation: string; readonly amend: Amend | null }

const answerOf = ({ amendment: _, hash: __, ...said }: UsageChange, currency: string): ChangedUsage => ({
  ...said,
  currency,
})

/** Reads everything after the account, whose sequence says whether it is still so when it is written. */
const attemptChange = async (ctx: Ctx, order: ChangeOrder, ids: Ids, patient: boolean): Promise<Next> => {
  const { org, key } = order
  const { amend } = ids
  const at = ctx.now.epochNanoseconds
  let loaded = await findAccount(ctx.db, org)
  if (loaded && isWeekDue(loaded.account, at)) {
    await refreshGate(ctx, org)
    loaded = await findAccount(ctx.db, org)
  }
  if (!loaded) throw unknownOrg(org)
  const { currency } = loaded.account
  const done = amend && amend.changeKey !== '' ? await findChangeOfKey(ctx.db, org, amend.changeKey) : null
  if (done && (done.key !== key || done.hash !== amend?.hash)) {
    throw new Refusal('idempotency_mismatch', 'This idempotency key was used with another amendment.')
  }
  if (done) return { answer: answerOf(done, currency) }
  const last = await findLastChange(ctx.db, org, key)
  if (last?.kind === 'taken_back') {
    if (amend) throw new Refusal('usage_taken_back', `The usage ${key} was taken back, and stays so.`, { key })
    return { answer: answerOf(last, currency) }
  }
  const told = await findToldUsage(ctx.db, org, last?.amendment ?? key)
  if (!told || (last === null && told.original !== null)) {
    throw new Refusal('unknown_usage', `There is no usage with the key ${key}.`, { key })
  }
  if (amend && told.state === 'waived') {
    throw new Refusal('usage_waived', `The usage ${key} was waived: it is never charged.`, { key })
  }
  if (amend && isSameUse(told.event, amend.to))
    return { answer: last ? answerOf(last, currency) : { key, kind: 'unchanged', currency } }
  const revision = (last?.revision ?? 0) + 1
  if (amend && revision > mostAmendments) {
    throw new Refusal(
      'amended_too_often',
      `The usage ${key} was amended ${mostAmendments} times; take it back instead.`,
      {
        key,
      },
    )
  }
  const { write, change } = await decideChange(ctx, { order, ids, loaded, told, revision, patient })
  return { write, change: { ...change, currency } }
}
