import { Temporal } from 'temporal-polyfill'
import { recordCustomerBalance } from '@/db/commands/payment-returns'
import { findCustomerBalance } from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

const mostReadings = 10
/** So long the time of a reading may stay as it is: what has not changed is not written at every event. */
const freshHours = 1

/**
 * Records what Stripe keeps on a customer's account; one that was deleted has nothing. It is read again after the write,
 * so that of two who read at once the later state stays. What was read lately and is the same still is not written.
 */
export const syncBalance = async (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<void> => {
  const read = async () => (await stripe.readBalance(customerId)) ?? { balance: minor(0n), currency: '' }
  const [known, first] = await Promise.all([findCustomerBalance(ctx.db, org), read()])
  let found = first
  const isSame =
    known?.customerId === customerId && known.balance === found.balance && known.currency === found.currency
  if (isSame && Temporal.Instant.compare(known.readAt, ctx.now.subtract({ hours: freshHours })) > 0) return
  for (let reading = 0; reading < mostReadings; reading += 1) {
    await recordCustomerBalance(ctx.db, org, { customerId, ...found }, ctx.now)
    const again = await read()
    if (again.balance === found.balance && again.currency === found.currency) return
    found = again
  }
  throw new Refusal('unavailable', `The balance of the customer ${customerId} does not stand still.`)
}
