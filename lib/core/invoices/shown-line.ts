import { shownPrice, shownQuantity, type UnitNames, unitBeside } from '@/lib/core/usage/meter-words'
import type { InvoiceSnapshot, Language, SnapshotLine } from './snapshot'

/** How a line is shown to people. */
export type ShownLine = {
  /** The meter of usage, or the skill; the tenant of other lines. */
  readonly name: string
  /** Decimal text, in the unit that is shown. */
  readonly quantity: string
  /** Beside the quantity; as recorded where a line counts no meter. */
  readonly unit: string
  /** Decimal text, of one unit that is shown. */
  readonly unitPrice: string
}

/** The skill that a line, or a correction, is about; null of other lines. */
export const skillOf = ({
  kind,
  detail,
  explain,
}: Pick<SnapshotLine, 'kind' | 'detail' | 'explain'>): string | null => {
  if (kind === 'skill') return detail
  return explain.corrects?.kind === 'skill' ? explain.corrects.detail : null
}

/** What an invoice calls a meter, and how many units of it are one of the unit that is shown. */
export type ShownMeter = UnitNames & { readonly scale: number }

/** A meter in the words that the invoice froze; of older invoices its own name and the unit as it was recorded. */
export const shownMeter = (
  { words }: Pick<InvoiceSnapshot, 'words'>,
  meter: string,
  unit: string,
  language: Language,
): ShownMeter => {
  const found = words?.meters[meter]
  return found ? { ...found.words[language], scale: found.scale } : { name: meter, one: unit, other: unit, scale: 1 }
}

/**
 * A line in the words that its invoice froze. Invoices that were issued before meters had words show names and units as
 * they were recorded.
 */
export const shownLine = (
  { words }: Pick<InvoiceSnapshot, 'words'>,
  line: SnapshotLine,
  language: Language,
): ShownLine => {
  const { kind, subject, quantity, unit, unitPrice } = line
  const skill = skillOf(line)
  const name = skill === null ? subject : (words?.skills[skill]?.[language] ?? skill)
  const asRecorded = { name, quantity, unit, unitPrice }
  if (kind !== 'usage' && kind !== 'correction') return asRecorded
  const meter = shownMeter({ ...(words && { words }) }, subject, unit, language)
  const shown = shownQuantity(quantity, meter.scale)
  return {
    name: meter.name,
    quantity: shown,
    unit: unitBeside(meter, shown, language),
    unitPrice: shownPrice(unitPrice, meter.scale),
  }
}
