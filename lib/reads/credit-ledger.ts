import { type EntriesOf, listEntries, type NamedLedgerRow } from '@/db/queries/ledger'
import type { Ctx } from '@/lib/context'
import { type EntryKind, entryKinds, movementName } from '@/lib/core/funding/ledger'
import type { Language } from '@/lib/core/invoices/snapshot'
import { amountText } from '@/lib/core/money/amount-text'
import { csvLine } from '@/lib/core/text/csv-line'
import { dayAt, spanInstants } from '@/lib/core/time/billing-day'
import { lastDayOf, readReportSpan } from '@/lib/core/usage/report-range'
import { orgOf } from './org-of'
import { pageOf } from './page-of'
import { presetsOf } from './usage-page'

/** As the address has it: the first and last day, both included, and a kind; what can't be read means all of this month. */
export type AskedLedger = {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly kind: string | undefined
}

const readKind = (text: string | undefined): EntryKind | null => entryKinds.find((kind) => kind === text) ?? null

const asked = async (ctx: Ctx, slug: string, { from, to, kind }: AskedLedger) => {
  const org = await orgOf(ctx, slug, 'usage:read')
  const { zone } = org.config
  const today = dayAt(ctx.now, zone)
  const span = readReportSpan(from, to, today)
  const of: EntriesOf = { ...spanInstants(span, zone), kind: readKind(kind) }
  return { org, zone, today, span, of }
}

const itemOf = ({
  sequence,
  kind,
  grant,
  asset,
  amount,
  note,
  occurredAt,
  origin,
  pack,
  reference,
}: NamedLedgerRow) => ({
  key: `${sequence} ${grant} ${kind}`,
  kind,
  origin,
  /** Of the pack that the credit came with; empty otherwise. */
  pack,
  asset,
  amount: amountText(amount, asset),
  note,
  /** What it was for, as its reporter named it; that of usage ends with the grant, which says nothing here. */
  reference: reference.replace(/^(usage:.*):gr_\w+$/, '$1'),
  at: occurredAt.toString(),
})

/** Every movement of an org's credit in a time, newest first, page by page (K1). */
export const creditLedger = async (ctx: Ctx, slug: string, wanted: AskedLedger & { readonly page: number }) => {
  const { org, zone, today, span, of } = await asked(ctx, slug, wanted)
  const found = await pageOf(wanted.page, (skip, most) => listEntries(ctx.db, slug, of, { skip, most }))
  return {
    payer: org.config.buyer.name || org.name,
    zone,
    span: { from: span.start, to: lastDayOf(span) },
    presets: presetsOf(today),
    kind: of.kind,
    ...found,
    rows: found.rows.map((row) => ({ ...itemOf(row), day: dayAt(row.occurredAt, zone) })),
  }
}

const rowsPerPart = 2_000
const head = csvLine(
  ['at', 'day', 'kind', 'credit', 'grant', 'asset', 'reference', 'note', 'amount'],
  ['kind_name', 'origin', 'credit_name'],
)

/** Says a message of the customer's pages. */
type Say = (key: string) => string

const lineOf = (row: NamedLedgerRow, zone: string, say: Say): string => {
  const { at, kind, origin, pack, asset, reference, note } = itemOf(row)
  const texts = [at, dayAt(row.occurredAt, zone), kind, pack || origin, row.grant, asset, reference, note]
  const kindName = say(`movements.${movementName(kind, row.amount > 0n)}`)
  const amount = amountText(row.amount, row.asset)
  return csvLine(texts, [amount, kindName, origin, pack || say(`credits.origin.${origin}`)])
}

/**
 * The same as a file: its name, and its text part by part. Kinds and origins are keys, and beside them words in the language
 * of the org's documents.
 */
export const ledgerFile = async (ctx: Ctx, slug: string, wanted: AskedLedger, speak: (language: Language) => Say) => {
  const { org, zone, span, of } = await asked(ctx, slug, wanted)
  const say = speak(org.config.language)
  const parts = async function* (): AsyncGenerator<string> {
    yield head
    let after: NamedLedgerRow | null = null
    do {
      const rows: readonly NamedLedgerRow[] = await listEntries(ctx.db, slug, of, { after, most: rowsPerPart })
      if (rows.length > 0) yield rows.map((row) => lineOf(row, zone, say)).join('')
      after = rows.length === rowsPerPart ? (rows.at(-1) ?? null) : null
    } while (after)
  }
  return { name: `credit-${slug}-${span.start}-${lastDayOf(span)}.csv`, parts: parts() }
}
