import { addTaxRate as writeRate } from '@/db/commands/tax-rates'
import { loadTaxRates } from '@/db/queries/price-books'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import type { Day } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'

export type NewTaxRate = {
  /** The day of supply from which the law has it. */
  readonly effectiveOn: Day
  /** Percent with two places: `8.10`. */
  readonly rate: string
}

/**
 * An admin adds a rate of VAT from a day of supply on (I3); of two for the same day the later one holds.
 * @throws Refusal `terms_invoiced` if a month that is invoiced for anybody would be taxed otherwise.
 */
export const addTaxRate = async (ctx: Ctx, { effectiveOn, rate }: NewTaxRate): Promise<{ version: number }> => {
  requirePermission(ctx, 'platform:admin')
  const version = Math.max(0, ...(await loadTaxRates(ctx.db)).map((each) => each.version)) + 1
  const audit = auditEntry(ctx, 'tax_rate.add', { subject: `tax rate ${version}`, after: { effectiveOn, rate } })
  const outcome = await writeRate(ctx.db, { version, effectiveOn, rate }, audit)
  if (outcome === 'stale') throw new Refusal('stale', 'Somebody else added a rate meanwhile. Reload and try again.')
  if (outcome !== 'applied') {
    const sentence = `Days before ${outcome} are invoiced; a rate can hold from ${outcome} on.`
    throw new Refusal('terms_invoiced', sentence, { field: 'effectiveOn', first_day: outcome })
  }
  return { version }
}
