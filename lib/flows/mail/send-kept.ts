import { noteMailAttempt } from '@/db/commands/mails'
import type { KeptMail } from '@/db/queries/mails'
import type { Ctx } from '@/lib/context'
import type { MailState } from '@/lib/core/mail/kept-mail'
import { oneLine } from '@/lib/core/text/one-line'
import { type Mail, MailError, type Mailer } from '@/lib/mail/mailer'

const mostMs = 60_000
const mostAnswerCharacters = 300

/** What an e-mail is sent with, whomever it goes to. */
export type Envelope = Pick<Mail, 'attachments' | 'unsubscribe' | 'messageId'>

/** What became of each, and why some are to be tried again; null if none is. */
export type SentKept = { readonly states: readonly MailState[]; readonly failure: Error | null }

const said = (text: string): string => oneLine(text, mostAnswerCharacters)

/**
 * Sends those of the kept e-mails that wait, one at a time, each written down at once: an address that does not get it now is
 * tried again, and nobody else. A server that is away, hangs or hangs up is not asked for the others.
 * @param now of each attempt.
 */
export const sendKept = async (
  { db }: Pick<Ctx, 'db'>,
  mailer: Mailer,
  mails: readonly KeptMail[],
  envelope: Envelope,
  now: () => Ctx['now'],
): Promise<SentKept> => {
  const until = performance.now() + mostMs
  const states: MailState[] = []
  let failure: Error | null = null
  for (const mail of mails) {
    if (mail.state !== 'waiting' || isAway(failure)) {
      states.push(mail.state)
      continue
    }
    if (performance.now() > until) {
      failure = new MailError('The mail server is slow; the other addresses are tried again.', 'ETIMEDOUT', 0)
      states.push('waiting')
      continue
    }
    const { to, replyTo, subject, text, html, language } = mail
    try {
      const { taken, answer } = await mailer.send({ to, replyTo, subject, text, html, language, ...envelope })
      const state = taken ? 'sent' : 'refused'
      await noteMailAttempt(db, mail, now(), { state, answer: said(answer) })
      states.push(state)
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
      if (error instanceof MailError)
        await noteMailAttempt(db, mail, now(), { state: 'waiting', answer: said(failure.message) })
      states.push('waiting')
    }
  }
  return { states, failure }
}

/** Whether the server itself was the trouble, not what it said of an address. */
const isAway = (failure: Error | null): boolean =>
  failure !== null && !(failure instanceof MailError && failure.status > 0)

/** By what it is about: a person who gets it twice, because its acknowledgement was lost, sees it once. */
export const messageIdOf = (url: string, ...about: readonly string[]): string =>
  `${about.map((part) => part.replace(/[^a-z0-9.-]+/gi, '-')).join('.')}@${new URL(url).hostname}`
