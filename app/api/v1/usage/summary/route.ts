import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { usageSummaryQuery } from '@/lib/contracts/credits'
import { summarizeUsage } from '@/lib/flows/credits/summarize-usage'
import { answerSummary } from '@/lib/http/credits'
import { parse } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { queryText } from '@/lib/http/search-params'

/** What an org used in a month or any other span, and how its free credit stands (K8). */
export const GET = route(machineOrPerson, async ({ request, ctx }) => {
  const { searchParams } = new URL(request.url)
  requirePermission(ctx, 'usage:read', queryText(searchParams, 'org'))
  const { org, from, to } = parse(usageSummaryQuery, Object.fromEntries(searchParams))
  const span = from === undefined || to === undefined ? undefined : { start: from, end: to }
  return answerSummary(await summarizeUsage(ctx, org, span))
})
