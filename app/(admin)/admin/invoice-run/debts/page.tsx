import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { DebtsTable, sumWords } from '@/components/debts/debts-table'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { orgSlug } from '@/lib/contracts/common'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminDebts } from '@/lib/reads/admin-debts'
import { settleDebt } from './actions'

export const metadata: Metadata = { title: 'Unpaid usage' }

const page = '/admin/invoice-run/debts'

const DebtsPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const query = await searchParams
  const org = orgSlug.safeParse(textOf(query.org)).data
  const { items, sums, isFirst, after, zone } = await readPage((ctx) =>
    adminDebts(ctx, { org, after: textOf(query.after) }),
  )
  return (
    <>
      <PageHeader
        back={
          org === undefined
            ? { href: '/admin/invoice-run', label: 'Invoice run' }
            : { href: `/admin/organizations/${org}`, label: 'Organization' }
        }
        title="Unpaid usage"
        text="Usage that was not covered when it was reported. Under the current biller it waits for funds, and no new work starts until they come. Under an earlier biller nothing pays for it automatically. You can bill or waive either kind."
      />
      <Card>
        {items.length === 0 ? (
          <EmptyState
            icon={<CircleCheck aria-hidden />}
            title={isFirst ? 'No debts' : 'No more debts'}
            text="All usage has been paid, billed or waived."
          />
        ) : (
          <>
            <CardHeader title={sumWords(sums)} text={`Oldest first. Times in ${zone}.`} />
            <DebtsTable items={items} zone={zone} settle={settleDebt} named={org === undefined} />
          </>
        )}
        <Pagination
          previous={isFirst ? null : addressOf(page, { org })}
          next={after === null ? null : addressOf(page, { org, after })}
        />
      </Card>
    </>
  )
}

export default DebtsPage
