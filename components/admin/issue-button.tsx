'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { Button } from '@/components/ui/button'
import { monthWords } from '@/components/ui/calendar-words'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/lib/contracts/action-result'
import { formatMoney } from '@/lib/core/money/format'

export type IssueInput = {
  readonly org: string
  /** `YYYY-MM`. */
  readonly month: string
  /** The total that was previewed, decimal text: where it no longer holds, issuing may refuse. */
  readonly total: string
}

export type IssuedInvoice = { readonly invoiceId: string; readonly number: string }

export type IssueButtonProps = IssueInput & {
  readonly name: string
  readonly currency: string
  readonly issue: Action<IssueInput, IssuedInvoice>
  /** What the button says to those who do not see what it stands beside. */
  readonly label?: string
}

/** Issues the invoice that was previewed, after a question. */
export const IssueButton = ({ org, month, total, name, currency, issue, label }: IssueButtonProps) => {
  const router = useRouter()
  const locale = useLocale()
  const run = async () => {
    const result = await issue({ org, month, total })
    if (result.ok) toast.success(`Invoice ${result.number} issued`)
    return result
  }
  return (
    <ConfirmDialog
      trigger={<Button aria-label={label}>Issue invoice</Button>}
      title={`Issue the invoice for ${monthWords(month, locale)}?`}
      text={`${name} is billed ${formatMoney(total, currency)}. The invoice gets its number and can't be changed or deleted afterwards.`}
      confirm="Issue invoice"
      action={run}
      onDone={() => router.refresh()}
    />
  )
}
