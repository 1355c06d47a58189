import { createHash } from 'node:crypto'
import { finishMonth } from '@/db/commands/invoicing'
import { issueInvoice as writeInvoice } from '@/db/commands/issue-invoice'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Held } from '@/lib/core/invoices/bounds'
import { snapshotText } from '@/lib/core/invoices/draft'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { alreadyInvoiced, previewInvoice } from './preview-invoice'

export type IssuedNumber = {
  readonly invoiceId: string
  readonly number: string
  readonly total: string
  readonly currency: string
}

const attempts = 10

/**
 * Issues the invoice of an org's month: what the preview shows is frozen and gets its number in one write. The document
 * is rendered after the commit, from the snapshot alone.
 * @param expectedTotal what somebody saw and agreed to; issuing another total is refused as `stale`.
 */
export const issueInvoice = async (
  ctx: Ctx,
  org: string,
  month: string,
  expectedTotal?: string,
): Promise<IssuedNumber> => {
  const { issued } = await issueUnlessHeld(ctx, org, month, async ({ total, currency }) => {
    if (expectedTotal === undefined || expectedTotal === total) return null
    throw new Refusal('stale', `The invoice is over ${currency} ${total} by now; look at it again.`, { total })
  })
  if (issued === null) throw new Error('nobody held it')
  return issued
}

/** What became of an invoice that somebody may hold: one of the two. */
export type IssuedOrHeld = { readonly snapshot: InvoiceSnapshot } & (
  | { readonly issued: IssuedNumber; readonly held: null }
  | { readonly issued: null; readonly held: Held }
)

/**
 * The same, unless it is held: then nothing is written.
 * @param judge looks at what is about to be issued, and answers why it is not.
 */
export const issueUnlessHeld = async (
  ctx: Ctx,
  org: string,
  month: string,
  judge: (snapshot: InvoiceSnapshot) => Promise<Held | null>,
): Promise<IssuedOrHeld> => {
  requirePermission(ctx, 'platform:admin')
  const invoiceId = newId('inv')
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const snapshot = await previewInvoice(ctx, org, month)
    const held = await judge(snapshot)
    if (held !== null) return { snapshot, issued: null, held }
    const text = snapshotText(snapshot)
    const sha256 = createHash('sha256').update(text).digest('hex')
    const { total, currency } = snapshot
    const answer = await writeInvoice(ctx.db, {
      invoiceId,
      series: 'invoice',
      prefix: '',
      issuedAt: ctx.now.toString(),
      issuedBy: actorName(ctx.actor),
      snapshot,
      text,
      sha256,
      audit: auditEntry(ctx, 'invoice.issue', { org, subject: invoiceId, after: { month, total, currency, sha256 } }),
    })
    if (answer.outcome === 'unknown_org') throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
    if (answer.outcome === 'stale') continue
    if (answer.invoiceId !== invoiceId) throw alreadyInvoiced(org, month, answer.invoiceId, answer.number)
    await finishMonth(ctx.db, org, snapshot.month, actorName(ctx.actor), ctx.now)
    return { snapshot, issued: { invoiceId, number: answer.number, total, currency }, held: null }
  }
  throw new Refusal('stale', `${org} is being invoiced by many at once; try again.`, { org })
}
