import type { Metadata } from 'next'
import { Timeline } from '@/components/timeline/timeline'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminTimeline } from '@/lib/reads/admin-timeline'

export const metadata: Metadata = { title: 'Timeline' }

type TimelinePageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

const TimelinePage = async ({ params, searchParams }: TimelinePageProps) => {
  const [{ org }, asked] = await Promise.all([params, searchParams])
  const found = await readPage((ctx) =>
    adminTimeline(ctx, org, { kind: textOf(asked.kind), before: textOf(asked.before) }),
  )
  const { name, legalName, zone, kind, items, isNewest, older } = found
  const about = `/admin/organizations/${found.org}`
  const page = `${about}/timeline`
  return (
    <>
      <PageHeader
        back={{ href: about, label: name }}
        title="Timeline"
        text={`Everything that happened to ${legalName}. Times in ${zone}.`}
      />
      <Timeline
        page={page}
        kind={kind ?? ''}
        items={items}
        zone={zone}
        pages={{
          previous: isNewest ? null : addressOf(page, { kind }),
          next: older === null ? null : addressOf(page, { kind, before: older }),
        }}
      />
    </>
  )
}

export default TimelinePage
