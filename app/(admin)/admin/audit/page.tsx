import type { Metadata } from 'next'
import { AuditLog } from '@/components/admin/audit-log'
import { ChainBadge } from '@/components/admin/chain-badge'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminAudit } from '@/lib/reads/admin-audit'
import { Header } from './header'

export const metadata: Metadata = { title: 'Audit log' }

const AuditPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = textOf((await searchParams).before)
  const { entries, chain, newer, older, zone } = await readPage((ctx) => adminAudit(ctx, asked))
  const at = (before: string | null) => (before === null ? null : addressOf('/admin/audit', { before }))
  return (
    <>
      <Header badge={<ChainBadge {...chain} zone={zone} />} />
      <AuditLog entries={entries} zone={zone} pages={{ previous: at(newer), next: at(older) }} />
    </>
  )
}

export default AuditPage
