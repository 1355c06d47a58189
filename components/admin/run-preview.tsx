import { ChevronRight } from 'lucide-react'
import { InvoiceDraft } from '@/components/invoices/invoice-view'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import type { Action } from '@/lib/contracts/action-result'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { RunOrg } from './invoice-run-form'
import { IssueButton, type IssuedInvoice, type IssueInput } from './issue-button'

/** What the run would do for one organization: an invoice, or a refusal with its reason. */
export type RunPreviewItem = RunOrg &
  (
    | { readonly ok: true; readonly snapshot: InvoiceSnapshot }
    | {
        readonly ok: false
        readonly code: string
        readonly message: string
        /** Where the reason can be looked at: the invoice that exists, the page that lacks an address. */
        readonly link?: { readonly href: string; readonly label: string }
      }
  )

export type RunPreviewProps = {
  readonly items: readonly RunPreviewItem[]
  readonly issue: Action<IssueInput, IssuedInvoice>
}

/** The previews of a run, one per organization: drafts that can be issued, and refusals in words. */
export const RunPreview = ({ items, issue }: RunPreviewProps) => (
  <div className="flex flex-col gap-6">
    {items.map((item) => (
      <section key={item.org} aria-label={item.name} className="flex flex-col gap-2">
        {item.ok ? <Draft org={item} snapshot={item.snapshot} issue={issue} /> : <Refusal item={item} />}
      </section>
    ))}
  </div>
)

type DraftProps = { org: RunOrg; snapshot: InvoiceSnapshot; issue: RunPreviewProps['issue'] }

const Draft = ({ org, snapshot, issue }: DraftProps) => (
  <>
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <h2 className="min-w-0 text-lg [overflow-wrap:anywhere]">{org.name}</h2>
      <div className="flex flex-wrap items-center gap-3">
        <Money amount={snapshot.total} currency={snapshot.currency} className="font-semibold text-lg" />
        <IssueButton
          org={org.org}
          name={org.name}
          month={snapshot.month}
          total={snapshot.total}
          currency={snapshot.currency}
          issue={issue}
        />
      </div>
    </div>
    <details className="group/preview" open>
      <summary className="flex w-fit list-none items-center gap-1 rounded-sm text-accent text-sm hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open/preview:rotate-90" />
        Preview
      </summary>
      <div className="pt-2">
        <InvoiceDraft snapshot={snapshot} />
      </div>
    </details>
  </>
)

const Refusal = ({ item }: { item: Extract<RunPreviewItem, { ok: false }> }) => (
  <>
    <h2 className="text-lg [overflow-wrap:anywhere]">{item.name}</h2>
    <Alert
      tone={item.code === 'already_invoiced' ? 'info' : 'warn'}
      title={item.message}
      action={<Badge>{item.code}</Badge>}
    >
      {item.link ? (
        <Link href={item.link.href} className="link">
          {item.link.label}
        </Link>
      ) : null}
    </Alert>
  </>
)
