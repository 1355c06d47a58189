import { ScrollText } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { AuditChanges, type AuditFacts } from './audit-changes'

export type AuditEntry = {
  readonly id: string
  /** ISO-8601 instant. */
  readonly at: string
  readonly actor: string
  /** What was done, as recorded: `invoice.issue`. */
  readonly action: string
  /** What it was done to, in words or as an id. */
  readonly subject: string
  readonly before: AuditFacts | null
  readonly after: AuditFacts | null
}

export type AuditLogProps = {
  /** Newest first. */
  readonly entries: readonly AuditEntry[]
  readonly zone: string
  readonly pages?: PaginationProps
}

/** Who did what and when; each entry opens to what changed. */
export const AuditLog = ({ entries, zone, pages }: AuditLogProps) => (
  <Card>
    {entries.length === 0 ? (
      <EmptyState icon={<ScrollText aria-hidden />} title="Nothing recorded yet" text="Every change appears here." />
    ) : (
      <ul className="divide-y divide-line">
        {entries.map((entry) => (
          <li key={entry.id}>
            <details className="group">
              <summary className="grid list-none grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-hover sm:grid-cols-[9.5rem_12rem_1fr_auto] sm:px-5 [&::-webkit-details-marker]:hidden">
                <span className="text-ink-soft">
                  <DateTime at={entry.at} zone={zone} />
                </span>
                <code className="min-w-0 text-right font-medium font-sans [overflow-wrap:anywhere] sm:text-left">
                  {entry.action}
                </code>
                <span className="col-span-2 min-w-0 [overflow-wrap:anywhere] sm:col-span-1">{entry.subject}</span>
                <span className="col-span-2 min-w-0 text-ink-soft [overflow-wrap:anywhere] sm:col-span-1 sm:max-w-60 sm:text-right">
                  {entry.actor}
                </span>
              </summary>
              <div className="px-4 pt-1.5 pb-4 sm:px-5">
                <AuditChanges before={entry.before} after={entry.after} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    )}
    {pages ? <Pagination {...pages} /> : null}
  </Card>
)
