import type { Metadata } from 'next'
import { RecordedLateList } from '@/components/admin/recorded-late-list'
import { PageHeader } from '@/components/ui/page-header'
import { orgSlug } from '@/lib/contracts/common'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminRecordedLate } from '@/lib/reads/admin-recorded-late'

export const metadata: Metadata = { title: 'Recorded late' }

const page = '/admin/invoice-run/late'

const RecordedLatePage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = orgSlug.safeParse(textOf((await searchParams).after)).data
  const { orgs, isFirst, after } = await readPage((ctx) => adminRecordedLate(ctx, asked))
  return (
    <>
      <PageHeader
        back={{ href: '/admin/invoice-run', label: 'Invoice run' }}
        title="Recorded late"
        text="What was recorded after its month was invoiced. It goes on the next invoice. Credit that exceeds that invoice is carried over to the ones after it."
      />
      <RecordedLateList
        orgs={orgs}
        pages={{ previous: isFirst ? null : page, next: after === null ? null : addressOf(page, { after }) }}
      />
    </>
  )
}

export default RecordedLatePage
