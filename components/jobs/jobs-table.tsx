import { LongText } from '@/components/admin/long-text'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { Action } from '@/lib/contracts/action-result'
import { groupDigits } from '@/lib/core/money/format'
import { doneWords, type JobItem, jobLists, jobStates, tookWords } from './job-item'
import { type RanJob, RunButton } from './run-button'

type Run = Action<{ readonly job: string }, RanJob>

export type JobsTableProps = { readonly jobs: readonly JobItem[]; readonly zone: string; readonly run: Run }

/** What Kontor does by itself, and how it went last. */
export const JobsTable = ({ jobs, zone, run }: JobsTableProps) => (
  <Card>
    <Table label="Jobs">
      <JobsHead />
      <TableBody>
        {jobs.map((item) => (
          <JobRow key={item.job} item={item} zone={zone} run={run} />
        ))}
      </TableBody>
    </Table>
  </Card>
)

export const JobsHead = () => (
  <TableHead>
    <tr>
      <HeadCell>Job</HeadCell>
      <HeadCell className="hidden sm:table-cell">State</HeadCell>
      <HeadCell className="hidden md:table-cell">Last run</HeadCell>
      <HeadCell className="hidden lg:table-cell">Last did</HeadCell>
      <HeadCell className="hidden sm:table-cell">Due</HeadCell>
      <HeadCell>
        <span className="sr-only">Actions</span>
      </HeadCell>
    </tr>
  </TableHead>
)

const JobRow = ({ item, zone, run }: { item: JobItem; zone: string; run: Run }) => {
  const { words, tone } = jobStates[item.state]
  const badge = <Badge tone={tone}>{words}</Badge>
  return (
    <TableRow>
      <Cell className="md:w-96">
        <Link href={`/admin/jobs/${item.job}`} className="block font-medium hover:underline">
          {item.title}
        </Link>
        <span className="block text-ink-soft">{item.does}</span>
        <span className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs sm:hidden">
          {badge}
          <Due {...item} zone={zone} />
        </span>
        <div className="mt-1 text-xs md:hidden">
          <span className="text-ink-faint">Last run</span>
          <LastRun {...item} zone={zone} />
        </div>
        <span className="block text-xs lg:hidden">
          <DidLast {...item} zone={zone} />
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">{badge}</Cell>
      <Cell className="hidden md:table-cell">
        <LastRun {...item} zone={zone} />
      </Cell>
      <Cell className="hidden lg:table-cell">
        <DidLast {...item} zone={zone} />
      </Cell>
      <Cell className="hidden sm:table-cell">
        <Due {...item} zone={zone} />
      </Cell>
      <Cell className="py-1.5 text-right">
        <RunButton job={item.job} title={item.title} run={run} />
      </Cell>
    </TableRow>
  )
}

type Timed = JobItem & { zone: string }

const LastRun = ({ running, last, zone }: Timed) => {
  if (running !== null) {
    return (
      <span className="block text-ink-soft">
        Running for {tookWords(running.seconds * 1_000)}
        <span className="block text-ink-faint text-xs">woken by {running.wokenBy}</span>
      </span>
    )
  }
  if (last === null) return <span className="text-ink-faint">Never</span>
  return (
    <>
      <span className="block text-ink-soft">
        <DateTime at={last.endedAt} zone={zone} />
      </span>
      {last.error === '' ? (
        <span className="block text-ink-faint text-xs">woken by {last.wokenBy}</span>
      ) : (
        <>
          <div className="text-bad">
            <LongText text={last.error} />
          </div>
          <span className="block text-ink-faint text-xs">
            {last.wellAt === null ? (
              'it never succeeded'
            ) : (
              <>
                succeeded <DateTime at={last.wellAt} zone={zone} />
              </>
            )}
          </span>
        </>
      )}
    </>
  )
}

const DidLast = ({ busy, zone }: Timed) =>
  busy === null ? (
    <span className="text-ink-faint">Nothing yet</span>
  ) : (
    <>
      <span className="block">{doneWords(busy.counts)}</span>
      <span className="block text-ink-faint text-xs">
        <DateTime at={busy.endedAt} zone={zone} />
      </span>
    </>
  )

const Due = ({ job, waiting, since, state, zone }: Timed) => {
  if (waiting === 0) return <span className="whitespace-nowrap text-ink-faint">Nothing due</span>
  const words = `${groupDigits(String(waiting))} due`
  const href = jobLists[job]
  return (
    <>
      {href ? (
        <Link href={href} className="inline-block min-h-6 whitespace-nowrap hover:underline">
          {words}
        </Link>
      ) : (
        <span className="whitespace-nowrap">{words}</span>
      )}
      {since !== null && state === 'late' ? (
        <span className="block text-warn text-xs">
          since <DateTime at={since} zone={zone} />
        </span>
      ) : null}
    </>
  )
}
