import { findOrg, type Org } from '@/db/queries/orgs'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import type { Language, Party } from '@/lib/core/invoices/snapshot'
import { taxAreaOf } from '@/lib/core/invoices/tax-area'
import { refuseUnprintableBuyer } from '@/lib/core/invoices/unprintable'
import { readVatNumber } from '@/lib/core/invoices/vat-number'
import { termsOn } from '@/lib/core/pricing/billing-terms'
import { accept, Refusal } from '@/lib/platform/errors'
import { changeTerms, correctionDay } from './change-terms'

/** What a customer says of itself: whom its invoices name, and in which language they are. */
export type OrgDetails = { readonly buyer: Party; readonly language: Language }

/**
 * An org changes whom its invoices name, from the version that was on the screen; everything else of how it is billed is
 * the platform's. A VAT number that is new, or of a new country, is read and its check digits held against. A move into
 * the Swiss area of VAT or out of it changes how supplies are taxed, which is not the customer's to say.
 * @returns the version after it, and the buyer as it is printed now.
 */
export const saveDetails = async (
  ctx: Ctx,
  org: string,
  expected: number,
  details: OrgDetails,
): Promise<{ version: number; buyer: Party }> => {
  requirePermission(ctx, 'org:details', org)
  const before = await findOrg(ctx.db, org, ctx.now)
  if (!before) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const buyer = checkedBuyer(before, details.buyer)
  const { language } = details
  const audit = auditEntry(ctx, 'org.details', {
    org,
    subject: org,
    before: { buyer: before.config.buyer, language: before.config.language },
    after: { buyer, language },
  })
  const { name } = before
  const { zone } = before.config
  const effectiveOn = await correctionDay(ctx, before)
  // The rest of the terms stays as it was read; if it changed since, so did the version.
  const terms = { ...termsOn(before.terms, effectiveOn), buyer }
  const { email } = buyer
  const change = { name, expected, terms, effectiveOn, email, language, zone, sequence: null, audit }
  await changeTerms(ctx, before, change)
  return { version: expected + 1, buyer }
}

const checkedBuyer = ({ config }: Org, buyer: Party): Party => {
  accept(refuseUnprintableBuyer(buyer))
  const { buyer: before, treatment } = config
  if (taxAreaOf(buyer.country) !== taxAreaOf(before.country)) {
    throw new Refusal(
      'invalid_request',
      'A move to or from Switzerland and Liechtenstein changes how your invoices are taxed. Ask the platform to make it.',
      { field: 'country' },
    )
  }
  if (buyer.vatNumber === before.vatNumber && buyer.country === before.country) return buyer
  const { text: vatNumber } = accept(readVatNumber(buyer.vatNumber, buyer.country))
  if (treatment === 'reverse_charge' && vatNumber === '') {
    throw new Refusal('invalid_request', 'Your invoices are under reverse charge, which needs your VAT number.', {
      field: 'vatNumber',
    })
  }
  return { ...buyer, vatNumber }
}
