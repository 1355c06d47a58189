const decimal = /^(-?)(\d+)(?:\.(\d*))?$/

/**
 * Decimal text for the eye: thousands grouped by ’ (U+2019), a true minus sign, and at least `least` decimals. Digits are
 * never rounded away: prices keep all their places. `groupDigits('1234567.5', 2)` is `1’234’567.50`.
 * @throws RangeError where the text is no plain decimal number.
 */
export const groupDigits = (text: string, least = 0): string => {
  const match = decimal.exec(text)
  if (!match) throw new RangeError(`not a decimal number: ${text}`)
  const [, sign = '', whole = '', fraction = ''] = match
  const digits = whole.replace(/^0+(?=\d)/, '')
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, '’')
  const places = fraction.padEnd(least, '0')
  const isZero = /^0*$/.test(digits + fraction)
  return `${sign && !isZero ? '−' : ''}${grouped}${places === '' ? '' : `.${places}`}`
}

/**
 * An amount with its currency before it, at least two decimals: `formatMoney('1234.5', 'CHF')` is `CHF 1’234.50`.
 * @throws RangeError where the amount is no plain decimal number.
 */
export const formatMoney = (amount: string, currency: string): string => `${currency} ${groupDigits(amount, 2)}`

/**
 * A measured quantity: grouped, without trailing zeros after the point. `formatQuantity('1200.500')` is `1’200.5`.
 * @throws RangeError where the text is no plain decimal number.
 */
export const formatQuantity = (text: string): string =>
  groupDigits(text.includes('.') ? text.replace(/\.?0+$/, '') : text)
