import { Webhook } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
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
  /** Of all events. */
  readonly failing: number
  readonly zone: string
  readonly pages?: PaginationProps
  readonly replay: StripeEventRowProps['replay']
}

/** What Stripe told the portal and what it did; each event can be replayed. */
export const StripeEvents = ({ filters, items, failing, zone, pages, replay }: StripeEventsProps) => (
  <div className="flex flex-col gap-3">
    {failing > 0 && filters.state !== 'failing' ? <Failing failing={failing} /> : null}
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

const Failing = ({ failing }: { failing: number }) => (
  <Alert
    tone="warn"
    title={failing === 1 ? 'One event fails' : `${failing} events fail`}
    action={
      <LinkButton href="/admin/stripe-events?state=failing" variant="secondary" size="small">
        Show {failing === 1 ? 'it' : 'them'}
      </LinkButton>
    }
  >
    Failing events are tried again by themselves, less and less often, for 25 days. What they tell is not in the books
    yet.
  </Alert>
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
