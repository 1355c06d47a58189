import { keepMails, type MailsSettlement, type MailWork, settleMails, takeMails } from '@/db/commands/mails'
import { findInvoiceDocument } from '@/db/queries/invoices'
import { type KeptMail, listDocumentRecipients, listMailsOf } from '@/db/queries/mails'
import { findOrg, type Org } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { isGivenUp } from '@/lib/core/mail/attempt'
import { oneLine } from '@/lib/core/text/one-line'
import type { Documents } from '@/lib/flows/invoices/read-document'
import { backOffSeconds } from '@/lib/flows/outbox/back-off'
import { readReminderDocument } from '@/lib/flows/reminders/read-reminder-document'
import { composeMail } from '@/lib/mail/compose-mail'
import { type Mail, MailError } from '@/lib/mail/mailer'
import { log } from '@/lib/platform/log'
import { type DocumentFacts, loadDocumentFacts } from './compose-document-mail'
import type { Post } from './post'
import { messageIdOf, sendKept } from './send-kept'

/** Longer than a round: few e-mails, each given up by then. */
const leaseSeconds = 180
const mostMails = 4
const mostErrorCharacters = 300

/** The document is not rendered yet: no failure, and soon over. */
class NotRendered extends Error {
  override readonly name = 'NotRendered'
}

/**
 * Sends the e-mails about invoices, payments and reminders that are due: one round. Each is written down as it is composed,
 * once for all attempts. Answers how many were taken.
 */
export const sendMails = async (ctx: Ctx, post: Post, render: Documents['render']): Promise<number> => {
  const due = await takeMails(ctx.db, ctx.now, leaseSeconds, mostMails)
  await Promise.all(due.map((work) => sendMail(ctx, post, render, work)))
  return due.length
}

/** Never fails: what cannot be sent is due again after its back-off. */
const sendMail = async (ctx: Ctx, post: Post, render: Documents['render'], work: MailWork): Promise<void> => {
  const started = performance.now()
  const now = () => ctx.now.add({ milliseconds: Math.round(performance.now() - started) })
  const { org, kind, reference, attempts } = work
  const settlement = await trySending(ctx, post, render, work, now).catch((error: unknown): MailsSettlement => {
    const text = oneLine(error instanceof Error ? error.message : String(error), mostErrorCharacters)
    // Of a mail server's refusal the kind alone: its words, and the error, name people.
    const about = error instanceof MailError ? { code: error.code, status: error.status } : { err: error }
    if (!(error instanceof NotRendered))
      log.error({ ...about, org, kind, reference, attempts }, 'an e-mail could not be sent')
    return { dueAt: now().add({ seconds: backOffSeconds(attempts) }), error: text }
  })
  await settleMails(ctx.db, work, now(), settlement).catch((lost: unknown) =>
    log.error({ err: lost, org, kind, reference }, 'outbox work left to its lease'),
  )
}

const trySending = async (
  ctx: Ctx,
  post: Post,
  render: Documents['render'],
  { org, kind, reference }: MailWork,
  now: () => Ctx['now'],
): Promise<MailsSettlement> => {
  const found = await findOrg(ctx.db, org, ctx.now)
  if (!found) throw new Error(`there is no organization ${org}`)
  const facts = await loadDocumentFacts(ctx, kind, { org, reference, zone: found.config.zone })
  if (!('mail' in facts)) return { rest: 'given_up', why: facts.why }
  const attachments = facts.carries ? await documentsOf(ctx, render, org, facts) : []
  const before = await listMailsOf(ctx.db, org, kind, reference)
  const kept = before.length > 0 ? before : await keep(ctx, post, { found, kind, reference, facts, attachments })
  if (post.mailer === null) return { rest: 'no_server', why: '' }
  const writtenAt = Math.min(...kept.map(({ createdAt }) => createdAt.epochMilliseconds))
  if (isGivenUp(writtenAt, ctx.now.epochMilliseconds)) return { rest: 'given_up', why: '' }
  const envelope = { messageId: messageIdOf(post.url, org, kind, reference), attachments }
  const { failure } = await sendKept(ctx, post.mailer, kept, envelope, now)
  if (failure !== null) throw failure
  return { rest: 'given_up', why: '' }
}

type Attachment = NonNullable<Mail['attachments']>[number]

const type = 'application/pdf'

/** The stored PDFs of the invoice and of its reminder, the same bytes as their downloads. */
const documentsOf = async (
  ctx: Ctx,
  render: Documents['render'],
  org: string,
  { invoice, reminder }: DocumentFacts,
): Promise<Attachment[]> => {
  const { invoiceId, number } = invoice
  const stored = await findInvoiceDocument(ctx.db, org, invoiceId, 'pdf')
  if (!stored) throw new NotRendered('The PDF of the invoice is not rendered yet.')
  const own = { name: `${number}.pdf`, type, content: stored.content }
  if (reminder === undefined) return [own]
  const { content } = await readReminderDocument(ctx, render, org, invoiceId, reminder)
  return [{ name: `reminder-${number}-${reminder}.pdf`, type, content }, own]
}

type Parts = {
  readonly found: Org
  readonly kind: MailWork['kind']
  readonly reference: string
  readonly facts: DocumentFacts
  readonly attachments: readonly Attachment[]
}

/** Composes it and writes it down, for each address. */
const keep = async (
  { db, now }: Ctx,
  { url, speak }: Post,
  { found, kind, reference, facts, attachments }: Parts,
): Promise<readonly KeptMail[]> => {
  const { org, name, config } = found
  const { language, zone } = config
  const { seller } = facts.invoice.snapshot
  const letter = { language, zone, org: name, seller: seller.name, home: `${url}/o/${org}` }
  const mail = await composeMail(facts.mail, letter, speak(language))
  const about = { org, kind, reference, template: facts.mail.template, language, replyTo: seller.email }
  const names = attachments.map((each) => each.name)
  return keepMails(db, { ...about, ...mail, attachments: names }, await listDocumentRecipients(db, org), now)
}
