import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { FundingAnswer } from '@/lib/contracts/funding'
import { route } from '@/lib/http/route'
import { orgFunding } from '@/lib/reads/org-funding'

/** What an org is funded by, and what that means at the gate. */
export const GET = route(machineOrPerson, async ({ ctx, params }) =>
  Response.json((await orgFunding(ctx, params.org ?? '')) satisfies FundingAnswer),
)
