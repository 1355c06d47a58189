import { recordCustomerBalance } from '@/db/commands/payment-returns'
import type { Ctx } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

const mostReadings = 10

/**
 * Records what Stripe keeps on a customer's account; one that was deleted has nothing. It is read again after the write,
 * so that of two who read at once the later state stays.
 */
export const syncBalance = async (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<void> => {
  const read = async () => (await stripe.readBalance(customerId)) ?? { balance: minor(0n), currency: '' }
  let found = await read()
  for (let reading = 0; reading < mostReadings; reading += 1) {
    await recordCustomerBalance(ctx.db, org, { customerId, ...found }, ctx.now)
    const again = await read()
    if (again.balance === found.balance && again.currency === found.currency) return
    found = again
  }
  throw new Refusal('unavailable', `The balance of the customer ${customerId} does not stand still.`)
}
