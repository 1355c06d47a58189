import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Compute } from '@/components/compute/compute'
import { readPage } from '@/lib/http/page'
import { computePage } from '@/lib/reads/compute-page'
import { saveMachines } from './actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('compute'))('title') })

const ComputePage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const { maySave, ...shown } = await readPage((ctx) => computePage(ctx, org))
  return <Compute {...shown} {...(maySave ? { save: saveMachines } : {})} />
}

export default ComputePage
