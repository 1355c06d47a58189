'use client'

import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { LongText } from '@/components/admin/long-text'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyText } from '@/components/ui/copy-text'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Cell, TableRow } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Action } from '@/lib/contracts/action-result'
import type { ReplayAnswer } from '@/lib/contracts/stripe-events'
import type { StripeEventItem } from './stripe-event-item'
import { attemptWords, replaySaid, stateWords } from './words'

export type StripeEventRowProps = {
  readonly item: StripeEventItem
  readonly zone: string
  readonly replay: Action<{ readonly event: string }, ReplayAnswer>
}

/** An event, and the button that replays it. What came of it is told in passing; a refusal stays in the row. */
export const StripeEventRow = ({ item, zone, replay }: StripeEventRowProps) => {
  const { event, type, state } = item
  const router = useRouter()
  const { run, pending, failure } = useAction(replay, (answer) => {
    const { good, title, text } = replaySaid(answer)
    if (good) toast.success(title, { description: text })
    else toast.error(title, { description: text })
    router.refresh()
  })
  const { words, tone } = stateWords[state]
  const told = (
    <>
      <Told {...item} />
      {failure ? (
        <span role="alert" className="mt-1 block text-bad text-sm">
          {failure.message}
        </span>
      ) : null}
    </>
  )
  return (
    <TableRow>
      <Cell className="md:w-70">
        <span className="block font-medium [overflow-wrap:anywhere]">{type}</span>
        <CopyText text={event} />
        <span className="my-1 block sm:hidden">
          <Badge tone={tone}>{words}</Badge>
        </span>
        <div className="md:hidden">{told}</div>
        <span className="mt-1 block text-xs lg:hidden">
          <Times {...item} zone={zone} />
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <Badge tone={tone}>{words}</Badge>
      </Cell>
      <Cell className="hidden md:table-cell">{told}</Cell>
      <Cell className="hidden w-48 lg:table-cell">
        <Times {...item} zone={zone} />
      </Cell>
      <Cell className="w-px py-1.5 text-right">
        <Button
          variant={state === 'failing' ? 'secondary' : 'ghost'}
          size="small"
          loading={pending}
          onClick={() => run({ event })}
          aria-label={`Replay ${type} ${event}`}
        >
          {pending ? null : <RotateCw aria-hidden />}
          Replay
        </Button>
      </Cell>
    </TableRow>
  )
}

const Told = ({ sentence, org, otherVersion }: StripeEventItem) => (
  <>
    <LongText text={sentence} />
    {otherVersion === '' ? null : (
      <span className="block text-ink-soft text-xs">Sent in API version {otherVersion}</span>
    )}
    {org ? (
      <Link
        href={`/admin/organizations/${org.org}`}
        className="block text-ink-soft text-xs [overflow-wrap:anywhere] hover:underline"
      >
        {org.name}
      </Link>
    ) : null}
  </>
)

/** When it came, when it was settled where that was later, and after how many attempts. */
const Times = ({ receivedAt, settledAt, attempts, zone }: StripeEventItem & { readonly zone: string }) => (
  <>
    <span className="block text-ink-soft">
      <DateTime at={receivedAt} zone={zone} />
    </span>
    {settledAt !== null && settledAt !== receivedAt ? (
      <span className="block text-ink-faint text-xs">
        settled <DateTime at={settledAt} zone={zone} />
      </span>
    ) : null}
    <span className="block text-ink-faint text-xs">{attemptWords(attempts)}</span>
  </>
)
