import type { Metadata } from 'next'
import { cache } from 'react'
import { MailView } from '@/components/mails/mail-view'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { adminMail } from '@/lib/reads/admin-mails'

type MailPageProps = { params: Promise<{ mail: string }> }

/** Read once for the title and the page. */
const read = cache((mail: string) => readPage((ctx) => adminMail(ctx, mail)))

export const generateMetadata = async ({ params }: MailPageProps): Promise<Metadata> => ({
  title: (await read((await params).mail)).mail.subject,
})

const MailPage = async ({ params }: MailPageProps) => {
  const { mail, zone } = await read((await params).mail)
  return (
    <>
      <PageHeader back={{ href: '/admin/outbox', label: 'Outbox' }} title={mail.subject} text={`Times in ${zone}.`} />
      <MailView mail={mail} zone={zone} />
    </>
  )
}

export default MailPage
