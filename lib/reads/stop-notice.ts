import { Temporal } from 'temporal-polyfill'
import { listMembers } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import type { Account } from '@/lib/core/funding/account'
import { isRestTooSmall } from '@/lib/core/gate/decide'
import { haltReasonOf } from '@/lib/core/gate/project'
import { type Stop, stopOf } from '@/lib/core/gate/stop'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { type FundingNow, fundingNow } from './funding-now'
import { leastUseOf } from './least-use'
import { accountOf } from './org-funding'
import { orgOf } from './org-of'
import { waitingUsageOf } from './waiting-usage'

/** That an org can start nothing, as every page of a customer says it. */
export type StopNotice = Stop & {
  /**
   * The free credit is used up but for less than the smallest use, there is no card, and nothing is held either: all pages
   * wait for one (§12).
   */
  readonly blocking: boolean
  /** Usage that waits to be paid first; null if there is none. */
  readonly waiting: {
    readonly missing: string
    readonly currency: string
    readonly oldestOn: Day
  } | null
  readonly mayPay: boolean
  /** Whom a reader asks who may not pay. */
  readonly payers: readonly { readonly name: string; readonly email: string }[]
}

const stopNow = ({ gate, refusal }: FundingNow, account: Account): Stop | null => {
  if (refusal === null) return null
  const reason = haltReasonOf(gate) || gate.reason || 'insufficient_funds'
  return stopOf(reason, { ...account, biller: gate.biller })
}

/** What stops an org; null where its work may start. */
export const stopNotice = async (ctx: Ctx, slug: string): Promise<StopNotice | null> => {
  await orgOf(ctx, slug)
  const loaded = await accountOf(ctx, slug)
  const { account } = loaded
  const least = await leastUseOf(ctx, loaded)
  const waiting = await waitingUsageOf(ctx, account)
  const now = fundingNow(account, ctx.now, waiting?.debts, least)
  const stop = stopNow(now, account)
  if (stop === null) return null
  const mayPay = permit(ctx.actor, 'org:pay', slug) === 'yes'
  const members = mayPay ? [] : await listMembers(ctx.db, slug)
  const { biller, halted, held } = now.gate
  const isOver = halted || (held <= 0n && isRestTooSmall(now.gate, least))
  return {
    ...stop,
    blocking: isOver && biller === 'free_credit' && !account.card && stop.reason === 'free_credit_used_up',
    waiting: waiting && {
      missing: waiting.shown.missing,
      currency: account.currency,
      oldestOn: dayAt(Temporal.Instant.from(waiting.shown.oldestAt), account.zone),
    },
    mayPay,
    payers: members.filter(({ role }) => role !== 'member').map(({ name, email }) => ({ name, email })),
  }
}
