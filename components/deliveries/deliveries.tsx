import { Send } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { HeadCell, Table, TableBody, TableHead } from '@/components/ui/table'
import { DeliveryFilters, type DeliveryFiltersProps } from './delivery-filters'
import type { DeliveryItem, OpenedDelivery } from './delivery-item'
import { DeliveryRow } from './delivery-row'
import type { SendAgain } from './send-again-button'

export type DeliveriesProps = {
  readonly filters: DeliveryFiltersProps
  /** Already filtered, newest first. */
  readonly items: readonly (DeliveryItem & { readonly href: string })[]
  readonly opened: OpenedDelivery | null
  readonly zone: string
  readonly pages: PaginationProps
  readonly send: SendAgain
}

/** What cells and people are told: what waits and what was tried, in one list. */
export const Deliveries = ({ filters, items, opened, zone, pages, send }: DeliveriesProps) => (
  <div className="flex flex-col gap-3">
    <DeliveryFilters {...filters} />
    <Card>
      {items.length === 0 ? (
        <NoDeliveries {...filters} />
      ) : (
        <Table label="Deliveries, the newest first">
          <DeliveriesHead />
          <TableBody>
            {items.map(({ href, ...item }) => (
              <DeliveryRow
                key={item.delivery}
                item={item}
                zone={zone}
                href={href}
                opened={opened?.delivery === item.delivery ? opened : null}
                send={send}
              />
            ))}
          </TableBody>
        </Table>
      )}
      <Pagination {...pages} />
    </Card>
  </div>
)

export const DeliveriesHead = () => (
  <TableHead>
    <tr>
      <HeadCell>What is told</HeadCell>
      <HeadCell className="hidden sm:table-cell">State</HeadCell>
      <HeadCell className="hidden md:table-cell">Last answer</HeadCell>
      <HeadCell className="hidden lg:table-cell">When</HeadCell>
      <HeadCell className="hidden sm:table-cell">
        <span className="sr-only">What can be done</span>
      </HeadCell>
    </tr>
  </TableHead>
)

const NoDeliveries = ({ state, org, cell }: DeliveryFiltersProps) => {
  const icon = <Send aria-hidden />
  if (state === '' && org === '' && cell === '') {
    return (
      <EmptyState
        icon={icon}
        title="No deliveries yet"
        text="Once an organization is halted, unblocked, or nears its quota, its cell is told; what its people are told by e-mail appears here, too."
      />
    )
  }
  if (state === 'failing' && org === '' && cell === '') {
    return (
      <EmptyState
        icon={icon}
        title="No delivery fails"
        text="Everybody has heard what was to be told, or is about to."
      />
    )
  }
  return <EmptyState icon={icon} title="No deliveries" text="None matches these filters." />
}
