import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type BillerAnswer, billerRequest } from '@/lib/contracts/funding'
import { amountText } from '@/lib/core/money/amount-text'
import { startOnBiller } from '@/lib/flows/funding/start-on-biller'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Puts an org on a biller from an instant on (W1), with its welcome credit the first time (K3). */
export const POST = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const { biller, effectiveAt = ctx.now, welcomeCredit } = parse(billerRequest, await readJson(request))
  const { welcome, ...started } = await startOnBiller(ctx, org, { biller, effectiveAt, welcomeCredit })
  return Response.json({
    org,
    biller,
    effectiveAt: started.effectiveAt.toString(),
    switched: started.switched,
    welcome: welcome && { ...welcome, amount: amountText(welcome.amount, welcome.asset) },
  } satisfies BillerAnswer)
})
