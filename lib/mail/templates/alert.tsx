import type { Alert } from '@/lib/core/alerts/alert'
import { alertWords } from '@/lib/mail/alert-words'
import type { Content } from '@/lib/mail/layout'
import { Paragraph } from '@/lib/mail/parts'
import type { Letter, Say } from '@/lib/mail/reader'

/** Where an org chooses what it is told. */
export const choosingPage = (home: string): string => `${home}/settings#alerts`

/** What an org is told whenever its pages are not looked at. */
export const alertContent = (alert: Alert, letter: Letter, say: Say): Content => {
  const { subject, heading, paragraphs, act, path } = alertWords(alert, letter, say)
  return {
    subject,
    heading,
    preheader: paragraphs[0] ?? heading,
    body: paragraphs.map((each) => <Paragraph key={each}>{each}</Paragraph>),
    action: { label: act, href: `${letter.home}${path}` },
    closing: [],
    why: say('mail.why', { org: letter.org }),
    choose: { label: say('mail.choose'), href: choosingPage(letter.home) },
  }
}
