import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Spinner } from '@/components/ui/spinner'
import { Cell, TableRow } from '@/components/ui/table'
import type { RunItem } from './run-item'
import type { RunResult } from './use-issue-run'

const states: Readonly<Record<RunItem['state'], { readonly words: string; readonly tone: BadgeTone }>> = {
  ready: { words: 'Ready', tone: 'accent' },
  issued: { words: 'Issued', tone: 'good' },
  blocked: { words: 'Blocked', tone: 'warn' },
  nothing: { words: 'Nothing to bill', tone: 'neutral' },
}

export type RunLineProps = {
  readonly item: RunItem
  /** What became of it in the run that is under way or just ended. */
  readonly result: RunResult | undefined
  readonly disabled: boolean
  readonly chosen: boolean
  readonly choose: (yes: boolean) => void
}

/** An organization of the run, and in its row what became of it. */
export const RunLine = ({ item, result, disabled, chosen, choose }: RunLineProps) => (
  <TableRow>
    <Cell>
      <input
        type="checkbox"
        aria-label={item.name}
        className="mt-0.75 size-4 accent-accent"
        disabled={disabled || item.state !== 'ready'}
        checked={chosen && item.state === 'ready'}
        onChange={(event) => choose(event.target.checked)}
      />
    </Cell>
    <Cell className="min-w-32">
      <Link
        href={`/admin/organizations/${item.org}`}
        className="block min-h-6 w-fit font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {item.name}
      </Link>
      <span className="text-ink-soft text-xs md:hidden">{item.biller}</span>
    </Cell>
    <Cell className="hidden text-ink-soft md:table-cell">{item.biller}</Cell>
    <Cell className="min-w-36">
      <LineState item={item} result={result} />
      <span className="mt-1 block sm:hidden">
        <LineAmount item={item} />
      </span>
    </Cell>
    <Cell numeric className="hidden sm:table-cell">
      <LineAmount item={item} />
    </Cell>
  </TableRow>
)

/** What it comes to; it opens where it is explained. */
const LineAmount = ({ item: { total, currency, state, link, previewHref } }: Pick<RunLineProps, 'item'>) => {
  if (total === null) return <span className="text-ink-faint">–</span>
  if (state === 'nothing') return <Money amount={total} currency={currency} className="text-ink-faint" />
  return (
    <Link href={state === 'issued' && link ? link.href : previewHref} className="link font-medium">
      <Money amount={total} currency={currency} />
    </Link>
  )
}

const LineState = ({ item, result }: Pick<RunLineProps, 'item' | 'result'>) => {
  if (result?.state === 'issuing') {
    return (
      <span className="inline-flex items-center gap-1.5 text-ink-soft">
        <Spinner />
        Issuing
      </span>
    )
  }
  if (result?.state === 'waiting') return <span className="text-ink-soft">Waits its turn</span>
  if (result?.state === 'issued' && item.state !== 'issued') {
    return (
      <>
        <Badge tone="good">Issued</Badge> {result.number}
      </>
    )
  }
  const { words, tone } = states[item.state]
  const failure = result?.state === 'failed' && item.state !== 'issued' ? result.message : ''
  return (
    <>
      <Badge tone={failure ? 'bad' : tone}>{failure ? 'Not issued' : words}</Badge>{' '}
      {item.link ? (
        <Link href={item.link.href} className="link sm:whitespace-nowrap">
          {item.link.label}
        </Link>
      ) : null}
      {failure || item.message ? <p className="mt-1 text-ink-soft text-xs">{failure || item.message}</p> : null}
    </>
  )
}
