import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Instances } from '@/components/instances/instances'
import { readPage } from '@/lib/http/page'
import { orgOf } from '@/lib/reads/org-of'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('instances'))('title'),
})

const InstancesPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const { name, config } = await readPage((ctx) => orgOf(ctx, org))
  return <Instances payer={config.buyer.name || name} />
}

export default InstancesPage
