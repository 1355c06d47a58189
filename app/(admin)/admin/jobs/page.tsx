import type { Metadata } from 'next'
import { JobsTable } from '@/components/jobs/jobs-table'
import { readPage } from '@/lib/http/page'
import { adminJobs } from '@/lib/reads/admin-jobs'
import { Header } from './header'

export const metadata: Metadata = { title: 'Jobs' }

const JobsPage = async () => (
  <>
    <Header />
    <JobsTable {...(await readPage(adminJobs))} />
  </>
)

export default JobsPage
