import { History } from 'lucide-react'
import { FilterForm } from '@/components/admin/filter-form'
import { FilterSelect } from '@/components/admin/filter-select'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { timelineKindWords } from './event-words'
import { TimelineList, type TimelineListProps } from './timeline-list'

export type TimelineProps = TimelineListProps & {
  /** The page's address. */
  readonly page: string
  /** As in the address; empty means every kind. */
  readonly kind: string
  readonly pages: PaginationProps
}

/** Everything that happened to an organization, a page of it, narrowed to a kind where one is chosen. */
export const Timeline = ({ page, kind, items, zone, pages }: TimelineProps) => (
  <div className="flex flex-col gap-3">
    <FilterForm page={page} chosen={[kind]}>
      <FilterSelect
        label="Kind"
        name="kind"
        value={kind}
        choices={[
          { value: '', label: 'Everything' },
          ...Object.entries(timelineKindWords).map(([value, label]) => ({ value, label })),
        ]}
      />
    </FilterForm>
    <Card>
      {items.length === 0 ? (
        <EmptyState icon={<History aria-hidden />} title="Nothing here" text="Nothing of this kind happened." />
      ) : (
        <TimelineList items={items} zone={zone} />
      )}
      <Pagination {...pages} />
    </Card>
  </div>
)
