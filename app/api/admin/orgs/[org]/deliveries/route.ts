import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { DeliveriesAnswer } from '@/lib/contracts/cells'
import { route } from '@/lib/http/route'
import { orgDeliveries } from '@/lib/reads/cells'

/** What cells were told of an org's halts, and what they answered. */
export const GET = route(machineOrPerson, async ({ ctx, params }) =>
  Response.json({ deliveries: await orgDeliveries(ctx, params.org ?? '') } satisfies DeliveriesAnswer),
)
