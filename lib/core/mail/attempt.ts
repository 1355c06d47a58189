import type { MailState } from './kept-mail'

/** An e-mail that the server would not take for so long is given up. */
export const mostMailHours = 72

/** Whether an e-mail is too old to be tried again. Both in milliseconds. */
export const isGivenUp = (createdAt: number, now: number, mostHours = mostMailHours): boolean =>
  now - createdAt >= mostHours * 3_600_000

/** How the e-mails of one reference stand together: something of it is left to send, or it reached somebody, or nobody. */
export const standingOf = (states: readonly MailState[]): 'waiting' | 'sent' | 'unsent' => {
  if (states.includes('waiting')) return 'waiting'
  return states.includes('sent') ? 'sent' : 'unsent'
}
