import { Temporal } from 'temporal-polyfill'
import { recordCustomerBalance } from '@/db/commands/payment-returns'
import { findCustomerBalance } from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import { writeUntilStill } from '@/lib/flows/payments/read-still'
import type { StripeGateway } from '@/lib/stripe/gateway'

/** So long the time of a reading may stay as it is: what has not changed is not written at every event. */
const freshHours = 1

/**
 * Records what Stripe keeps on a customer's account; one that was deleted has nothing. It is read again after the write,
 * so that of two who read at once the later state stays. What was read lately and is the same still is not written.
 */
export const syncBalance = async (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<void> => {
  const read = async () => (await stripe.readBalance(customerId)) ?? { balance: minor(0n), currency: '' }
  const [known, first] = await Promise.all([findCustomerBalance(ctx.db, org), read()])
  const textOf = ({ balance, currency }: typeof first) => `${balance} ${currency}`
  const isSame = known?.customerId === customerId && textOf(known) === textOf(first)
  if (isSame && Temporal.Instant.compare(known.readAt, ctx.now.subtract({ hours: freshHours })) > 0) return
  const write = (found: typeof first) => recordCustomerBalance(ctx.db, org, { customerId, ...found }, ctx.now)
  const what = `The balance of the customer ${customerId}`
  await writeUntilStill(first, { read, write, textOf, what, mostReadings: 10 })
}
