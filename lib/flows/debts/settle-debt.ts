import { writePico } from '@/db/columns'
import { waiveUsage } from '@/db/commands/waive-usage'
import { type UsageRow, writeFunding } from '@/db/commands/write-funding'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import { findKeptUsage, type KeptUsage } from '@/db/queries/unfunded-usage'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { type BillerSwitch, billerAt } from '@/lib/core/funding/biller'
import type { Part } from '@/lib/core/funding/waterfall'
import { forgetAccount } from '@/lib/flows/funding/account-memory'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { waitedRow } from '@/lib/flows/funding/pay-debts'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { untilWritten } from '@/lib/flows/funding/until-written'
import { Refusal } from '@/lib/platform/errors'

export type DebtOrder = {
  readonly org: string
  /** The key of the usage event. */
  readonly key: string
  /** `bill` puts it onto the next invoice, `waive` charges it never. */
  readonly how: 'bill' | 'waive'
  readonly reason: string
}

export type SettledDebt = { readonly outcome: 'billed' | 'waived'; readonly amount: string }

const settledAlready = () => new Refusal('stale', 'This debt is settled already. Look at the list again.')

/**
 * An admin bills or waives what is still owed of usage that nothing could pay (K9, W5). Billed it is on the next invoice, as
 * usage of its own day; it counts against no cap. Of those who settle it at once one does. If it was of the biller in force,
 * what waits behind it is paid next, and the gate opens when nothing is owed any more.
 */
export const settleDebt = async (ctx: Ctx, order: DebtOrder): Promise<SettledDebt> => {
  requirePermission(ctx, 'platform:admin')
  const { org, key, how, reason } = order
  const { left } = await openDebt(ctx, order)
  const amount = writePico(left.amount)
  const audit = auditEntry(ctx, `debt.${how}`, { org, subject: key, after: { amount, reason } })
  if (how === 'bill') await bill(ctx, order, audit)
  else await waive(ctx, order, audit)
  await refreshGate(ctx, org)
  return { outcome: how === 'bill' ? 'billed' : 'waived', amount }
}

type OpenDebt = KeptUsage & { readonly loaded: LoadedAccount }

const openDebt = async (ctx: Ctx, { org, key }: DebtOrder): Promise<OpenDebt> => {
  const [loaded, kept] = await Promise.all([findAccount(ctx.db, org), findKeptUsage(ctx.db, org, key)])
  if (!loaded) throw unknownOrg(org)
  if (!kept) throw new Refusal('not_found', 'There is no such debt.')
  if (kept.state !== 'waiting') throw settledAlready()
  return { ...kept, loaded }
}

const waive = async (ctx: Ctx, { org, key, reason }: DebtOrder, audit: object): Promise<void> => {
  const outcome = await waiveUsage(ctx.db, org, key, { reason, by: actorName(ctx.actor), at: ctx.now, audit })
  if (outcome !== 'waived') throw settledAlready()
}

const bill = async (ctx: Ctx, order: DebtOrder, audit: object): Promise<void> => {
  const { org } = order
  const outcome = await untilWritten(ctx.db, org, async () => {
    const debt = await openDebt(ctx, order)
    const { version, account } = debt.loaded
    const write = {
      org,
      version,
      claim: { kind: 'audit' },
      reshape: true,
      events: [billedRow(account.switches, debt)],
      gate: { expire: true },
      by: actorName(ctx.actor),
      audit,
    } as const
    forgetAccount(ctx.db, org)
    const answer = (await writeFunding(ctx.db, ctx.now, [write])).get(org)
    return answer === undefined || answer.outcome === 'stale' ? 'lost' : { done: answer.outcome }
  })
  if (outcome === 'known') throw settledAlready()
}

/** The usage as an event: what was paid of it stays so, the rest goes onto the bill. */
const billedRow = (switches: readonly BillerSwitch[], { left, parts, ...debt }: OpenDebt): UsageRow => {
  const biller = billerAt(switches, debt.usedAt)
  const rest: Part = { source: 'billed', kind: 'postpaid', measure: 'money', ...left }
  const row = waitedRow(debt, biller, [...parts, rest])
  return { ...row, paid_by: 'billed' }
}
