import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { MetersAnswer } from '@/lib/contracts/words'
import { route } from '@/lib/http/route'
import { declaredMeters } from '@/lib/reads/declared-names'

/** Every meter with its names and units. */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json({ meters: await declaredMeters(ctx) } satisfies MetersAnswer),
)
