import type { Metadata } from 'next'
import { Deliveries } from '@/components/deliveries/deliveries'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { speakerOf } from '@/lib/i18n/speak'
import { alertWords } from '@/lib/mail/alert-words'
import { adminDeliveries } from '@/lib/reads/admin-deliveries'
import { sendDeliveryAgain } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'Deliveries' }

const base = '/admin/deliveries'

type MailRow = NonNullable<Awaited<ReturnType<typeof adminDeliveries>>['rows'][number]['mail']>

const say = speakerOf('en')

/** An e-mail as administrators read it: in English, with days of the platform's zone. */
const mailItem = ({ alert, sentTo }: MailRow, about: { readonly org: string; readonly zone: string }) => {
  const { subject, paragraphs } = alertWords(alert, { language: 'en', ...about }, say)
  return { subject, text: paragraphs.join('\n'), sentTo }
}

const DeliveriesPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const query = await searchParams
  const asked = {
    state: textOf(query.state),
    org: textOf(query.org),
    cell: textOf(query.cell),
    before: textOf(query.before),
    after: textOf(query.after),
    open: textOf(query.open),
  }
  const { rows, newer, older, filters, opened, failing, zone } = await readPage((ctx) => adminDeliveries(ctx, asked))
  const { state, org, cell } = filters
  const choice = { state, org, cell }
  const { before, after } = asked
  return (
    <>
      <Header failing={failing} />
      <Deliveries
        filters={filters}
        items={rows.map((row) => ({
          ...row,
          mail: row.mail && mailItem(row.mail, { org: row.org.name, zone }),
          href: addressOf(base, {
            ...choice,
            before,
            after,
            open: opened?.delivery === row.delivery ? null : row.delivery,
          }),
        }))}
        opened={opened}
        zone={zone}
        pages={{
          previous: newer === null ? null : addressOf(base, { ...choice, after: newer }),
          next: older === null ? null : addressOf(base, { ...choice, before: older }),
        }}
        send={sendDeliveryAgain}
      />
    </>
  )
}

export default DeliveriesPage
