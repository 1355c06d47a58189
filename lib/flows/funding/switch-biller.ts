import type { Temporal } from 'temporal-polyfill'
import { hasComputeMode } from '@/db/queries/platform'
import { hasUsageSince } from '@/db/queries/usage'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Biller } from '@/lib/core/funding/biller'
import { Refusal } from '@/lib/platform/errors'
import { changeAccount } from './change-account'

/**
 * Has an org charged by another biller from an instant on (W1). Usage that was charged already stays with the biller
 * that charged it: where there is some since that instant, the switch is refused.
 */
export const switchBiller = async (ctx: Ctx, org: string, biller: Biller, from: Temporal.Instant): Promise<void> => {
  requirePermission(ctx, 'funds:write', org)
  if (biller === 'plan_quota' && !(await hasComputeMode(ctx.db))) {
    throw new Refusal('mode_off', 'Weekly quotas are switched off on this platform.', { biller })
  }
  const audit = auditEntry(ctx, 'biller.switch', { org, subject: biller, after: { biller, from: from.toString() } })
  const effectiveAt = from.round({ smallestUnit: 'microsecond', roundingMode: 'ceil' })
  await refuseCharged(ctx, org, effectiveAt)
  await changeAccount(ctx, org, ({ account, sequence }) => ({
    after: {
      ...account,
      switches: [...account.switches, { biller, from: effectiveAt.epochNanoseconds, sequence: BigInt(sequence) + 1n }],
    },
    write: {
      reshape: true,
      claim: { kind: 'audit' },
      biller: { biller, effective_at: effectiveAt.toString() },
      by: actorName(ctx.actor),
      audit,
    },
    // Usage that came in meanwhile is found by the write itself, and then here.
    again: () => refuseCharged(ctx, org, effectiveAt),
  }))
}

const refuseCharged = async (ctx: Ctx, org: string, from: Temporal.Instant): Promise<void> => {
  if (!(await hasUsageSince(ctx.db, org, from))) return
  throw new Refusal('biller_fixed', `Usage of ${org} since ${from} is charged already; switch from a later time on.`, {
    effective_at: from.toString(),
  })
}
