import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { type PacksAnswer, type PackVersionItem, publishPackRequest } from '@/lib/contracts/packs'
import { publishPack } from '@/lib/flows/payments/credit/publish-pack'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { packVersionItem, packVersionItems } from '@/lib/reads/packs'

/** Every version of every credit pack. */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json({ packs: await packVersionItems(ctx) } satisfies PacksAnswer),
)

/** Publishes the next version of a credit pack, or its first. */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const pack = parse(publishPackRequest, await readJson(request))
  await publishPack(ctx, pack)
  return Response.json((await packVersionItem(ctx, pack.pack, pack.version)) satisfies PackVersionItem)
})
