import type { Db } from '@/db/client'
import { findLateMonths, type LateMonth, loadBilledMonths } from '@/db/queries/billed-months'
import { findBounds } from '@/db/queries/invoice-inputs'
import { byTenant } from '@/db/queries/invoice-month'
import type { Org } from '@/db/queries/orgs'
import { loadTaxRates } from '@/db/queries/price-books'
import { loadTenantEvents } from '@/db/queries/tenants'
import { type Minor, minor } from '@/lib/core/money/amount'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { tenantCorrections } from '@/lib/core/pricing/tenant-corrections'
import { isRefused, type Refused } from '@/lib/core/refusal'

/**
 * What was told of an org's tenants after their months were invoiced and is on no invoice yet (I14), before tax: positive
 * amounts come onto the next invoice, negative ones are an open credit.
 * @param late its late months, if they were looked up already.
 */
export const openCorrections = async (
  db: Db,
  org: Org,
  late?: readonly LateMonth[],
): Promise<DraftLine[] | Refused> => {
  const bounds = await findBounds(db, org.org)
  if (!bounds || BigInt(bounds.since) < 0n) return []
  const months = late ?? (await findLateMonths(db, [org.org], bounds))
  if (months.length === 0) return []
  const [events, rates] = await Promise.all([
    loadTenantEvents(db, org.org, { upTo: bounds.sequence }),
    loadTaxRates(db),
  ])
  const known = { terms: org.terms, rates, tenants: byTenant(events) }
  return tenantCorrections(await loadBilledMonths(db, org.org, months, bounds, known))
}

/** What an org was billed too much and nothing took off yet, before tax; zero if that cannot be computed. */
export const openCreditOf = (corrections: readonly DraftLine[] | Refused): Minor => {
  if (isRefused(corrections)) return minor(0n)
  const sum = corrections.reduce((total, { amount }) => total + amount, 0n)
  return minor(sum < 0n ? -sum : 0n)
}
