import { Button } from '@/components/ui/button'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { MonthSelect } from './month-select'

export type RunOrg = { readonly org: string; readonly name: string }

export type InvoiceRunFormProps = {
  readonly orgs: readonly RunOrg[]
  readonly selected: readonly string[]
  /** Closed months, newest first, `YYYY-MM`. */
  readonly months: readonly string[]
  readonly month: string
}

/** Chooses organizations and a month; the choice lives in the address (`?month=2026-10&org=acme&org=globex`). */
export const InvoiceRunForm = ({ orgs, selected, months, month }: InvoiceRunFormProps) => (
  <Card>
    <CardHeader title="What to invoice" text="A preview writes nothing." />
    <CardBody>
      <form action="/admin/invoice-run" className="flex flex-col gap-4">
        <MonthSelect months={months} month={month} />
        <fieldset className="min-w-0">
          <legend className="mb-1.5 font-medium text-sm">Organizations</legend>
          <div className="grid max-h-64 gap-x-6 gap-y-2 overflow-y-auto rounded-md border border-line p-3 sm:grid-cols-2 lg:grid-cols-3">
            {orgs.map(({ org, name }) => (
              <Checkbox
                key={org}
                name="org"
                value={org}
                defaultChecked={selected.includes(org)}
                label={<span className="[overflow-wrap:anywhere]">{name}</span>}
              />
            ))}
          </div>
        </fieldset>
        <Button type="submit" className="w-full sm:w-fit sm:self-end">
          Preview
        </Button>
      </form>
    </CardBody>
  </Card>
)
