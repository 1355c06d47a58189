import type { DocumentSays } from '@/lib/core/mail/document-mail'
import type { Content } from '@/lib/mail/layout'
import { momentOf } from '@/lib/mail/mail-days'
import { Figures, Paragraph } from '@/lib/mail/parts'
import type { Letter, Say } from '@/lib/mail/reader'
import { figures, Greeted } from './document'

/** Invites somebody to an organization by a link that works once. */
export const invitation = (says: DocumentSays['invitation'], letter: Letter, say: Say): Content => {
  const { organization, inviter, role, link } = says
  const holdsUntil = momentOf(says.holdsUntil, letter)
  const first = say('mail.invitation.first', { inviter, organization })
  return {
    subject: say('mail.invitation.subject', { inviter, organization }),
    heading: say('mail.invitation.heading', { organization }),
    preheader: first,
    body: (
      <Greeted say={say}>
        <Paragraph>{first}</Paragraph>
        <Figures
          rows={figures(say, [
            ['organization', organization],
            ['role', say(`mail.invitation.role.${role}`)],
            ['holdsUntil', holdsUntil],
          ])}
        />
        <Paragraph>{say('mail.invitation.second', { holdsUntil })}</Paragraph>
      </Greeted>
    ),
    action: { label: say('mail.invitation.act'), href: link },
    closing: [],
    why: say('mail.invitation.why', { inviter }),
    choose: null,
  }
}
