import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { movementsAddress } from '@/components/credits/movement-choice'
import { Movements } from '@/components/credits/movements'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { creditLedger } from '@/lib/reads/credit-ledger'
import { readPageNumber } from '@/lib/reads/page-of'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('movements'))('title'),
})

type MovementsPageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

const MovementsPage = async ({ params, searchParams }: MovementsPageProps) => {
  const [{ org }, query] = await Promise.all([params, searchParams])
  const asked = { from: textOf(query.from), to: textOf(query.to), kind: textOf(query.kind) }
  const page = readPageNumber(textOf(query.page))
  const found = await readPage((ctx) => creditLedger(ctx, org, { ...asked, page }))
  const { span, kind, previous, next, ...shown } = found
  const choice = { ...span, kind }
  const at = (number: number | null) =>
    number === null ? null : movementsAddress(`/o/${org}/credits/movements`, choice, { page: number })
  return <Movements {...shown} org={org} choice={choice} pages={{ previous: at(previous), next: at(next) }} />
}

export default MovementsPage
