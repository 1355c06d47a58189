import type { Metadata } from 'next'
import { MailFrame } from '@/components/mails/mail-frame'
import { isTemplate, type MailTemplate, templateWords } from '@/components/mails/mail-item'
import { MailText } from '@/components/mails/mail-text'
import { TemplateChoice } from '@/components/mails/template-choice'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { settings } from '@/lib/compose'
import { isLanguage } from '@/lib/core/text/language'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { speakerOf } from '@/lib/i18n/speak'
import { composeAlert, composeMail } from '@/lib/mail/compose-mail'
import type { Letter } from '@/lib/mail/reader'
import { sampleAlerts, sampleDocuments } from '@/lib/mail/samples'
import { mailSeller } from '@/lib/reads/admin-mails'
import { platformZone } from '@/lib/reads/platform-zone'

export const metadata: Metadata = { title: 'Mail templates' }

const isAlert = (template: MailTemplate): template is keyof typeof sampleAlerts => Object.hasOwn(sampleAlerts, template)

const composed = (template: MailTemplate, letter: Letter) => {
  const say = speakerOf(letter.language)
  return isAlert(template)
    ? composeAlert(sampleAlerts[template], letter, say)
    : composeMail(sampleDocuments[template], letter, say)
}

const TemplatesPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const query = await searchParams
  const [asked = '', spoken] = [textOf(query.template), textOf(query.language)]
  const template = isTemplate(asked) ? asked : 'invoice_issued'
  const language = isLanguage(spoken) ? spoken : 'en'
  const width = textOf(query.width) === 'phone' ? 'phone' : 'desktop'
  const seller = await readPage(mailSeller)
  const home = `${settings().url}/o/alpenblick`
  const mail = await composed(template, { language, zone: platformZone, org: 'Alpenblick AG', seller, home })
  return (
    <>
      <PageHeader
        back={{ href: '/admin/outbox', label: 'Outbox' }}
        title="Mail templates"
        text="What customers are written to, with made-up facts."
      />
      <TemplateChoice template={template} language={language} width={width} />
      <Card>
        <CardHeader title={mail.subject} text={templateWords[template]} />
        <CardBody>
          <MailFrame html={mail.html} title={`${templateWords[template]}, ${width}`} width={width} />
        </CardBody>
      </Card>
      <MailText text={mail.text} />
    </>
  )
}

export default TemplatesPage
