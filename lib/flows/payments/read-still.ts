import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

type Still<State> = {
  readonly read: () => Promise<State>
  readonly write: (state: State) => Promise<void>
  /** What of a state counts: two with the same text are the same. */
  readonly textOf: (state: State) => string
  /** What is read, for the sentence of the refusal. */
  readonly what: string
  readonly mostReadings: number
}

/**
 * Writes a state that was read from Stripe, and reads it again after the write until it stood still meanwhile: of two who
 * read at once the later state stays.
 * @returns the state that was written last.
 * @throws Refusal `unavailable` where it was another one at each reading.
 */
export const writeUntilStill = async <State>(
  first: State,
  { read, write, textOf, what, mostReadings }: Still<State>,
): Promise<State> => {
  let state = first
  for (let reading = 0; reading < mostReadings; reading += 1) {
    await write(state)
    const again = await read()
    if (textOf(again) === textOf(state)) return state
    state = again
  }
  throw new Refusal('unavailable', `${what} does not stand still.`)
}

const textOf = (returns: readonly PaymentReturn[]): string =>
  returns.map(({ returnId, status, amount }) => `${returnId} ${status} ${amount}`).join()

/** Reads what of a payment went back or is disputed, and writes it, until it stood still. */
export const readReturnsStill = async (
  stripe: StripeGateway,
  paymentIntentId: string,
  write: (returns: readonly PaymentReturn[]) => Promise<void>,
): Promise<void> => {
  const read = () => stripe.listReturns(paymentIntentId)
  const what = `What goes back of the payment ${paymentIntentId}`
  await writeUntilStill(await read(), { read, write, textOf, what, mostReadings: 20 })
}
