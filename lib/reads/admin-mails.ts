import { countUnsentMails, findMail, type KeptMail, type ListedMail, searchMails } from '@/db/queries/mails'
import { findSeller } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import { mailKinds, mailStates } from '@/lib/core/mail/kept-mail'
import { Refusal } from '@/lib/platform/errors'
import { orgNames } from './admin-invoice-run'
import { pageAround } from './page-of'
import { platformZone } from './platform-zone'

/** As the address has it. */
export type AskedMails = {
  readonly org: string | undefined
  readonly state: string | undefined
  readonly kind: string | undefined
  readonly before: string | undefined
  readonly after: string | undefined
}

/** More than so many are told as so many. */
const mostCounted = 1_000

/** The id of an e-mail; anything else in the address means none. */
const readMailId = (text: string | undefined): string | undefined =>
  text !== undefined && /^eml_[0-9a-z]{26}$/.test(text) ? text : undefined

/** A page of the e-mails that were written, the newest first; what a filter does not know is left out of it. */
export const adminMails = async (ctx: Ctx, asked: AskedMails) => {
  requirePermission(ctx, 'platform:admin')
  const state = mailStates.find((each) => each === asked.state)
  const kind = mailKinds.find((each) => each === asked.kind)
  const [before, after] = [readMailId(asked.before), readMailId(asked.after)]
  const [orgs, unsent] = await Promise.all([orgNames(ctx), countUnsentMails(ctx.db, mostCounted)])
  const org = orgs.find((each) => each.org === asked.org)?.org
  const found = await pageAround(
    { before, after },
    (most) => searchMails(ctx.db, { org, state, kind, before, after, most }),
    ({ mailId }) => mailId,
  )
  return {
    ...found,
    rows: found.rows.map(itemOf),
    filters: { orgs, org: org ?? '', state: state ?? ('' as const), kind: kind ?? ('' as const) },
    unsent,
    zone: platformZone,
  }
}

/** An e-mail as the customer saw it. */
export const adminMail = async (ctx: Ctx, mailId: string) => {
  requirePermission(ctx, 'platform:admin')
  const id = readMailId(mailId)
  const mail = id === undefined ? null : await findMail(ctx.db, id)
  if (mail === null) throw new Refusal('not_found', 'There is no such e-mail.')
  const { text, html, replyTo } = mail
  return { mail: { ...itemOf(mail), text, html, replyTo }, zone: platformZone }
}

/** From whom the e-mails are that templates are shown with; empty before there is a seller. */
export const mailSeller = async (ctx: Ctx): Promise<string> => {
  requirePermission(ctx, 'platform:admin')
  return (await findSeller(ctx.db))?.name ?? ''
}

const itemOf = (row: (ListedMail | KeptMail) & { readonly orgName: string }) => ({
  mailId: row.mailId,
  org: { org: row.org, name: row.orgName },
  kind: row.kind,
  template: row.template,
  language: row.language,
  to: row.to,
  subject: row.subject,
  attachments: row.attachments,
  createdAt: row.createdAt.toString(),
  state: row.state,
  attempts: row.attempts,
  triedAt: row.triedAt?.toString() ?? null,
  answer: row.answer,
  sentAt: row.sentAt?.toString() ?? null,
})
