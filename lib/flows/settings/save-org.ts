import { type BillingConfig, saveOrg as writeOrg } from '@/db/commands/settings'
import { findOrg } from '@/db/queries/orgs'
import { loadPriceBooks } from '@/db/queries/price-books'
import { findRecorded } from '@/db/queries/usage'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { checkConfig } from './check-config'

/** An admin changes an organization's name and how it is billed, from the version that was on the screen. */
export const saveOrg = async (
  ctx: Ctx,
  org: string,
  name: string,
  expected: number,
  config: BillingConfig,
): Promise<{ org: string }> => {
  requirePermission(ctx, 'platform:admin')
  const before = await findOrg(ctx.db, org)
  if (!before) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  await checkConfig(ctx, config)
  const sequence = await fixedSince(ctx, org, before.config, config)
  const audit = auditEntry(ctx, 'org.save', {
    org,
    subject: org,
    before: { name: before.name, config: before.config },
    after: { name, config },
  })
  const outcome = await writeOrg(ctx.db, org, name, expected, config, sequence, ctx.now, audit)
  if (outcome === 'stale') throw new Refusal('stale', 'Somebody else changed this meanwhile. Reload and try again.')
  return { org }
}

/**
 * Recorded usage lies on days of a zone and in amounts of a currency: neither may change under it.
 * @returns the sequence at which nothing was recorded yet, or null where neither changes.
 */
const fixedSince = async (
  ctx: Ctx,
  org: string,
  before: BillingConfig,
  after: BillingConfig,
): Promise<string | null> => {
  if (before.zone === after.zone && before.priceBook === after.priceBook) return null
  const found = await findRecorded(ctx.db, org)
  if (!found?.recorded) return found?.sequence ?? null
  if (before.zone !== after.zone) {
    throw new Refusal('zone_fixed', 'The time zone is fixed once usage or tenants are recorded.', { field: 'zone' })
  }
  const books = await loadPriceBooks(ctx.db, [before.priceBook, after.priceBook])
  if (books.get(before.priceBook)?.currency !== books.get(after.priceBook)?.currency) {
    throw new Refusal('currency_fixed', 'The currency is fixed once usage or tenants are recorded.', {
      field: 'priceBook',
    })
  }
  return null
}
