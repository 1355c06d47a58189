import { loadTaxRates } from '@/db/queries/price-books'
import { type Ctx, requirePermission } from '@/lib/context'
import type { TaxRate } from '@/lib/core/pricing/vat'

/** The rates of VAT by the day of supply, newest first; of two for the same day only the one that holds. */
export const adminTaxRates = async (ctx: Ctx): Promise<readonly TaxRate[]> => {
  requirePermission(ctx, 'platform:admin')
  const rates = await loadTaxRates(ctx.db)
  const holds = ({ effectiveOn, version }: TaxRate): boolean =>
    !rates.some((each) => each.effectiveOn === effectiveOn && each.version > version)
  return rates.filter(holds).sort((a, b) => (a.effectiveOn < b.effectiveOn ? 1 : -1))
}
