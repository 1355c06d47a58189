import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { Language } from '@/lib/core/invoices/snapshot'
import type { MailKind, MailState, WrittenMail } from '@/lib/core/mail/kept-mail'
import { lookUp } from './look-up'

/** An e-mail to an address, without what it says. */
export type ListedMail = {
  readonly org: string
  readonly mailId: string
  readonly kind: MailKind
  readonly reference: string
  readonly template: string
  readonly language: Language
  readonly to: string
  readonly subject: string
  readonly attachments: readonly string[]
  readonly createdAt: Temporal.Instant
  readonly state: MailState
  readonly attempts: number
  readonly triedAt: Temporal.Instant | null
  readonly answer: string
  readonly sentAt: Temporal.Instant | null
}

/** An e-mail as the customer saw it, and what became of it. */
export type KeptMail = ListedMail & WrittenMail

type ListedRow = {
  org_id: string
  mail_id: string
  kind: MailKind
  reference: string
  template: string
  language: Language
  to_address: string
  subject: string
  attachments: string[]
  created_at: string
  state: MailState
  attempts: number
  tried_at: string | null
  answer: string
  sent_at: string | null
}
export type MailRow = ListedRow & { reply_to: string; text: string; html: string }

const instantOf = (text: string | null) => (text === null ? null : Temporal.Instant.from(text))

const listedOf = (row: ListedRow): ListedMail => ({
  org: row.org_id,
  mailId: row.mail_id,
  kind: row.kind,
  reference: row.reference,
  template: row.template,
  language: row.language,
  to: row.to_address,
  subject: row.subject,
  attachments: row.attachments,
  createdAt: Temporal.Instant.from(row.created_at),
  state: row.state,
  attempts: row.attempts,
  triedAt: instantOf(row.tried_at),
  answer: row.answer,
  sentAt: instantOf(row.sent_at),
})

export const keptOf = (row: MailRow): KeptMail => ({
  ...listedOf(row),
  replyTo: row.reply_to,
  text: row.text,
  html: row.html,
})

/** What is kept of a reference: an e-mail for each address, in the order of the addresses. */
export const listMailsOf = (db: Db, org: string, kind: MailKind, reference: string): Promise<readonly KeptMail[]> =>
  lookUp(async () => {
    const rows = await db.$client<MailRow[]>`
      select * from mails where org_id = ${org} and kind = ${kind} and reference = ${reference} order by to_address`
    return rows.map(keptOf)
  })

/** An e-mail by its id, of whichever org. */
export const findMail = (db: Db, mailId: string): Promise<(KeptMail & { readonly orgName: string }) | null> =>
  lookUp(async () => {
    const [row] = await db.$client<(MailRow & { org_name: string })[]>`
      select m.*, o.name as org_name from mails m join orgs o using (org_id) where m.mail_id = ${mailId}`
    return row ? { ...keptOf(row), orgName: row.org_name } : null
  })

export type MailSearch = {
  readonly org?: string | undefined
  readonly state?: MailState | undefined
  readonly kind?: MailKind | undefined
  /** Older, or newer, than an e-mail; the newest where neither is given. */
  readonly before?: string | undefined
  readonly after?: string | undefined
  readonly most: number
}

/** E-mails of all orgs, the newest first. Their ids are in the order in which they were written. */
export const searchMails = (
  db: Db,
  { org, state, kind, before, after, most }: MailSearch,
): Promise<(ListedMail & { readonly orgName: string })[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<(ListedRow & { org_name: string })[]>`
      select m.org_id, m.mail_id, m.kind, m.reference, m.template, m.language, m.to_address, m.subject, m.attachments,
             m.created_at, m.state, m.attempts, m.tried_at, m.answer, m.sent_at, o.name as org_name
        from mails m join orgs o using (org_id)
       where ${org ? sql`m.org_id = ${org}` : sql`true`} and ${state ? sql`m.state = ${state}` : sql`true`}
         and ${kind ? sql`m.kind = ${kind}` : sql`true`}
         and ${before ? sql`m.mail_id < ${before}` : sql`true`} and ${after ? sql`m.mail_id > ${after}` : sql`true`}
       order by m.mail_id ${after ? sql`asc` : sql`desc`} limit ${most}`
    const found = rows.map((row) => ({ ...listedOf(row), orgName: row.org_name }))
    return after ? found.reverse() : found
  })

/** How many e-mails were refused or given up, counted up to `most`. */
export const countUnsentMails = (db: Db, most: number): Promise<number> =>
  lookUp(async () => {
    const [row] = await db.$client<{ count: number }[]>`
      select count(*)::int as count from (select from mails where state in ('refused', 'given_up') limit ${most}) m`
    return row?.count ?? 0
  })

/** Whom e-mails about an org's documents go to: its address for invoices, or else its owners and those who do its billing. */
export const listDocumentRecipients = (db: Db, org: string): Promise<string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ email: string }[]>`
      with billing as (
        select billing_email as email from org_billing_config where org_id = ${org} and billing_email <> ''
      )
      select distinct lower(t.email collate "C") as email from (
        select email from billing
        union all
        select u.email from members m join users u using (user_id)
         where m.org_id = ${org} and m.role in ('owner', 'billing') and not exists (select from billing)) t
       where t.email <> '' order by 1`
    return rows.map(({ email }) => email)
  })
