import { LongText } from '@/components/admin/long-text'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { countWords, everyWords, type JobItem, jobStates, jobWords } from './job-item'

export type JobsTableProps = { readonly jobs: readonly JobItem[]; readonly zone: string }

/** What the servers do by themselves, and how it went last. */
export const JobsTable = ({ jobs, zone }: JobsTableProps) => (
  <Card>
    <Table label="Jobs">
      <JobsHead />
      <TableBody>
        {jobs.map((item) => (
          <JobRow key={item.job} item={item} zone={zone} />
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
      <HeadCell className="hidden sm:table-cell">Waiting</HeadCell>
    </tr>
  </TableHead>
)

const JobRow = ({ item, zone }: { item: JobItem; zone: string }) => {
  const { name, does } = jobWords[item.job]
  const { words, tone } = jobStates[item.state]
  const badge = <Badge tone={tone}>{words}</Badge>
  return (
    <TableRow>
      <Cell className="md:w-96">
        <span className="block font-medium">{name}</span>
        <span className="block text-ink-soft">{does}</span>
        <span className="block text-ink-faint text-xs">{everyWords(item.everyMs)}</span>
        <span className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs sm:hidden">
          {badge}
          <Waiting {...item} />
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
        <Waiting {...item} />
      </Cell>
    </TableRow>
  )
}

type Timed = JobItem & { zone: string }

const LastRun = ({ last, zone }: Timed) =>
  last === null ? (
    <span className="text-ink-faint">Never</span>
  ) : (
    <>
      <span className="block text-ink-soft">
        <DateTime at={last.endedAt} zone={zone} />
      </span>
      {last.error === '' ? null : (
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

const DidLast = ({ job, last, zone }: Timed) =>
  last?.busyAt ? (
    <>
      <span className="block">{countWords(last.done, jobWords[job].done)}</span>
      <span className="block text-ink-faint text-xs">
        <DateTime at={last.busyAt} zone={zone} />
      </span>
    </>
  ) : (
    <span className="text-ink-faint">Nothing yet</span>
  )

const Waiting = ({ job, waiting }: JobItem) => {
  const { waits, href } = jobWords[job]
  if (waiting === null || !waits)
    return <span className="hidden whitespace-nowrap text-ink-faint sm:inline">By schedule</span>
  if (waiting === 0) return <span className="whitespace-nowrap text-ink-faint">Nothing</span>
  const words = countWords(waiting, waits)
  return href ? (
    <Link href={href} className="inline-block min-h-6 whitespace-nowrap hover:underline">
      {words}
    </Link>
  ) : (
    <span>{words}</span>
  )
}
