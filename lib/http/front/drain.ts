import type { Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginDraining, isDraining } from '@/lib/platform/draining'

export type DrainTimes = {
  /** How long new connections are still taken after health says that no more are to come. */
  readonly noticeMs: number
  /** How long what is under way may take after that. */
  readonly mostMs: number
}

/**
 * Ends a server without losing a request: health says that it ends, then no more connections are taken, and those that
 * there are end with the answer that is under way, or after `mostMs`.
 * Made before other listeners of the server, so that answers say that their connection ends.
 */
export const createDrain = (server: Server): ((times: DrainTimes) => Promise<void>) => {
  const underWay = new Set<ServerResponse>()
  const last = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  server.on('request', (_, response) => {
    underWay.add(response)
    if (isDraining()) last(response)
    response.once('close', () => {
      underWay.delete(response)
      // Its headers may have been sent before anybody knew that the connection ends.
      if (isDraining()) setImmediate(() => server.closeIdleConnections())
    })
  })
  return async ({ noticeMs, mostMs }) => {
    beginDraining()
    for (const response of underWay) last(response)
    await sleep(noticeMs)
    const closed = new Promise((done) => server.close(done))
    const waited = new AbortController()
    await Promise.race([closed, sleep(mostMs, undefined, { signal: waited.signal }).catch(() => {})])
    waited.abort()
    server.closeAllConnections()
    await closed
  }
}
