import { type Minor, minor } from './amount'

/** The least and the most that Stripe takes in one payment, in any currency we bill in. */
const leastCharge = minor(50n)
const mostCharge = minor(99_999_999n)

/** Whether an amount can be paid by card in one payment. */
export const isChargeable = (amount: Minor): boolean => amount >= leastCharge && amount <= mostCharge
