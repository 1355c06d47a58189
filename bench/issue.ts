import { createHash } from 'node:crypto'
import { issueInvoice as writeInvoice } from '@/db/commands/issue-invoice'
import { snapshotText } from '@/lib/core/invoices/draft'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { addMonths } from '@/lib/core/time/day'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { newId } from '@/lib/platform/ids'
import { median } from './load'
import type { BenchResult } from './result'
import { month, type Stage } from './stage'

const clients = 8

type Issue = (org: string, month: string) => Promise<unknown>

/** Invoices a second that a number of clients get issued. */
const rate = async (work: readonly (() => Promise<unknown>)[]): Promise<number> => {
  const left = [...work]
  const started = performance.now()
  const client = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) await next()
  }
  await Promise.all(Array.from({ length: clients }, client))
  return work.length / ((performance.now() - started) / 1000)
}

/** The write function called with a ready draft: nothing of the application around it. */
const bareIssue = (stage: Stage, draft: InvoiceSnapshot): Issue => {
  const sql = stage.db.$client
  const lines = JSON.stringify(
    draft.lines.map(({ unitPrice, taxRate, ...line }) => ({ ...line, unit_price: unitPrice, tax_rate: taxRate })),
  )
  return (org, at) => {
    const text = snapshotText(draft)
    const head = JSON.stringify({
      invoice_id: newId('inv'),
      series: 'invoice',
      prefix: '',
      month_on: `${at}-01`,
      issued_at: stage.ctx.now.toString(),
      issued_on: draft.issuedOn,
      due_on: draft.dueOn,
      issued_by: 'bench',
      pay_by: draft.payBy,
      currency: draft.currency,
      net: draft.net,
      tax: draft.tax,
      total: draft.total,
      sequence: draft.inputs.sequence,
      snapshot: text,
      snapshot_sha256: 'bench',
    })
    return sql`select * from issue_invoice(${org}, ${head}::text::jsonb, ${lines}::text::jsonb,
      (select coalesce(max(sequence), -1) from invoices where org_id = ${org}), null)`
  }
}

/** Through the typed write: canonical text, hash, audit entry, deadline, retry. */
const throughWrite =
  (stage: Stage, draft: InvoiceSnapshot): Issue =>
  async (org, at) => {
    const since = await stage.db
      .$client`select coalesce(max(sequence), -1)::text as since from invoices where org_id = ${org}`
    const snapshot: InvoiceSnapshot = {
      ...draft,
      org,
      month: at,
      period: { start: `${at}-01`, end: `${addMonths(at, 1)}-01` },
      inputs: { ...draft.inputs, since: String(since[0]?.since) },
    }
    const text = snapshotText(snapshot)
    await writeInvoice(stage.db, {
      invoiceId: newId('inv'),
      series: 'invoice',
      prefix: '',
      issuedAt: stage.ctx.now.toString(),
      issuedBy: 'bench',
      snapshot,
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
      audit: null,
    })
  }

/** Issuing, in turn: the bare function, the typed write, and the whole run from the events (for information). */
export const benchIssue = async (stage: Stage): Promise<BenchResult[]> => {
  const [rounds, perRound] = [stage.extent(5, 1), stage.extent(20, 2)]
  const all = await stage.openOrgs('issue', rounds * perRound)
  const [first = ''] = all
  const draft = await previewInvoice(stage.ctx, first, month)
  const bare = bareIssue(stage, draft)
  const written = throughWrite(stage, draft)
  const figures = { bare: [] as number[], written: [] as number[], whole: [] as number[] }
  const orgs = all.slice(0, perRound)
  for (let round = 0; round < rounds; round += 1) {
    const at = (offset: number) => addMonths('2000-01', round * 2 + offset)
    figures.bare.push(await rate(orgs.map((org) => () => bare(org, at(0)))))
    figures.written.push(await rate(orgs.map((org) => () => written(org, at(1)))))
    const fresh = all.slice(perRound * round, perRound * (round + 1))
    figures.whole.push(await rate(fresh.map((org) => () => issueInvoice(stage.ctx, org, month))))
  }
  const base = median(figures.bare)
  const ratios = figures.written.map((value, index) => value / (figures.bare[index] ?? value))
  const wholeRatios = figures.whole.map((value, index) => value / (figures.bare[index] ?? value))
  return [
    {
      name: 'invoices issued through the write',
      value: Math.round(median(figures.written)),
      unit: '1/s',
      baseline: Math.round(base),
      ratio: median(ratios),
      target: 'ratio ≥ 0.5',
      pass: median(ratios) >= 0.5,
    },
    {
      name: 'invoices from events to number, whole run',
      value: Math.round(median(figures.whole)),
      unit: '1/s',
      baseline: Math.round(base),
      ratio: median(wholeRatios),
      target: '',
      pass: true,
    },
  ]
}
