import { Badge } from '@/components/ui/badge'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DefinitionList } from '@/components/ui/definition-list'
import { groupDigits } from '@/lib/core/money/format'
import { everyWords, type JobItem, jobStates, tookWords } from './job-item'

export type JobFactsProps = {
  readonly job: JobItem
  readonly zone: string
  /** Whether this server runs jobs by itself. */
  readonly scheduler: boolean
  readonly url: string
}

/** How a job stands, and how it is woken. */
export const JobFacts = ({ job, zone, scheduler, url }: JobFactsProps) => {
  const { words, tone } = jobStates[job.state]
  return (
    <Card>
      <CardHeader title="Standing" />
      <CardBody>
        <DefinitionList
          items={[
            { term: 'State', value: <Badge tone={tone}>{words}</Badge> },
            ...(job.running
              ? [
                  {
                    term: 'Running for',
                    value: `${tookWords(job.running.seconds * 1_000)}, woken by ${job.running.wokenBy}`,
                  },
                ]
              : []),
            {
              term: 'Due now',
              value:
                job.since === null ? (
                  'Nothing'
                ) : (
                  <>
                    {groupDigits(String(job.waiting))}, the oldest since <DateTime at={job.since} zone={zone} />
                  </>
                ),
            },
            {
              term: 'This server',
              value: scheduler ? `Looks ${everyWords(job.everyMs)} whether something is due` : 'Does not wake it',
            },
            {
              term: 'Schedulers',
              value: (
                <>
                  <code className="text-sm">{job.schedule}</code> (UTC), at{' '}
                  <code className="text-sm">{`${url}/api/cron/${job.job}`}</code>
                </>
              ),
            },
            { term: 'Command', value: <code className="text-sm">{`npm run cron -- ${job.job}`}</code> },
          ]}
        />
      </CardBody>
    </Card>
  )
}
