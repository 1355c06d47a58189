import { useLocale } from 'next-intl'
import { IssueButton, type IssuedInvoice, type IssueInput } from '@/components/admin/issue-button'
import { LinkButton } from '@/components/ui/button'
import { monthWords } from '@/components/ui/calendar-words'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
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

type Issue = Action<IssueInput, IssuedInvoice>

export type HeldInvoicesProps = {
  readonly count: number
  readonly rows: readonly HeldItem[]
  readonly zone: string
  readonly issue: Issue
}

/** Invoices that were not issued automatically because they look wrong. Issuing one releases it. */
export const HeldInvoices = ({ count, rows, zone, issue }: HeldInvoicesProps) => (
  <Card aria-label="Invoices that wait for you">
    <CardHeader
      title="Waits for you"
      text={`${count > rows.length ? `The first ${rows.length} of ${count}. ` : ''}These were not issued automatically. Later months of these organizations wait as well.`}
    />
    <ul className="divide-y divide-line border-line border-t">
      {rows.map((item) => (
        <HeldRow key={`${item.org} ${item.month}`} item={item} zone={zone} issue={issue} />
      ))}
    </ul>
  </Card>
)

const HeldRow = ({ item, zone, issue }: { item: HeldItem; zone: string; issue: Issue }) => {
  const { org, name, month, sentence, currency, total, heldAt } = item
  const locale = useLocale()
  const about = `${name}, ${monthWords(month, locale)}`
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2.5 px-4 py-3 text-sm sm:px-5">
      <div className="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]">
        <Link href={`/admin/organizations/${org}`} className="font-medium hover:underline">
          {name}
        </Link>{' '}
        <span className="whitespace-nowrap text-ink-soft">{monthWords(month, locale)}</span>
        {' · '}
        <span className="whitespace-nowrap font-medium">
          <Money amount={total} currency={currency} />
        </span>
        <span className="block">{sentence}</span>
        <span className="block text-ink-faint text-xs">
          since <DateTime at={heldAt} zone={zone} />
        </span>
      </div>
      <div className="flex flex-wrap gap-2">
        <LinkButton
          href={`/admin/invoice-run?${new URLSearchParams({ month, org })}`}
          variant="secondary"
          aria-label={`Preview: ${about}`}
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
          label={`Issue invoice: ${about}`}
        />
      </div>
    </li>
  )
}
