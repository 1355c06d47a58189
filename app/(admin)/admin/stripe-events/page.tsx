import type { Metadata } from 'next'
import { StripeEvents } from '@/components/stripe-events/stripe-events'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminStripeEvents } from '@/lib/reads/admin-stripe-events'
import { readPageNumber } from '@/lib/reads/page-of'
import { replayStripeEvent } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'Stripe events' }

const StripeEventsPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const { rows, previous, next, filters, failing, zone } = await readPage((ctx) =>
    adminStripeEvents(ctx, {
      state: textOf(asked.state),
      type: textOf(asked.type),
      page: readPageNumber(textOf(asked.page)),
    }),
  )
  const { state, type } = filters
  const at = (page: number | null) => (page === null ? null : addressOf('/admin/stripe-events', { state, type, page }))
  return (
    <>
      <Header failing={failing} />
      <StripeEvents
        filters={filters}
        items={rows}
        zone={zone}
        pages={{ previous: at(previous), next: at(next) }}
        replay={replayStripeEvent}
      />
    </>
  )
}

export default StripeEventsPage
