import { setImmediate as turn } from 'node:timers/promises'

/**
 * `fetch` after a turn of the event loop. A test that computes for seconds does not notice that the server closes an idle
 * connection, and would send its next request on that connection.
 */
export const fetch: typeof globalThis.fetch = async (input, init) => {
  await turn()
  return globalThis.fetch(input, init)
}
