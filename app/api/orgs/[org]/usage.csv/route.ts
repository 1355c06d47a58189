import { personOnly } from '@/lib/auth/person-only'
import { csvResponse } from '@/lib/http/csv'
import { route } from '@/lib/http/route'
import { queryText } from '@/lib/http/search-params'
import { usageFile } from '@/lib/reads/usage-file'

/** What an organization used, by day, meter and resource, as a file, for those who may see it. */
export const GET = route(personOnly, async ({ request, ctx, params }) => {
  const query = new URL(request.url).searchParams
  const of = (name: string): string | undefined => queryText(query, name)
  const asked = { from: of('from'), to: of('to'), meter: of('meter'), resource: of('resource') }
  const { name, parts } = await usageFile(ctx, params.org ?? '', asked)
  return csvResponse(name, parts)
})
