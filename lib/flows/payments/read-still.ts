import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

const mostReadings = 20

const textOf = (returns: readonly PaymentReturn[]): string =>
  returns.map(({ returnId, status, amount }) => `${returnId} ${status} ${amount}`).join()

/**
 * Reads what of a payment went back or is disputed, and writes it. It is read again after the write, so that of two who
 * read at once the later state stays.
 */
export const readReturnsStill = async (
  stripe: StripeGateway,
  paymentIntentId: string,
  write: (returns: readonly PaymentReturn[]) => Promise<void>,
): Promise<void> => {
  let returns = await stripe.listReturns(paymentIntentId)
  for (let reading = 0; reading < mostReadings; reading += 1) {
    await write(returns)
    const again = await stripe.listReturns(paymentIntentId)
    if (textOf(again) === textOf(returns)) return
    returns = again
  }
  throw new Refusal('unavailable', `What goes back of the payment ${paymentIntentId} does not stand still.`)
}
