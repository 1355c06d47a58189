import { ChevronRight } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DayText } from '@/components/ui/day-text'
import { EmptyState } from '@/components/ui/empty-state'
import { PriceSheet } from './price-sheet'
import type { PriceVersion } from './price-version'

export type PriceHistoryProps = {
  /** Newest first. */
  readonly versions: readonly PriceVersion[]
  readonly currency: string
  readonly zone: string
}

const states = {
  current: { tone: 'good', word: 'In force' },
  scheduled: { tone: 'accent', word: 'Scheduled' },
  past: { tone: 'neutral', word: 'Replaced' },
} as const

/** Every version of a price book with the day it came into force; each opens to its prices. */
export const PriceHistory = ({ versions, currency, zone }: PriceHistoryProps) => (
  <Card>
    <CardHeader title="Versions" text="A version is never edited: the next one replaces it." />
    {versions.length === 0 ? (
      <EmptyState title="No prices yet" text="Publish the first version to be able to invoice." />
    ) : (
      <ul className="divide-y divide-line border-line border-t">
        {versions.map((version) => (
          <li key={version.version}>
            <details className="group" open={version.state === 'current'}>
              <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 -outline-offset-2 hover:bg-hover sm:px-5 [&::-webkit-details-marker]:hidden">
                <ChevronRight
                  aria-hidden
                  className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
                />
                <span className="figures font-medium">Version {version.version}</span>
                <Badge tone={states[version.state].tone} dot>
                  {states[version.state].word}
                </Badge>
                <span className="text-ink-soft">
                  from <DayText day={version.effectiveFrom} />
                </span>
                <span className="text-ink-faint text-sm sm:ml-auto">
                  {version.publishedBy}, <DateTime at={version.publishedAt} zone={zone} />
                </span>
              </summary>
              <div className="px-4 pt-2 pb-5 sm:px-12">
                {version.note ? <p className="mb-3 text-ink-soft">{version.note}</p> : null}
                <PriceSheet prices={version} currency={currency} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    )}
  </Card>
)
