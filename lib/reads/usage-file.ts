import { loadDeclared } from '@/db/queries/declared-words'
import { type DailyRow, listDailyRows } from '@/db/queries/usage-report'
import type { Ctx } from '@/lib/context'
import { picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { csvLine } from '@/lib/core/text/csv-line'
import { wordsOfMeter } from '@/lib/core/usage/meter-words'
import { lastDayOf } from '@/lib/core/usage/report-range'
import { type AskedUsage, usageAsked } from './usage-page'

const rowsPerPart = 2_000

const head = csvLine(
  ['day', 'meter', 'unit', 'resource'],
  ['quantity', 'amount', 'currency', 'events', 'taken_back', 'meter_name'],
)

const lineOf = (
  { day, meter, unit, resource, quantity, amount, events, takenBack }: DailyRow,
  currency: string,
  nameOf: (meter: string) => string,
): string =>
  csvLine(
    [day, meter, unit, resource],
    [
      formatDecimal(quantity, picoPlaces, 0),
      formatDecimal(amount, picoPlaces, 2),
      currency,
      String(events),
      formatDecimal(takenBack, picoPlaces, 2),
      nameOf(meter),
    ],
  )

/**
 * What a customer used, by day, meter and resource, as a file: its name, and its text part by part. Meters are also named in
 * the language of the org's documents.
 */
export const usageFile = async (ctx: Ctx, slug: string, asked: Omit<AskedUsage, 'page'>) => {
  const { org, of } = await usageAsked(ctx, slug, asked)
  const { currency, config } = org
  const declared = await loadDeclared(ctx.db)
  const nameOf = (meter: string): string => wordsOfMeter(declared, meter, '').words[config.language].name
  const parts = async function* (): AsyncGenerator<string> {
    yield head
    let after: DailyRow | null = null
    do {
      const rows: DailyRow[] = await listDailyRows(ctx.db, slug, of, after, rowsPerPart)
      if (rows.length > 0) yield rows.map((row) => lineOf(row, currency, nameOf)).join('')
      after = rows.length === rowsPerPart ? (rows.at(-1) ?? null) : null
    } while (after)
  }
  return { name: `usage-${slug}-${of.span.start}-${lastDayOf(of.span)}.csv`, parts: parts() }
}
