import type { Metadata } from 'next'
import { Deliveries } from '@/components/deliveries/deliveries'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminDeliveries } from '@/lib/reads/admin-deliveries'
import { sendDeliveryAgain } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'Deliveries' }

const base = '/admin/deliveries'

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
