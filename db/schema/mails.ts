import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { instant } from '@/db/columns'
import { mailKinds, mailStates } from '@/lib/core/mail/kept-mail'
import { orgs } from './orgs'

/**
 * Every e-mail to an address, as the customer saw it: written when it is composed, so that it is kept whether or not it can
 * be sent. Append-only but for what became of it.
 */
export const mails = pgTable(
  'mails',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    mailId: text('mail_id').notNull(),
    kind: text('kind', { enum: mailKinds }).notNull(),
    /** As the outbox names it: the key of an alert, an invoice, a payment, or `invoice:level`. */
    reference: text('reference').notNull(),
    template: text('template').notNull(),
    language: text('language', { enum: ['en', 'de', 'fr', 'it'] }).notNull(),
    /** Empty where there was nobody to write to. */
    toAddress: text('to_address').notNull(),
    replyTo: text('reply_to').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    attachments: text('attachments').array().notNull().default([]),
    createdAt: instant('created_at').notNull(),
    state: text('state', { enum: mailStates }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    triedAt: instant('tried_at'),
    /** What the server said last, or why nothing was sent. */
    answer: text('answer').notNull().default(''),
    sentAt: instant('sent_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.mailId] }),
    unique('mails_once').on(t.orgId, t.kind, t.reference, t.toAddress),
    index('mails_by_id').on(t.mailId),
    index('mails_by_org').on(t.orgId, t.mailId.desc()),
    index('mails_unsent').on(t.mailId).where(sql`state in ('refused', 'given_up')`),
    check('mails_state', sql`${t.state} in ('waiting', 'sent', 'refused', 'given_up', 'no_server')`),
    check('mails_sent_at', sql`(${t.state} = 'sent') = (${t.sentAt} is not null)`),
  ],
)
