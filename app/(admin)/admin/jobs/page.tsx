import type { Metadata } from 'next'
import { FailingWork } from '@/components/jobs/failing-work'
import { JobsTable } from '@/components/jobs/jobs-table'
import { readPage } from '@/lib/http/page'
import { adminJobs } from '@/lib/reads/admin-jobs'
import { retryWorkNow } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'Jobs' }

const JobsPage = async () => {
  const { jobs, failing, zone } = await readPage(adminJobs)
  return (
    <>
      <Header />
      <JobsTable jobs={jobs} zone={zone} />
      {failing.count > 0 ? <FailingWork {...failing} zone={zone} retry={retryWorkNow} /> : null}
    </>
  )
}

export default JobsPage
