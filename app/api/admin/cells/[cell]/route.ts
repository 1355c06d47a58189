import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { type CellAnswer, cellName, saveCellRequest } from '@/lib/contracts/cells'
import { saveCell } from '@/lib/flows/settings/save-cell'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Sets up a cell, or changes it. The secret that signs is in the answer where it was made now, and in no other. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const name = parse(cellName, params.cell)
  const { url, secret = null } = parse(saveCellRequest, await readJson(request))
  const saved = await saveCell(ctx, name, { url, secret })
  return Response.json({
    cell: saved.cell,
    url: saved.url,
    updatedAt: ctx.now.toString(),
    ...(saved.secret === null ? {} : { secret: saved.secret }),
  } satisfies CellAnswer)
})
