import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DefinitionList } from '@/components/ui/definition-list'
import { Link } from '@/components/ui/link'
import { languageNames } from '@/lib/core/text/language'
import { MailFrame } from './mail-frame'
import { type MailItem, templateName } from './mail-item'
import { MailStateBadge } from './mail-list'
import { MailText } from './mail-text'

export type OpenedMail = MailItem & { readonly text: string; readonly html: string; readonly replyTo: string }

export type MailViewProps = { readonly mail: OpenedMail; readonly zone: string }

const attempts = (count: number): string => (count === 1 ? '1 attempt' : `${count} attempts`)

/** An e-mail as the customer saw it, and what became of it. */
export const MailView = ({ mail, zone }: MailViewProps) => (
  <>
    <Card>
      <CardHeader title="What became of it" />
      <CardBody>
        <DefinitionList
          items={[
            { term: 'State', value: <MailStateBadge state={mail.state} /> },
            { term: 'Answer of the server', value: mail.answer === '' ? 'None' : mail.answer },
            {
              term: 'Organization',
              value: (
                <Link href={`/admin/organizations/${mail.org.org}`} className="hover:underline">
                  {mail.org.name}
                </Link>
              ),
            },
            { term: 'To', value: mail.to === '' ? 'Nobody' : mail.to },
            { term: 'Answers go to', value: mail.replyTo === '' ? 'The sender' : mail.replyTo },
            { term: 'Template', value: templateName(mail.template) },
            { term: 'Language', value: Object.entries(languageNames).find(([key]) => key === mail.language)?.[1] },
            { term: 'Attached', value: mail.attachments.length === 0 ? 'Nothing' : mail.attachments.join(', ') },
            { term: 'Written', value: <DateTime at={mail.createdAt} zone={zone} /> },
            ...(mail.triedAt === null
              ? []
              : [
                  {
                    term: 'Tried last',
                    value: (
                      <>
                        <DateTime at={mail.triedAt} zone={zone} /> ({attempts(mail.attempts)})
                      </>
                    ),
                  },
                ]),
          ]}
        />
      </CardBody>
    </Card>
    <Card>
      <CardHeader title="As the customer sees it" />
      <CardBody>
        <MailFrame html={mail.html} title={`The e-mail: ${mail.subject}`} />
      </CardBody>
    </Card>
    <MailText text={mail.text} />
  </>
)
