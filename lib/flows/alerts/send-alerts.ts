import { type MailSettlement, noteAlertSent, settleAlertMail } from '@/db/commands/alerts'
import { type OutboxWork, takeOutbox } from '@/db/commands/outbox'
import { findAlert, listAlertRecipients, type RaisedAlert } from '@/db/queries/alerts'
import { findOrg } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { haltOf } from '@/lib/core/alerts/alert'
import type { Language } from '@/lib/core/invoices/snapshot'
import { oneLine } from '@/lib/core/text/one-line'
import { backOffSeconds } from '@/lib/flows/outbox/back-off'
import { alertMail, type Say } from '@/lib/mail/compose-alert'
import { MailError, type Mailer } from '@/lib/mail/mailer'
import { log } from '@/lib/platform/log'

/** Longer than a round: few e-mails, each given up by then. */
const leaseSeconds = 180
const mostMails = 4
const mostMsOfAMail = 60_000
/** What could not be sent for so long is news no more. */
const mostHours = 24
const mostErrorCharacters = 300

export type Post = {
  /** Null where there is no server for e-mail: then nothing is sent, and that is written down. */
  readonly mailer: Mailer | null
  /** Of the portal, as readers open it. */
  readonly url: string
  readonly speak: (language: Language) => Say
}

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
  const settlement = await trySending(ctx, post, work).catch((error: unknown): MailSettlement => {
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

const trySending = async (ctx: Ctx, { mailer, url, speak }: Post, work: OutboxWork): Promise<MailSettlement> => {
  const { db } = ctx
  const [alert, found, addresses] = await Promise.all([
    findAlert(db, work.org, work.reference),
    findOrg(db, work.org, ctx.now),
    listAlertRecipients(db, work.org),
  ])
  if (!alert || !found) throw new Error(`there is no alert ${work.reference} of ${work.org}`)
  if (alert.outcome !== null) return { outcome: alert.outcome }
  if (await isOvertaken(ctx, work.org, alert)) return { outcome: 'not_told' }
  if (mailer === null) return { outcome: 'no_server' }
  if (addresses.length === 0) return { outcome: 'nobody' }
  const left = addresses.filter((address) => !alert.sentTo.includes(address))
  const isOld = ctx.now.epochMilliseconds - alert.raisedAt.epochMilliseconds >= mostHours * 3_600_000
  if (left.length === 0 || isOld) return { outcome: alert.sentTo.length > 0 ? 'sent' : 'given_up' }
  const { language, zone } = found.config
  const mail = alertMail(alert, { language, zone, org: found.name }, speak(language), `${url}/o/${work.org}`)
  const until = performance.now() + mostMsOfAMail
  let taken = alert.sentTo.length
  // One at a time and each written down: whom the server does not take it for now is tried again, and nobody else.
  for (const to of left) {
    if (performance.now() > until) throw new Error('the mail server is slow; the other addresses are tried again')
    const refused = await mailer.send({ ...mail, to, language, messageId: messageId(work, url) })
    if (refused !== null) continue
    await noteAlertSent(db, work.org, work.reference, to)
    taken += 1
  }
  return { outcome: taken > 0 ? 'sent' : 'given_up' }
}

/** That work stopped is no news once it may go on; that it may go on is none to who was not told that it stopped. */
const isOvertaken = async ({ db }: Ctx, org: string, { kind, key }: RaisedAlert): Promise<boolean> => {
  if (kind === 'stopped') return (await findAlert(db, org, `goes_on:${haltOf(key)}`)) !== null
  if (kind !== 'goes_on') return false
  const stop = await findAlert(db, org, `stopped:${haltOf(key)}`)
  return (stop?.sentTo.length ?? 0) === 0
}

/** By what it is about: a person who gets it twice, because its acknowledgement was lost, sees it once. */
const messageId = ({ org, reference }: OutboxWork, url: string): string =>
  `${org}.${reference.replace(/[^a-z0-9.-]+/gi, '-')}@${new URL(url).hostname}`
