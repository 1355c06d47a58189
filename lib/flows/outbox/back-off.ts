const hour = 3600
/** A cell that comes back goes on running, or goes on refusing, the work of halted orgs until it hears. */
const minute = 60

const backOff = (attempts: number, most: number): number => Math.min(most, 2 ** Math.min(attempts, 12))

/** Seconds to wait before trying work again: 2, 4, 8 … up to an hour. */
export const backOffSeconds = (attempts: number): number => backOff(attempts, hour)

/** The same for telling a cell of a halt or of its end, up to a minute: a cell that was away hears soon (G5). */
export const commandBackOffSeconds = (attempts: number): number => backOff(attempts, minute)
