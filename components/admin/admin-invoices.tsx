import { Download, ReceiptText } from 'lucide-react'
import type { InvoiceItem } from '@/components/invoices/invoice-item'
import { InvoiceStatusBadge } from '@/components/invoices/invoice-status'
import { DownloadButton, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DayText, MonthText } from '@/components/ui/day-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { filesForm, InvoiceFiles } from './invoice-files'
import { InvoiceFilters, type InvoiceFiltersProps } from './invoice-filters'
import { MarkPaidDialog, type MarkPaidInput, type MarkPaidProps } from './mark-paid-dialog'

export type AdminInvoiceItem = InvoiceItem & { readonly org: string; readonly orgName: string }

export type AdminInvoicesProps = {
  readonly filters: InvoiceFiltersProps
  /** Already filtered. */
  readonly items: readonly AdminInvoiceItem[]
  readonly pages?: PaginationProps
  /** The PDFs of all that match, as one archive. */
  readonly filesHref: string
  readonly markPaid: MarkPaidProps['markPaid']
  /** Today in the billing zone, `YYYY-MM-DD`. */
  readonly today: string
}

export type { MarkPaidInput }

/** Invoices of all organizations: filters in the address, PDF, and marking as paid. */
export const AdminInvoices = ({ filters, items, pages, filesHref, markPaid, today }: AdminInvoicesProps) => (
  <div className="flex flex-col gap-3">
    <InvoiceFilters {...filters} />
    <Card>
      {items.length > 0 ? <InvoiceFiles href={filesHref} /> : null}
      {items.length === 0 ? (
        <NoInvoices {...filters} />
      ) : (
        <Table label="Invoices">
          <TableHead>
            <tr>
              <HeadCell className="w-8">
                <span className="sr-only">Chosen</span>
              </HeadCell>
              <HeadCell>Invoice</HeadCell>
              <HeadCell className="hidden sm:table-cell">Status</HeadCell>
              <HeadCell className="hidden md:table-cell">Period</HeadCell>
              <HeadCell className="hidden md:table-cell">Due</HeadCell>
              <HeadCell numeric className="hidden sm:table-cell">
                Total
              </HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {items.map((item) => (
              <InvoiceLine key={item.id} item={item} markPaid={markPaid} today={today} />
            ))}
          </TableBody>
        </Table>
      )}
      {pages ? <Pagination {...pages} /> : null}
    </Card>
  </div>
)

type InvoiceLineProps = { item: AdminInvoiceItem; markPaid: MarkPaidProps['markPaid']; today: string }

const InvoiceLine = ({ item, markPaid, today }: InvoiceLineProps) => (
  <TableRow>
    <Cell>
      <input
        type="checkbox"
        form={filesForm}
        name="invoice"
        value={`${item.org}/${item.id}`}
        aria-label={`Choose invoice ${item.number}`}
        className="mt-0.75 size-4 accent-accent"
      />
    </Cell>
    <Cell className="min-w-40">
      <Link href={item.href} className="flex min-h-6 w-fit items-center whitespace-nowrap font-medium hover:underline">
        {item.number}
      </Link>
      <Link
        href={`/admin/organizations/${item.org}`}
        className="block min-h-6 w-fit py-1 text-ink-soft text-xs [overflow-wrap:anywhere] hover:underline"
      >
        {item.orgName}
      </Link>
      <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 sm:hidden">
        <InvoiceStatusBadge status={item.status} declined={item.declined} />
        <Money amount={item.total} currency={item.currency} className="font-medium" />
        <OpenPart item={item} />
      </span>
    </Cell>
    <Cell className="hidden sm:table-cell">
      <InvoiceStatusBadge status={item.status} declined={item.declined} />
    </Cell>
    <Cell className="hidden md:table-cell">
      <MonthText month={item.month} />
    </Cell>
    <Cell className="hidden text-ink-soft md:table-cell">
      <DayText day={item.dueOn} />
    </Cell>
    <Cell numeric className="hidden font-medium sm:table-cell">
      <Money amount={item.total} currency={item.currency} />
      <OpenPart item={item} />
    </Cell>
    <Cell className="py-1.5">
      <div className="flex flex-col items-end gap-1 sm:flex-row sm:justify-end">
        {item.status === 'paid' ? null : (
          <MarkPaidDialog
            invoiceId={item.id}
            org={item.org}
            number={item.number}
            orgName={item.orgName}
            open={item.open}
            currency={item.currency}
            issuedOn={item.issuedOn}
            today={today}
            markPaid={markPaid}
          />
        )}
        <DownloadButton href={item.pdfHref} variant="ghost" size="small" aria-label={`PDF of invoice ${item.number}`}>
          <Download aria-hidden />
          PDF
        </DownloadButton>
      </div>
    </Cell>
  </TableRow>
)

/** What is still open of an invoice that is paid in part. */
const OpenPart = ({ item }: { item: AdminInvoiceItem }) =>
  item.status === 'paid' || item.open === item.total ? null : (
    <span className="block font-normal text-ink-soft text-xs">
      <Money amount={item.open} currency={item.currency} /> open
    </span>
  )

const NoInvoices = ({ org, status, month }: InvoiceFiltersProps) =>
  [org, status, month].some((chosen) => chosen !== '') ? (
    <EmptyState icon={<ReceiptText aria-hidden />} title="No invoices" text="None matches these filters." />
  ) : (
    <EmptyState
      icon={<ReceiptText aria-hidden />}
      title="No invoices yet"
      text="What the invoice run issues appears here."
      action={<LinkButton href="/admin/invoice-run">Invoice run</LinkButton>}
    />
  )
