import { setImmediate as turn } from 'node:timers/promises'

/**
 * `fetch`, once what the server did meanwhile is known: whoever computed for long without a pause has not noticed yet that a
 * connection was ended, and would send on it.
 */
export const fetch: typeof globalThis.fetch = async (input, init) => {
  await turn()
  return globalThis.fetch(input, init)
}
