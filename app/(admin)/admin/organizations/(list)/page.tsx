import type { Metadata } from 'next'
import { createOrganization } from '@/app/(admin)/admin/organizations/actions'
import { CreateOrganizationDialog } from '@/components/admin/create-organization-dialog'
import { OrganizationsTable } from '@/components/admin/organizations-table'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminOrganizations } from '@/lib/reads/admin-organizations'
import { readPageNumber } from '@/lib/reads/page-of'
import { Header } from './header'

export const metadata: Metadata = { title: 'Organizations' }

const OrganizationsPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const query = (textOf(asked.q) ?? '').trim().slice(0, 100)
  const page = readPageNumber(textOf(asked.page))
  const { rows, previous, next, priceBooks } = await readPage((ctx) => adminOrganizations(ctx, query, page))
  const at = (number: number | null) =>
    number === null ? null : addressOf('/admin/organizations', { q: query, page: number })
  return (
    <>
      <Header actions={<CreateOrganizationDialog priceBooks={priceBooks} create={createOrganization} />} />
      <OrganizationsTable rows={rows} query={query} pages={{ previous: at(previous), next: at(next) }} />
    </>
  )
}

export default OrganizationsPage
