import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { usageAddress } from '@/components/usage/usage-item'
import { UsageReport } from '@/components/usage/usage-report'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { readPageNumber } from '@/lib/reads/page-of'
import { usageEvents, usagePage } from '@/lib/reads/usage-page'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('usage'))('title') })

type UsagePageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

const UsagePage = async ({ params, searchParams }: UsagePageProps) => {
  const [{ org }, query] = await Promise.all([params, searchParams])
  const asked = {
    from: textOf(query.from),
    to: textOf(query.to),
    meter: textOf(query.meter),
    resource: textOf(query.resource),
  }
  const page = await readPage((ctx) => usagePage(ctx, org, { ...asked, page: readPageNumber(textOf(query.page)) }))
  const { span, meter, resource, resources, detail, ...shown } = page
  const events = detail
    ? await readPage((ctx) =>
        usageEvents(ctx, org, { ...asked, before: textOf(query.before), after: textOf(query.after) }),
      )
    : null
  const base = `/o/${org}/usage`
  const choice = { ...span, meter, resource }
  const at = (name: string, value: number | string | null) =>
    value === null ? null : usageAddress(base, choice, { [name]: value })
  return (
    <UsageReport
      {...shown}
      base={base}
      file={`/api/orgs/${org}/usage.csv`}
      choice={choice}
      resources={resources.rows}
      resourcePages={{ previous: at('page', resources.previous), next: at('page', resources.next) }}
      detail={
        events && {
          rows: events.rows,
          pages: { previous: at('after', events.newer), next: at('before', events.older) },
        }
      }
    />
  )
}

export default UsagePage
