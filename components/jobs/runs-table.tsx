import { LongText } from '@/components/admin/long-text'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { groupDigits } from '@/lib/core/money/format'
import { doneWords, jobStates, type RunItem, tookWords } from './job-item'

export type RunsTableProps = { readonly runs: readonly RunItem[]; readonly zone: string }

/** Runs of a job, the latest first. Runs that found nothing to do, one after the other, are one. */
export const RunsTable = ({ runs, zone }: RunsTableProps) => (
  <Card>
    <CardHeader title="Runs" text="The latest fifty. Runs that found nothing due, one after the other, count as one." />
    {runs.length === 0 ? (
      <EmptyState title="It has not run yet" text="No scheduler has woken this job." />
    ) : (
      <Table label="Runs">
        <TableHead>
          <tr>
            <HeadCell>Ended</HeadCell>
            <HeadCell>Did</HeadCell>
            <HeadCell className="hidden sm:table-cell">Woken by</HeadCell>
            <HeadCell numeric className="hidden md:table-cell">
              Took
            </HeadCell>
            <HeadCell numeric className="hidden md:table-cell">
              Late by
            </HeadCell>
            <HeadCell numeric className="hidden sm:table-cell">
              Left
            </HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} zone={zone} />
          ))}
        </TableBody>
      </Table>
    )}
  </Card>
)

const RunRow = ({ run, zone }: { run: RunItem; zone: string }) => {
  const left = run.left === 0 ? 'nothing' : groupDigits(String(run.left))
  return (
    <TableRow>
      <Cell className="whitespace-nowrap">
        <DateTime at={run.endedAt} zone={zone} />
        {run.error === '' ? null : (
          <span className="mt-1 block">
            <Badge tone="bad">{jobStates.failing.words}</Badge>
          </span>
        )}
      </Cell>
      <Cell>
        <span className={doneWords(run.counts) === null ? 'text-ink-faint' : undefined}>
          {doneWords(run.counts) ?? 'Nothing was due'}
        </span>
        {run.error === '' ? null : (
          <div className="text-bad">
            <LongText text={run.error} />
          </div>
        )}
        <span className="block text-ink-faint text-xs sm:hidden">
          Woken by {run.wokenBy}; left: {left}
        </span>
      </Cell>
      <Cell className="hidden text-ink-soft sm:table-cell">{run.wokenBy}</Cell>
      <Cell numeric className="hidden whitespace-nowrap text-ink-soft md:table-cell">
        {tookWords(run.tookMs)}
      </Cell>
      <Cell numeric className="hidden whitespace-nowrap text-ink-soft md:table-cell">
        {run.lateMs < 1_000 ? '–' : tookWords(run.lateMs)}
      </Cell>
      <Cell numeric className="hidden text-ink-soft sm:table-cell">
        {left}
      </Cell>
    </TableRow>
  )
}
