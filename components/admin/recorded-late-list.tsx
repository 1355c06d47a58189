import { CalendarCheck } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Card, CardHeader } from '@/components/ui/card'
import { MonthText } from '@/components/ui/day-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'

export type RecordedLateItem = {
  /** `YYYY-MM`. */
  readonly month: string
  readonly kind: 'usage' | 'tenant_fee' | 'setup_fee' | 'skill'
  /** The meter, or the tenant. */
  readonly subject: string
  /** The skill; empty otherwise. */
  readonly detail: string
  /** Before tax, decimal text; negative for credit. */
  readonly amount: string
  /** Events that were recorded late. */
  readonly facts: number
  /** Of these, those that take usage back or amend it. */
  readonly changed: number
}

export type RecordedLateListProps = {
  readonly orgs: readonly {
    readonly org: string
    readonly name: string
    readonly currency: string
    readonly items: readonly RecordedLateItem[]
    /** Why it cannot be billed; empty if it can. */
    readonly refused: string
  }[]
  readonly pages: PaginationProps
}

const words = {
  usage: 'Usage',
  tenant_fee: 'Monthly fee',
  setup_fee: 'Setup fee',
  skill: 'Skill',
} as const

/** What was recorded after its month was billed, and what it comes to before VAT, by organization. */
export const RecordedLateList = ({ orgs, pages }: RecordedLateListProps) =>
  orgs.length === 0 ? (
    <Card>
      <EmptyState
        icon={<CalendarCheck aria-hidden />}
        title={pages.previous === null ? 'Nothing was recorded late' : 'Nothing more was recorded late'}
        text="Every invoiced month matches what is known today."
      />
      <Pagination {...pages} />
    </Card>
  ) : (
    <div className="flex flex-col gap-5">
      {orgs.map(({ org, name, currency, items, refused }) => (
        <Card key={org}>
          <CardHeader
            title={<Link href={`/admin/organizations/${org}`}>{name}</Link>}
            text="Before VAT. Negative amounts are credit."
          />
          {refused === '' ? null : (
            <div className="px-4 pb-4 sm:px-5">
              <Alert tone="bad" title={refused} />
            </div>
          )}
          {items.length === 0 ? null : (
            <Table label={`Recorded late of ${name}`}>
              <TableHead>
                <tr>
                  <HeadCell>What</HeadCell>
                  <HeadCell className="hidden w-44 sm:table-cell">Month</HeadCell>
                  <HeadCell numeric className="hidden w-24 sm:table-cell">
                    Events
                  </HeadCell>
                  <HeadCell numeric className="w-36">
                    Amount
                  </HeadCell>
                </tr>
              </TableHead>
              <TableBody>
                {items.map(({ month, kind, subject, detail, amount, facts, changed }) => (
                  <TableRow key={`${month} ${kind} ${subject} ${detail} ${amount}`}>
                    <Cell className="[overflow-wrap:anywhere]">
                      {words[kind]}
                      {detail === '' ? '' : ` ${detail}`} · {subject}
                      {changed === 0 ? null : (
                        <span className="block text-ink-soft text-xs">
                          {changed === facts
                            ? 'Taken back or amended'
                            : `${changed} of ${facts} take usage back or amend it`}
                        </span>
                      )}
                      <span className="block text-ink-faint text-xs sm:hidden">
                        <MonthText month={month} />
                      </span>
                    </Cell>
                    <Cell className="hidden sm:table-cell">
                      <MonthText month={month} />
                    </Cell>
                    <Cell numeric className="hidden sm:table-cell">
                      {facts}
                    </Cell>
                    <Cell numeric>
                      <Money amount={amount} currency={currency} />
                    </Cell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
        </Card>
      ))}
      {pages.previous === null && pages.next === null ? null : (
        <Card>
          <Pagination {...pages} />
        </Card>
      )}
    </div>
  )
