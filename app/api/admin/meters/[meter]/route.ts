import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { meterName } from '@/lib/contracts/common'
import { type MeterWordsItem, meterWordsRequest } from '@/lib/contracts/words'
import { declareMeter } from '@/lib/flows/settings/declare-words'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { declaredMeters } from '@/lib/reads/declared-names'

/** Says what a meter and its unit are called. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const meter = parse(meterName, params.meter)
  await declareMeter(ctx, meter, parse(meterWordsRequest, await readJson(request)))
  const saved = (await declaredMeters(ctx)).find((each) => each.meter === meter)
  return Response.json(saved satisfies MeterWordsItem | undefined)
})
