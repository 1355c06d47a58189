import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type WeeksAnswer, weeksQuery } from '@/lib/contracts/weeks'
import { parse } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgWeeks } from '@/lib/reads/quota-weeks'

/** The weeks of an org's quota, the latest first, and what each went to (Q2). */
export const GET = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'usage:read', org)
  const page = parse(weeksQuery, Object.fromEntries(new URL(request.url).searchParams))
  return Response.json((await orgWeeks(ctx, org, page)) satisfies WeeksAnswer)
})
