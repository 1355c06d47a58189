import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { type KeptMail, keptOf, type MailRow } from '@/db/queries/mails'
import type { Language } from '@/lib/core/invoices/snapshot'
import type { DocumentMailKind, MailKind, MailState, WrittenMail } from '@/lib/core/mail/kept-mail'
import { newId } from '@/lib/platform/ids'
import { call } from './call'
import { json } from './json'
import type { OutboxWork } from './outbox'

/** Due work of a kind that carries or concerns a document. */
export type MailWork = OutboxWork & { readonly kind: DocumentMailKind }

type WorkRow = { outbox_id: string; kind: DocumentMailKind; org_id: string; reference: string; attempts: number }

/** Takes due e-mails about documents; what is not settled within `leaseSeconds` is due again. */
export const takeMails = (
  db: Db,
  now: Temporal.Instant,
  leaseSeconds: number,
  most: number,
): Promise<readonly MailWork[]> =>
  call(async () => {
    const rows = await db.$client<WorkRow[]>`
      select outbox_id::text, kind, org_id, reference, attempts
        from take_mails(${now.toString()}, make_interval(secs => ${leaseSeconds}), ${most})`
    return rows.map(({ outbox_id, org_id, ...work }) => ({ ...work, outboxId: outbox_id, org: org_id }))
  })

/** What an e-mail is, whomever it goes to. */
export type MailToKeep = Omit<WrittenMail, 'to'> & {
  readonly org: string
  readonly kind: MailKind
  readonly reference: string
  readonly template: string
  readonly language: Language
}

/**
 * Writes down an e-mail for each address, as it was composed; what is kept already stays as it is.
 * @param to empty where there is nobody to write to, which is written down too.
 * @returns all that is kept of the reference.
 */
export const keepMails = (
  db: Db,
  { org, replyTo, ...mail }: MailToKeep,
  to: readonly string[],
  at: Temporal.Instant,
): Promise<readonly KeptMail[]> => {
  const addresses = (to.length === 0 ? [''] : to).map((address) => ({ mail_id: newId('eml'), to_address: address }))
  const row = { ...mail, org_id: org, reply_to: replyTo, created_at: at.toString() }
  return call(async () => {
    const sql = db.$client
    const rows = await sql<MailRow[]>`select m.* from keep_mails(${json(sql, row)}, ${json(sql, addresses)}) m`
    return rows.map(keptOf)
  })
}

/** Writes down what became of one attempt to send a kept e-mail. */
export const noteMailAttempt = (
  db: Db,
  { org, mailId }: Pick<KeptMail, 'org' | 'mailId'>,
  at: Temporal.Instant,
  { state, answer }: { readonly state: Extract<MailState, 'sent' | 'refused' | 'waiting'>; readonly answer: string },
): Promise<void> =>
  call(async () => {
    await db.$client`select note_mail_attempt(${org}, ${mailId}, ${state}, ${answer}, ${at.toString()})`
  })

/** How an attempt ended: it is due again, or done, and what still waits ends so. */
export type MailsSettlement =
  | { readonly dueAt: Temporal.Instant; readonly error: string }
  | {
      readonly rest: Extract<MailState, 'given_up' | 'no_server'>
      /** In a sentence; empty keeps what the server said last. */
      readonly why: string
    }

/** Writes down one attempt to send e-mails about a document. */
export const settleMails = (
  db: Db,
  { outboxId, attempts }: OutboxWork,
  at: Temporal.Instant,
  settlement: MailsSettlement,
): Promise<void> =>
  call(async () => {
    const { dueAt, error, rest, why } = { dueAt: null, error: null, rest: null, why: '', ...settlement }
    await db.$client`
      select settle_mails(${outboxId}, ${attempts}, ${at.toString()}, ${dueAt?.toString() ?? null}, ${error}, ${rest},
        ${why})`
  })
