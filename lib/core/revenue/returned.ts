import { type Minor, minor } from '@/lib/core/money/amount'
import { halfUp } from '@/lib/core/money/round'

/** What of a gross amount is no tax: `gross` came with `net` in it. Rounded half up; nothing where nothing was paid. */
export const netPart = (amount: Minor, { net, gross }: { readonly net: Minor; readonly gross: Minor }): Minor =>
  gross <= 0n ? minor(0n) : minor(halfUp(amount * net, gross))

/** One of the parts that a payment was for, without tax. */
export type Share<Key> = { readonly key: Key; readonly net: Minor }

/**
 * What several returns of one payment take off the parts that it was for, without tax, each by the weight of its part.
 * It is computed from what went back in all, so that nothing is lost to rounding: what went back whole takes off exactly
 * what every part came to, in however many steps.
 * @param gross what was paid, with tax. More than that never goes back: what is above is left out.
 * @param returns with tax, in the order in which they were made, not below zero.
 * @returns for each return its parts, in the order of the shares; together they are the return without tax.
 */
export const returnedParts = <Key>(
  gross: Minor,
  shares: readonly Share<Key>[],
  returns: readonly Minor[],
): readonly (readonly Share<Key>[])[] => {
  let given = minor(0n)
  return returns.map((amount) => {
    const before = given
    given = minor(given + amount > gross ? gross : given + amount)
    const now = partsOf(given, gross, shares)
    const then = partsOf(before, gross, shares)
    return shares.map(({ key }, place) => ({ key, net: minor((now[place] ?? 0n) - (then[place] ?? 0n)) }))
  })
}

/** The parts of what went back so far: the differences of running sums, each rounded once. */
const partsOf = <Key>(given: Minor, gross: Minor, shares: readonly Share<Key>[]): readonly bigint[] => {
  let upTo = minor(0n)
  return shares.map(({ net }) => {
    const before = netPart(given, { net: upTo, gross })
    upTo = minor(upTo + net)
    return netPart(given, { net: upTo, gross }) - before
  })
}
