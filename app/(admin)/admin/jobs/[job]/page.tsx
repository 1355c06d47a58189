import type { Metadata } from 'next'
import { cache } from 'react'
import { runJobNow } from '@/app/(admin)/admin/jobs/actions'
import { JobFacts } from '@/components/jobs/job-facts'
import { RunButton } from '@/components/jobs/run-button'
import { RunsTable } from '@/components/jobs/runs-table'
import { PageHeader } from '@/components/ui/page-header'
import { settings } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { jobs } from '@/lib/jobs/index'
import { adminJob } from '@/lib/reads/admin-jobs'

type JobPageProps = { params: Promise<{ job: string }> }

/** Read once for the title and the page. */
const read = cache((job: string) => readPage((ctx) => adminJob(ctx, jobs, job)))

export const generateMetadata = async ({ params }: JobPageProps): Promise<Metadata> => ({
  title: (await read((await params).job)).job.title,
})

const JobPage = async ({ params }: JobPageProps) => {
  const { job, runs, zone } = await read((await params).job)
  const { scheduler, url } = settings()
  return (
    <>
      <PageHeader
        back={{ href: '/admin/jobs', label: 'Jobs' }}
        title={job.title}
        text={`${job.does} Times in ${zone}.`}
        actions={<RunButton job={job.job} title={job.title} run={runJobNow} variant="secondary" />}
      />
      <JobFacts job={job} zone={zone} scheduler={scheduler} url={url} />
      <RunsTable runs={runs} zone={zone} />
    </>
  )
}

export default JobPage
