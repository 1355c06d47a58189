/** Entries that are remembered at most unless said otherwise; the one that was remembered first goes first. */
const mostRemembered = 5000

/** Keeps a value, or forgets the key where there is none. */
export const remember = <Value>(
  memory: Map<string, Value>,
  key: string,
  value: Value | undefined,
  most = mostRemembered,
): void => {
  memory.delete(key)
  if (value === undefined) return
  memory.set(key, value)
  const oldest = memory.size > most ? memory.keys().next().value : undefined
  if (oldest !== undefined) memory.delete(oldest)
}
