declare const scale: unique symbol

/** Money at 10⁻²: invoices, payments, Stripe. `4900n` is 49.00. */
export type Minor = bigint & { readonly [scale]: 'minor' }

/** Money at 10⁻¹²: prices, charges, credits, ledger. `49_000_000_000_000n` is 49.00. */
export type Pico = bigint & { readonly [scale]: 'pico' }

export const minorPlaces = 2
export const picoPlaces = 12

/** Names a bare bigint as minor units; the one place a literal becomes money. */
export const minor = (units: bigint): Minor => units as Minor

/** Names a bare bigint as pico units. */
export const pico = (units: bigint): Pico => units as Pico

/** The smaller of two amounts. */
export const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

/** An amount, or nothing if it is negative. */
export const positive = (value: bigint): bigint => (value > 0n ? value : 0n)

/** Sum of amounts of one scale; the empty sum is zero. */
export const sum = <M extends Minor | Pico>(amounts: Iterable<M>): M => {
  let total = 0n
  for (const amount of amounts) total += amount
  return total as M
}
