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
 * What is under way, in places that are used again. A set would be copied each time that as much was deleted from it as
 * it holds, and what the old copies name stays in memory until all of it is looked through: everything that was answered.
 */
const createPlaces = <T>() => {
  const places: (T | null)[] = []
  const free: number[] = []
  return {
    /** @returns ends it. */
    take: (what: T): (() => void) => {
      const place = free.pop() ?? places.length
      places[place] = what
      return () => {
        places[place] = null
        free.push(place)
      }
    },
    all: (): T[] => places.filter((what) => what !== null),
  }
}

/**
 * Ends a server without losing a request: health says that it ends, then no more connections are taken, and those that
 * there are end with the answer that is under way, or after `mostMs`.
 * Made before other listeners of the server, so that answers say that their connection ends.
 */
export const createDrain = (server: Server): ((times: DrainTimes) => Promise<void>) => {
  const underWay = createPlaces<ServerResponse>()
  const last = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  server.on('request', (_, response) => {
    const ended = underWay.take(response)
    if (isDraining()) last(response)
    response.once('close', () => {
      ended()
      // Its headers may have been sent before anybody knew that the connection ends.
      if (isDraining()) setImmediate(() => server.closeIdleConnections())
    })
  })
  return async ({ noticeMs, mostMs }) => {
    beginDraining()
    for (const response of underWay.all()) last(response)
    await sleep(noticeMs)
    const closed = new Promise((done) => server.close(done))
    const waited = new AbortController()
    await Promise.race([closed, sleep(mostMs, undefined, { signal: waited.signal }).catch(() => {})])
    waited.abort()
    server.closeAllConnections()
    await closed
  }
}
