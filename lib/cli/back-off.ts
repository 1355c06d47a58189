const firstMs = 100
const mostMs = 30_000

/** How long to wait before something is started again that ended so many times in a row before. */
export const backOffMs = (failures: number): number => Math.min(mostMs, firstMs * 2 ** Math.min(failures, 20))
