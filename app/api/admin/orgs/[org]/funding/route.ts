import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type FundingSettingsAnswer, fundingRequest } from '@/lib/contracts/funding'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgFundingSettings } from '@/lib/reads/org-funding'

/** Changes an org's caps and limits; what is not named stays. Answers how all of them are set then. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'funds:write', org)
  await saveFunding(ctx, org, parse(fundingRequest, await readJson(request)))
  return Response.json({ org, settings: await orgFundingSettings(ctx, org) } satisfies FundingSettingsAnswer)
})
