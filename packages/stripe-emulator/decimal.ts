/**
 * An integer of so many decimal places as decimal text: `decimal(4950, 2)` is `49.50`. Stripe's largest amount has eight
 * digits, and sums of such amounts are still exact.
 */
export const decimal = (value: number, places: number): string => (value / 10 ** places).toFixed(places)
