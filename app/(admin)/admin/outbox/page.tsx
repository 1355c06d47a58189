import type { Metadata } from 'next'
import { MailFilters } from '@/components/mails/mail-filters'
import { MailList } from '@/components/mails/mail-list'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminMails } from '@/lib/reads/admin-mails'
import { Header } from './header'

export const metadata: Metadata = { title: 'Outbox' }

const base = '/admin/outbox'

const OutboxPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const query = await searchParams
  const asked = {
    org: textOf(query.org),
    state: textOf(query.state),
    kind: textOf(query.kind),
    before: textOf(query.before),
    after: textOf(query.after),
  }
  const { rows, newer, older, filters, unsent, zone } = await readPage((ctx) => adminMails(ctx, asked))
  const { orgs: _, ...choice } = filters
  return (
    <>
      <Header unsent={unsent} />
      <div className="flex flex-col gap-3">
        <MailFilters {...filters} />
        <MailList
          items={rows}
          filtered={Object.values(choice).some((each) => each !== '')}
          zone={zone}
          pages={{
            previous: newer === null ? null : addressOf(base, { ...choice, after: newer }),
            next: older === null ? null : addressOf(base, { ...choice, before: older }),
          }}
        />
      </div>
    </>
  )
}

export default OutboxPage
