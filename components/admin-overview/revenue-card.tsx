import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { type RevenueItem, streamColours, streamWords } from './overview-item'
import { RevenueChart } from './revenue-chart'
import { RevenueTable } from './revenue-table'

/** What was earned in the last twelve months, in one currency at a time. */
export const RevenueCard = (revenue: RevenueItem) => {
  const { currency, currencies, months, shown, total } = revenue
  return (
    <Card aria-label="Revenue">
      <CardHeader
        title={
          <>
            Revenue <Money amount={total} currency={currency} className="ml-2" />
          </>
        }
        text="Twelve months with the running one, before VAT, less refunds. Invoices count in the month that they bill; credit, plans and tiers when they are paid."
        actions={currencies.length > 1 ? <Currencies currency={currency} currencies={currencies} /> : null}
      />
      {shown.length === 0 ? (
        <p className="px-4 pb-4 text-ink-soft sm:px-5">Nothing was earned in the last twelve months.</p>
      ) : (
        <>
          <CardBody>
            <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-xs">
              {shown.map((stream) => (
                <li key={stream} className="flex items-center gap-1.5">
                  <span aria-hidden className="size-2.5 rounded-sm" style={{ background: streamColours[stream] }} />
                  {streamWords[stream]}
                </li>
              ))}
            </ul>
            <RevenueChart currency={currency} months={months} shown={shown} />
          </CardBody>
          <details className="border-line border-t">
            <summary className="px-4 py-2.5 text-ink-soft text-sm hover:text-ink sm:px-5">As a table</summary>
            <RevenueTable {...revenue} />
          </details>
        </>
      )}
    </Card>
  )
}

const Currencies = ({ currency, currencies }: Pick<RevenueItem, 'currency' | 'currencies'>) => (
  <nav aria-label="Currency" className="flex gap-1">
    {currencies.map((each) => (
      <Link
        key={each}
        href={`/admin?currency=${each}`}
        scroll={false}
        aria-current={each === currency ? 'true' : undefined}
        className={classNames(
          'rounded-md px-2.5 py-1 font-medium text-ink-soft text-sm hover:bg-hover hover:text-ink',
          each === currency && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
        )}
      >
        {each}
      </Link>
    ))}
  </nav>
)
