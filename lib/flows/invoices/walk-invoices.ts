import { type FoundWrong, noteDifferences } from '@/db/commands/walks'
import { listIssuedAfter } from '@/db/queries/invoice-names'
import { dueWalk } from '@/db/queries/walks'
import type { Rounds } from '@/lib/flows/jobs/rounds'
import { type Walk, walkOn } from '@/lib/flows/jobs/walk'
import type { Documents } from './read-document'
import { verifyOne } from './verify-all'
import type { Verification } from './verify-invoice'

const mostAtOnce = 50
/** Verified side by side: what each takes is mostly waiting for the database. */
const abreast = 4

const [name, every] = ['invoices', 'day'] as const

export const invoicesToWalk = dueWalk(name, every)

/** What is wrong with an invoice, in a sentence; null if nothing is. A document that is yet to be rendered is not wrong. */
const sentenceOf = (verification: Verification | string): string | null => {
  if (typeof verification === 'string') return `It cannot be worked out again: ${verification}`
  const { identical, document } = verification
  if (!identical) return 'The recorded events no longer give this invoice.'
  return document.standing === 'wrong' ? `The stored document is wrong: ${document.difference}` : null
}

const stepWith =
  (check: Documents['check']): Walk['step'] =>
  async (ctx, after) => {
    const [org = '', invoiceId = ''] = after.split(' ')
    const page = await listIssuedAfter(ctx.db, after === '' ? null : { org, invoiceId }, mostAtOnce)
    const waiting = [...page]
    const wrong: FoundWrong[] = []
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const sentence = sentenceOf(await verifyOne(ctx, check, next))
        if (sentence !== null) wrong.push({ org: next.org, subject: next.invoiceId, sentence })
      }
    }
    await Promise.all(Array.from({ length: abreast }, lane))
    const subjects = page.map((each) => [each.org, each.invoiceId] as const)
    await noteDifferences(ctx.db, name, { subjects }, wrong, ctx.now)
    const last = page.at(-1)
    return { next: last && page.length === mostAtOnce ? `${last.org} ${last.invoiceId}` : null, done: wrong.length }
  }

/** Each day: every issued invoice and its document (B2, I16). Answers how many are wrong. */
export const walkInvoices = ({ ctx, slice }: Rounds, check: Documents['check']): Promise<number> =>
  walkOn(ctx, slice, { name, every, step: stepWith(check) })
