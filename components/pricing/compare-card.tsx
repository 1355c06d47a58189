import { FilterSelect } from '@/components/admin/filter-select'
import { Button } from '@/components/ui/button'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import type { SpokenChange } from '@/lib/core/pricing/spoken-prices'
import { ChangesTable } from './changes-table'

export type CompareCardProps = {
  readonly book: string
  readonly currency: string
  /** Numbers of the versions, newest first; at least two. */
  readonly versions: readonly number[]
  readonly comparison: { readonly from: number; readonly to: number; readonly changes: readonly SpokenChange[] } | null
}

/** Any two versions of a book beside each other; the address holds which. */
export const CompareCard = ({ book, currency, versions, comparison }: CompareCardProps) => {
  const choices = versions.map((version) => ({ value: String(version), label: `Version ${version}` }))
  const [newest = '', before = newest] = choices.map(({ value }) => value)
  const from = comparison ? String(comparison.from) : before
  const to = comparison ? String(comparison.to) : newest
  return (
    <Card aria-label="Compare versions">
      <CardHeader title="Compare versions" />
      <CardBody>
        <form
          action="/admin/pricing"
          key={`${book} ${from} ${to}`}
          className="flex flex-wrap items-end gap-x-3 gap-y-2"
        >
          <input type="hidden" name="book" value={book} />
          <FilterSelect label="From" name="from" value={from} choices={choices} />
          <FilterSelect label="To" name="to" value={to} choices={choices} />
          <Button type="submit" variant="secondary">
            Compare
          </Button>
        </form>
      </CardBody>
      {comparison ? (
        <ChangesTable
          label="Changes between versions"
          changes={comparison.changes}
          currency={currency}
          from={`Version ${comparison.from}`}
          to={`Version ${comparison.to}`}
        />
      ) : null}
    </Card>
  )
}
