/** So long after a write that found no space the storage counts as full: whoever writes finds out anew. */
const fullForMs = 30_000

const key = Symbol.for('kontor.storage')
/** The front server and the pages are bundled apart; a write of either may be the one that finds out. */
const root = globalThis as { [key]?: number }

export const noteFull = (): void => {
  root[key] = performance.now()
}

/** Whether the database had no space for a write lately. */
export const isFull = (): boolean => root[key] !== undefined && performance.now() - root[key] < fullForMs
