import { Amount } from '@/components/funding/amount'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/date-time'
import { DayText } from '@/components/ui/day-text'
import { Link } from '@/components/ui/link'
import { eventWords, type TimelineItem, timelineKindWords } from './event-words'

export type TimelineListProps = {
  /** Newest first. */
  readonly items: readonly TimelineItem[]
  readonly zone: string
}

const tones: Readonly<Record<string, BadgeTone>> = {
  halt: 'bad',
  failed: 'bad',
  declined: 'bad',
  dispute: 'bad',
  past_due: 'warn',
  reminder: 'warn',
  unblock: 'good',
  paid_card: 'good',
  paid_bank: 'good',
  paid_credit: 'good',
  paid_surplus: 'good',
  bought: 'good',
}

/** What happened to an organization, each with its time, an amount where it is about one, and where it opens. */
export const TimelineList = ({ items, zone }: TimelineListProps) => (
  <ol className="divide-y divide-line" aria-label="Events, the newest first">
    {items.map((item) => (
      <li
        key={item.id}
        className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2.5 text-sm has-[a:hover]:bg-hover sm:grid-cols-[9.5rem_6rem_minmax(0,1fr)_auto] sm:px-5"
      >
        <span className="text-ink-soft">
          {item.kind === 'usage' ? <DayText day={item.subject} /> : <DateTime at={item.at} zone={zone} />}
        </span>
        <span className="text-right sm:text-left">
          <Badge tone={tones[item.what] ?? 'neutral'}>{timelineKindWords[item.kind]}</Badge>
        </span>
        <span className="min-w-0">
          <Link href={item.href} className="font-medium [overflow-wrap:anywhere] hover:underline">
            {eventWords(item)}
          </Link>
          {item.by ? <span className="block text-ink-soft text-xs [overflow-wrap:anywhere]">{item.by}</span> : null}
        </span>
        <span className="text-right">{item.amount ? <Amount amount={item.amount} asset={item.asset} /> : null}</span>
      </li>
    ))}
  </ol>
)
