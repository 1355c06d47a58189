/** A double written in full has fewer. Text of many thousand digits takes seconds to become an integer. */
export const mostDecimalCharacters = 400
const plain = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * Reads decimal text as an integer of `places` decimal places, exactly.
 * `parseDecimal('49.5', 2)` is `4950n`; exponents as JSON numbers print them (`2.5e-7`) are read too.
 * @returns null where the text is no decimal number, has more than `mostDecimalCharacters`, or has more non-zero digits
 * than `places` can hold.
 */
export const parseDecimal = (text: string, places: number): bigint | null => {
  const match = text.length > mostDecimalCharacters ? null : plain.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const shift = places - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction)
  if (shift >= 0) return negate(sign, digits * 10n ** BigInt(shift))
  const divisor = 10n ** BigInt(-shift)
  return digits % divisor === 0n ? negate(sign, digits / divisor) : null
}

const negate = (sign: string, value: bigint): bigint => (sign === '-' ? -value : value)

/**
 * Writes an integer of `places` decimal places as decimal text. `formatDecimal(4950n, 2)` is `49.50`.
 * @param least how many decimals stay even when they are zero; default: all of them.
 */
export const formatDecimal = (value: bigint, places: number, least: number = places): string => {
  const magnitude = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = magnitude.slice(0, magnitude.length - places)
  let end = magnitude.length
  while (end > whole.length + least && magnitude[end - 1] === '0') end -= 1
  const fraction = magnitude.slice(whole.length, end)
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
