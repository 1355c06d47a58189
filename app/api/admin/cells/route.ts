import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { CellsAnswer } from '@/lib/contracts/cells'
import { route } from '@/lib/http/route'
import { cellsOverview } from '@/lib/reads/cells'

/** Every cell, with the last thing it was told. */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json({ cells: await cellsOverview(ctx) } satisfies CellsAnswer),
)
