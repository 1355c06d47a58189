import { Webhook } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { HeadCell, Table, TableBody, TableHead } from '@/components/ui/table'
import { StripeEventFilters, type StripeEventFiltersProps } from './stripe-event-filters'
import type { StripeEventItem } from './stripe-event-item'
import { StripeEventRow, type StripeEventRowProps } from './stripe-event-row'

export type StripeEventsProps = {
  readonly filters: StripeEventFiltersProps
  /** Already filtered, newest first. */
  readonly items: readonly StripeEventItem[]
  readonly zone: string
  readonly pages?: PaginationProps
  readonly replay: StripeEventRowProps['replay']
}

/** What Stripe told the portal and what it did; each event can be replayed. */
export const StripeEvents = ({ filters, items, zone, pages, replay }: StripeEventsProps) => (
  <div className="flex flex-col gap-3">
    <StripeEventFilters {...filters} />
    <Card>
      {items.length === 0 ? (
        <NoEvents {...filters} />
      ) : (
        <Table label="Stripe events, the newest first">
          <EventsHead />
          <TableBody>
            {items.map((item) => (
              <StripeEventRow key={item.event} item={item} zone={zone} replay={replay} />
            ))}
          </TableBody>
        </Table>
      )}
      {pages ? <Pagination {...pages} /> : null}
    </Card>
  </div>
)

export const EventsHead = () => (
  <TableHead>
    <tr>
      <HeadCell>Event</HeadCell>
      <HeadCell className="hidden sm:table-cell">State</HeadCell>
      <HeadCell className="hidden md:table-cell">What it did</HeadCell>
      <HeadCell className="hidden lg:table-cell">Received</HeadCell>
      <HeadCell>
        <span className="sr-only">What can be done</span>
      </HeadCell>
    </tr>
  </TableHead>
)

const NoEvents = ({ state, type }: StripeEventFiltersProps) => {
  const icon = <Webhook aria-hidden />
  if (state === '' && type === '') {
    return <EmptyState icon={icon} title="No events yet" text="What Stripe tells the portal appears here." />
  }
  if (state === 'failing' && type === '') {
    return <EmptyState icon={icon} title="No event fails" text="All that Stripe told was taken." />
  }
  return <EmptyState icon={icon} title="No events" text="None matches these filters." />
}
