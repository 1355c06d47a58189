import type { Metadata } from 'next'
import { BackfillForm } from '@/components/admin/backfill-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { backfillSkills } from '@/lib/reads/declared-names'
import { mirrorSnapshot } from './actions'

export const metadata: Metadata = { title: 'Backfill' }

const BackfillPage = async () => {
  const skillNames = await readPage(backfillSkills)
  return (
    <>
      <PageHeader
        title="Backfill"
        text="Records what a cluster has and nobody reported: creation, skills and suspension of its live tenants."
        actions={
          <LinkButton href="/docs/api#backfillTenants" variant="secondary">
            The same over the API
          </LinkButton>
        }
      />
      <BackfillForm mirror={mirrorSnapshot} skillNames={skillNames} />
    </>
  )
}

export default BackfillPage
