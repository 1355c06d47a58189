import { type Ctx, requirePermission } from '@/lib/context'
import type { Pico } from '@/lib/core/money/amount'
import { writeFundingSettings } from '@/lib/flows/funding/save-funding'
import { Refusal } from '@/lib/platform/errors'

/**
 * An org caps what may go onto its bill in a month (Q6): null is no cap, zero blocks everything metered. The gate holds it
 * from the same write on.
 * @param expected the cap that was on the screen: where it is another one by now, nothing changes.
 */
export const saveSpendCap = async (ctx: Ctx, org: string, expected: Pico | null, cap: Pico | null): Promise<void> => {
  requirePermission(ctx, 'org:pay', org)
  await writeFundingSettings(ctx, org, { spendCap: cap }, ({ account }) => {
    if (account.cap !== expected) throw new Refusal('stale', 'Somebody else changed the cap meanwhile.')
  })
}
