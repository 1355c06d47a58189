import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DayText } from '@/components/ui/day-text'

export type TermsChange = {
  /** Null for the terms from the beginning. */
  readonly effectiveOn: string | null
  /** Whether they hold only in the future. */
  readonly planned: boolean
  /** ISO-8601 instant. */
  readonly savedAt: string
  readonly savedBy: string
  /** What is otherwise than before, in words. */
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[]
}

export type TermsHistoryProps = {
  /** Newest first; the last one are the first terms. */
  readonly history: readonly TermsChange[]
  readonly zone: string
}

/** How an organization was billed, and from which day on. */
export const TermsHistory = ({ history, zone }: TermsHistoryProps) => (
  <Card>
    <CardHeader title="Billing terms by day" text="What each day is billed by. Days that are invoiced never change." />
    <ol className="divide-y divide-line border-line border-t">
      {history.map(({ effectiveOn, planned, savedAt, savedBy, changes }) => (
        <li key={effectiveOn ?? ''} className="flex flex-col gap-1.5 px-4 py-3 sm:px-5">
          <p className="font-medium">
            {effectiveOn === null ? (
              'From the beginning'
            ) : (
              <>
                From <DayText day={effectiveOn} />
              </>
            )}
            {planned ? <span className="font-normal text-ink-soft"> · planned</span> : null}
          </p>
          {changes.length > 0 ? (
            <ul className="flex flex-col gap-0.5 text-sm">
              {changes.map(({ field, from, to }) => (
                <li key={field} className="[overflow-wrap:anywhere]">
                  {field}: <span className="text-ink-soft line-through">{from || 'empty'}</span> {to || 'empty'}
                </li>
              ))}
            </ul>
          ) : null}
          <p className="text-ink-faint text-xs">
            Saved by {savedBy}, <DateTime at={savedAt} zone={zone} />
          </p>
        </li>
      ))}
    </ol>
  </Card>
)
