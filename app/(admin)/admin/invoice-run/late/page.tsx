import type { Metadata } from 'next'
import { ToldLateList } from '@/components/admin/told-late-list'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { adminToldLate } from '@/lib/reads/admin-told-late'

export const metadata: Metadata = { title: 'Recorded late' }

const ToldLatePage = async () => (
  <>
    <PageHeader
      back={{ href: '/admin/invoice-run', label: 'Invoice run' }}
      title="Recorded late"
      text="What was recorded after its month was billed. It comes onto the next invoice; credit that exceeds it stays open."
    />
    <ToldLateList orgs={await readPage(adminToldLate)} />
  </>
)

export default ToldLatePage
