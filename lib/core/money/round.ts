/**
 * Divides two integers and rounds halves away from zero, the commercial rounding that Swiss and EU invoices use.
 * `halfUp(5n, 2n)` is 3, `halfUp(-5n, 2n)` is -3. The divisor is positive.
 */
export const halfUp = (dividend: bigint, divisor: bigint): bigint => {
  if (divisor <= 0n) throw new RangeError(`halfUp needs a positive divisor, not ${divisor}`)
  const magnitude = dividend < 0n ? -dividend : dividend
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n)
  return dividend < 0n ? -rounded : rounded
}

/**
 * Divides two integers and rounds up, so that the result times the divisor is never less: what is to be paid for something
 * that is missing. `roundUp(5n, 2n)` is 3, `roundUp(-5n, 2n)` is -2. The divisor is positive.
 */
export const roundUp = (dividend: bigint, divisor: bigint): bigint => {
  if (divisor <= 0n) throw new RangeError(`roundUp needs a positive divisor, not ${divisor}`)
  return dividend > 0n ? (dividend + divisor - 1n) / divisor : dividend / divisor
}
