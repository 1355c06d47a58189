import type { Metadata } from 'next'
import { Differences } from '@/components/jobs/differences'
import { FailingWork } from '@/components/jobs/failing-work'
import { JobsTable } from '@/components/jobs/jobs-table'
import { WakersNote } from '@/components/jobs/wakers-note'
import { settings } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { jobs as all } from '@/lib/jobs/index'
import { adminJobs } from '@/lib/reads/admin-jobs'
import { retryWorkNow, runJobNow } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'Jobs' }

const JobsPage = async () => {
  const { jobs, failing, differences, zone } = await readPage((ctx) => adminJobs(ctx, all))
  const { scheduler, cronSecret } = settings()
  return (
    <>
      <Header />
      <WakersNote scheduler={scheduler} cron={cronSecret !== null} />
      <JobsTable jobs={jobs} zone={zone} run={runJobNow} />
      {failing.count > 0 ? <FailingWork {...failing} zone={zone} retry={retryWorkNow} /> : null}
      {differences.count > 0 ? <Differences {...differences} zone={zone} /> : null}
    </>
  )
}

export default JobsPage
