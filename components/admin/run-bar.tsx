import { useLocale } from 'next-intl'
import { Button, LinkButton } from '@/components/ui/button'
import { monthWords } from '@/components/ui/calendar-words'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Progress } from '@/components/ui/progress'
import { invoicesInWords, type RunItem, totalsInWords } from './run-item'
import type { IssueRun } from './use-issue-run'

export type RunBarProps = {
  /** Ready, and chosen. */
  readonly selected: readonly RunItem[]
  readonly month: string
  readonly run: IssueRun
  readonly begin: () => void
}

/** Previews are for a look at some, not for reading hundreds. */
const previewsAtMost = 20

/** What is chosen and what it comes to, and the button that issues it; while that runs, how far it is. */
export const RunBar = ({ selected, month, run, begin }: RunBarProps) => {
  const locale = useLocale()
  if (run.progress) return <RunProgress run={run} progress={run.progress} />
  const totals = totalsInWords(selected)
  const what = invoicesInWords(selected.length)
  return (
    <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5 sm:px-5">
      <p className="text-sm">
        {selected.length === 0 ? (
          <span className="text-ink-soft">Choose what to issue.</span>
        ) : (
          <>
            {selected.length} chosen: <span className="figures font-medium">{totals}</span>
          </>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        {selected.length > 0 && selected.length <= previewsAtMost ? (
          <LinkButton href={previewsOf(selected, month)} variant="secondary">
            Preview
          </LinkButton>
        ) : null}
        <ConfirmDialog
          trigger={
            <Button disabled={selected.length === 0}>
              {selected.length === 0 ? 'Issue invoices' : `Issue ${what}`}
            </Button>
          }
          title={`Issue ${what} for ${monthWords(month, locale)}?`}
          text={`${selected.length === 1 ? 'It comes' : 'Together they come'} to ${totals}. Each gets its number and can’t be changed or deleted afterwards.`}
          confirm={`Issue ${what}`}
          action={async () => ({ ok: true })}
          onDone={begin}
        />
      </div>
    </div>
  )
}

const previewsOf = (items: readonly RunItem[], month: string): string =>
  `/admin/invoice-run?${new URLSearchParams([['month', month], ...items.map(({ org }) => ['org', org])])}`

type RunProgressProps = { run: IssueRun; progress: NonNullable<IssueRun['progress']> }

const RunProgress = ({ run, progress: { done, of } }: RunProgressProps) => (
  <div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 sm:px-5">
    <div className="min-w-40 flex-1">
      <p className="mb-1.5 text-sm" role="status">
        Issuing {done + 1} of {of}
      </p>
      <Progress label="Issued of those chosen" percent={Math.round((done * 100) / of)} />
    </div>
    <Button variant="secondary" onClick={run.stop} loading={run.stopping}>
      {run.stopping ? 'Stopping' : 'Stop'}
    </Button>
  </div>
)
