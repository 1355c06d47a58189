import { type MailSettlement, settleAlertMail } from '@/db/commands/alerts'
import { keepMails } from '@/db/commands/mails'
import { type OutboxWork, takeOutbox } from '@/db/commands/outbox'
import { findAlert, listAlertRecipients, type RaisedAlert } from '@/db/queries/alerts'
import { type KeptMail, listMailsOf } from '@/db/queries/mails'
import { findOrg, type Org } from '@/db/queries/orgs'
import { findSeller } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'
import { haltOf } from '@/lib/core/alerts/alert'
import { isGivenUp, standingOf } from '@/lib/core/mail/attempt'
import { nobody } from '@/lib/core/mail/kept-mail'
import { oneLine } from '@/lib/core/text/one-line'
import type { Post } from '@/lib/flows/mail/post'
import { messageIdOf, sendKept } from '@/lib/flows/mail/send-kept'
import { backOffSeconds } from '@/lib/flows/outbox/back-off'
import { composeAlert } from '@/lib/mail/compose-mail'
import { MailError } from '@/lib/mail/mailer'
import { choosingPage } from '@/lib/mail/templates/alert'
import { log } from '@/lib/platform/log'

/** Longer than a round: few e-mails, each given up by then. */
const leaseSeconds = 180
const mostMails = 4
/** What could not be sent for so long is news no more. */
const mostHours = 24
const mostErrorCharacters = 300

/** Sends the e-mails of alerts that are due: one round. Answers how many were taken. */
export const sendAlerts = async (ctx: Ctx, post: Post): Promise<number> => {
  const due = await takeOutbox(ctx.db, 'alert_mail', ctx.now, leaseSeconds, mostMails)
  await Promise.all(due.map((work) => sendAlert(ctx, post, work)))
  return due.length
}

/** Never fails: what cannot be sent is due again after its back-off, until it is a day old. */
const sendAlert = async (ctx: Ctx, post: Post, work: OutboxWork): Promise<void> => {
  const started = performance.now()
  const now = () => ctx.now.add({ milliseconds: Math.round(performance.now() - started) })
  const settlement = await trySending(ctx, post, work, now).catch((error: unknown): MailSettlement => {
    const { org, reference, attempts } = work
    const text = oneLine(error instanceof Error ? error.message : String(error), mostErrorCharacters)
    // Of a mail server's refusal the kind alone: its words, and the error, name people.
    const about = error instanceof MailError ? { code: error.code, status: error.status } : { err: error }
    log.error({ ...about, org, reference, attempts }, 'an e-mail could not be sent')
    return { dueAt: now().add({ seconds: backOffSeconds(attempts) }), error: text }
  })
  await settleAlertMail(ctx.db, work, now(), settlement).catch((lost: unknown) =>
    log.error({ err: lost, org: work.org, reference: work.reference }, 'outbox work left to its lease'),
  )
}

const trySending = async (ctx: Ctx, post: Post, work: OutboxWork, now: () => Ctx['now']): Promise<MailSettlement> => {
  const { db } = ctx
  const [alert, found] = await Promise.all([findAlert(db, work.org, work.reference), findOrg(db, work.org, ctx.now)])
  if (!alert || !found) throw new Error(`there is no alert ${work.reference} of ${work.org}`)
  if (alert.outcome !== null) return { outcome: alert.outcome }
  if (await isOvertaken(ctx, work.org, alert)) return { outcome: 'not_told' }
  const kept = await keptOf(ctx, post, alert, found)
  if (kept.some(({ to }) => to === nobody)) return { outcome: 'nobody' }
  if (post.mailer === null) return { outcome: 'no_server' }
  const reached = alert.sentTo.length > 0
  if (isGivenUp(alert.raisedAt.epochMilliseconds, ctx.now.epochMilliseconds, mostHours)) {
    return { outcome: reached ? 'sent' : 'given_up' }
  }
  const envelope = {
    messageId: messageIdOf(post.url, work.org, work.reference),
    unsubscribe: choosingPage(`${post.url}/o/${work.org}`),
  }
  const { states, failure } = await sendKept(ctx, post.mailer, kept, envelope, now)
  if (failure !== null) throw failure
  return { outcome: reached || standingOf(states) === 'sent' ? 'sent' : 'given_up' }
}

/** The alert as it was composed at first, for each address that it has not reached. */
const keptOf = async (
  { db, now }: Ctx,
  { url, speak }: Post,
  alert: RaisedAlert,
  { org, name, config: { language, zone } }: Org,
): Promise<readonly KeptMail[]> => {
  const before = await listMailsOf(db, org, 'alert_mail', alert.key)
  if (before.length > 0) return before
  const [addresses, seller] = await Promise.all([listAlertRecipients(db, org), findSeller(db)])
  const letter = { language, zone, org: name, seller: seller?.name ?? '', home: `${url}/o/${org}` }
  const mail = await composeAlert(alert, letter, speak(language))
  const about = { org, kind: 'alert_mail', reference: alert.key, template: alert.kind, language } as const
  const left = addresses.filter((address) => !alert.sentTo.includes(address))
  if (left.length === 0 && alert.sentTo.length > 0) return []
  return keepMails(db, { ...about, ...mail, replyTo: seller?.email ?? '', attachments: [] }, left, now)
}

/** That work stopped is no news once it may go on; that it may go on is none to who was not told that it stopped. */
const isOvertaken = async ({ db }: Ctx, org: string, { kind, key }: RaisedAlert): Promise<boolean> => {
  if (kind === 'stopped') return (await findAlert(db, org, `goes_on:${haltOf(key)}`)) !== null
  if (kind !== 'goes_on') return false
  const stop = await findAlert(db, org, `stopped:${haltOf(key)}`)
  return (stop?.sentTo.length ?? 0) === 0
}
