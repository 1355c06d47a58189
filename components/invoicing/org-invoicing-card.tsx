'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { monthWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import type { Action } from '@/lib/contracts/action-result'
import type { OrgInvoicingInput } from '@/lib/contracts/invoicing'

export type OrgInvoicingCardProps = {
  readonly org: string
  readonly version: number
  readonly autoInvoice: boolean
  readonly reminders: boolean
  /** `YYYY-MM`; null where no month is invoiced by itself. */
  readonly next: string | null
  readonly save: Action<OrgInvoicingInput>
}

/** What happens by itself for an organization: its invoices, and reminders of them. */
export const OrgInvoicingCard = ({ org, version, autoInvoice, reminders, next, save }: OrgInvoicingCardProps) => {
  const router = useRouter()
  const locale = useLocale()
  return (
    <Card>
      <CardHeader title="Automation" />
      <CardBody>
        <ActionForm
          key={version}
          action={save}
          read={(form) => {
            const fields = new FormData(form)
            return {
              org,
              expected: version,
              autoInvoice: fields.has('autoInvoice'),
              reminders: fields.has('reminders'),
            }
          }}
          submit="Save"
          done="Saved"
          onDone={() => router.refresh()}
        >
          {() => (
            <>
              <Checkbox
                name="autoInvoice"
                defaultChecked={autoInvoice}
                label="Issue invoices automatically"
                hint={
                  next === null
                    ? 'Each month when it is over; the month that ended last is the first one, and is issued at once.'
                    : `Next: ${monthWords(next, locale)}, when it is over.`
                }
              />
              <Checkbox
                name="reminders"
                defaultChecked={reminders}
                label="Send reminders automatically"
                hint="Unpaid invoices are reminded of by e-mail."
              />
            </>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}
