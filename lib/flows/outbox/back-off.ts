/** Seconds to wait before trying work again: 2, 4, 8 … up to an hour. */
export const backOffSeconds = (attempts: number): number => Math.min(3600, 2 ** Math.min(attempts, 12))
