import type { BillingConfig } from '@/db/commands/settings'
import { findOrg, type Org } from '@/db/queries/orgs'
import { loadPriceBooks } from '@/db/queries/price-books'
import { findRecorded } from '@/db/queries/usage'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { refuseTreatment } from '@/lib/core/invoices/tax-treatment'
import { readVatNumber } from '@/lib/core/invoices/vat-number'
import { firstDay, termsOn } from '@/lib/core/pricing/billing-terms'
import type { Day } from '@/lib/core/time/day'
import { accept, Refusal } from '@/lib/platform/errors'
import { changeTerms, effectiveDay } from './change-terms'
import { checkConfig } from './check-config'

export type SaveOrgOptions = {
  /** From which civil day of the org's zone on it is billed so; today if it is not said. */
  readonly effectiveOn?: Day
  /** Whether somebody confirmed that a buyer abroad is charged Swiss VAT. */
  readonly confirmed?: boolean
}

/** An admin changes an organization's name and how it is billed from a day on (I13), from the version that was on the screen. */
export const saveOrg = async (
  ctx: Ctx,
  org: string,
  name: string,
  expected: number,
  config: BillingConfig,
  { effectiveOn: asked, confirmed = false }: SaveOrgOptions = {},
): Promise<{ org: string }> => {
  requirePermission(ctx, 'platform:admin')
  const found = await findOrg(ctx.db, org, ctx.now)
  if (!found) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  await checkConfig(ctx, config)
  const sequence = await fixedSince(ctx, found, config)
  const effectiveOn = sequence === null ? await effectiveDay(ctx, found, asked) : firstDay
  const before = termsOn(found.terms, effectiveOn)
  const buyer = { ...config.buyer, vatNumber: vatNumberOf(before, config) }
  const terms = { ...config, buyer, exemption: config.treatment === 'exempt' ? (config.exemption ?? '') : '' }
  const { treatment, exemption } = terms
  const { country, vatNumber } = buyer
  const kept = treatment === before.treatment && country === before.buyer.country
  const refused = refuseTreatment({ country, vatNumber, treatment, exemption }, confirmed || kept)
  if (refused) accept(refused)
  const audit = auditEntry(ctx, 'org.save', {
    org,
    subject: org,
    before: {
      name: found.name,
      config: { ...found.config, ...before, buyer: { ...before.buyer, email: found.config.buyer.email } },
    },
    after: { name, config: terms, effectiveOn },
  })
  const { email } = buyer
  const { language, zone } = config
  await changeTerms(ctx, found, { name, expected, terms, effectiveOn, email, language, zone, sequence, audit })
  return { org }
}

/** A VAT number that is new, of a new country, or under reverse charge is read and its check digits are verified. */
const vatNumberOf = ({ buyer: before }: Org['terms'][number], { buyer, treatment }: BillingConfig): string => {
  const kept = buyer.vatNumber === before.vatNumber && buyer.country === before.country
  return kept && treatment !== 'reverse_charge'
    ? buyer.vatNumber
    : accept(readVatNumber(buyer.vatNumber, buyer.country)).text
}

/**
 * Recorded usage lies on days of a zone and in amounts of a currency: neither may change under it.
 * @returns the sequence at which nothing was recorded yet, or null if neither changes.
 */
const fixedSince = async (
  ctx: Ctx,
  { org, config: before, currency }: Org,
  after: BillingConfig,
): Promise<string | null> => {
  const books = await loadPriceBooks(ctx.db, [after.priceBook])
  const sameCurrency = books.get(after.priceBook)?.currency === currency
  if (before.zone === after.zone && sameCurrency) return null
  const found = await findRecorded(ctx.db, org)
  if (!found?.recorded) return found?.sequence ?? null
  if (before.zone !== after.zone) {
    throw new Refusal('zone_fixed', 'The time zone is fixed once usage or tenants are recorded.', { field: 'zone' })
  }
  throw new Refusal('currency_fixed', 'The currency is fixed once usage or tenants are recorded.', {
    field: 'priceBook',
  })
}
