import { useLocale } from 'next-intl'
import { IssueButton, type IssuedInvoice, type IssueInput } from '@/components/admin/issue-button'
import { LinkButton } from '@/components/ui/button'
import { monthWords } from '@/components/ui/calendar-words'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { Action } from '@/lib/contracts/action-result'

export type HeldItem = {
  readonly org: string
  readonly name: string
  /** `YYYY-MM`. */
  readonly month: string
  readonly sentence: string
  readonly currency: string
  readonly total: string
  readonly heldAt: string
}

export type HeldInvoicesProps = {
  readonly count: number
  readonly rows: readonly HeldItem[]
  readonly zone: string
  readonly issue: Action<IssueInput, IssuedInvoice>
}

/** Invoices that were not issued by themselves because they look wrong. Issuing one releases it. */
export const HeldInvoices = ({ count, rows, zone, issue }: HeldInvoicesProps) => {
  const locale = useLocale()
  return (
    <Card>
      <CardHeader
        title="Waits for you"
        text={`${count > rows.length ? `The first ${rows.length} of ${count}. ` : ''}These were not issued by themselves. Later months of these organizations wait as well.`}
      />
      <Table label="Invoices that wait for an admin">
        <TableHead>
          <tr>
            <HeadCell>Invoice</HeadCell>
            <HeadCell numeric>Total</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map(({ org, name, month, sentence, currency, total, heldAt }) => (
            <TableRow key={`${org} ${month}`}>
              <Cell className="[overflow-wrap:anywhere]">
                <Link href={`/admin/organizations/${org}`} className="font-medium hover:underline">
                  {name}
                </Link>{' '}
                <span className="whitespace-nowrap text-ink-soft">{monthWords(month, locale)}</span>
                <span className="block">{sentence}</span>
                <span className="block text-ink-faint text-xs">
                  since <DateTime at={heldAt} zone={zone} />
                </span>
              </Cell>
              <Cell numeric>
                <Money amount={total} currency={currency} />
              </Cell>
              <Cell className="py-1.5">
                <span className="flex flex-wrap justify-end gap-2">
                  <LinkButton
                    href={`/admin/invoice-run?${new URLSearchParams({ month, org })}`}
                    variant="secondary"
                    aria-label={`Preview: ${name}, ${monthWords(month, locale)}`}
                  >
                    Preview
                  </LinkButton>
                  <IssueButton
                    org={org}
                    month={month}
                    total={total}
                    name={name}
                    currency={currency}
                    issue={issue}
                    label={`Issue: ${name}, ${monthWords(month, locale)}`}
                  />
                </span>
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
