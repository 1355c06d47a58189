import type { Metadata } from 'next'
import { BackfillForm } from '@/components/admin/backfill-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requirePermission } from '@/lib/context'
import { readPage } from '@/lib/http/page'
import { mirrorSnapshot } from './actions'

export const metadata: Metadata = { title: 'Backfill' }

const BackfillPage = async () => {
  await readPage(async (ctx) => requirePermission(ctx, 'platform:admin'))
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
      <BackfillForm mirror={mirrorSnapshot} />
    </>
  )
}

export default BackfillPage
