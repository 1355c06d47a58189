import { isIP } from 'node:net'
import { headers } from 'next/headers'

/**
 * Where a request comes from: what the nearest proxy says, or the connection itself if there is none. Without a proxy a
 * caller can say anything, so that it tells attempts apart and permits nothing.
 */
export const addressOf = (forwarded: string | null): string => {
  const last = forwarded?.slice(-100).split(',').at(-1)?.trim() ?? ''
  const address = last.replace(/^::ffff:/i, '')
  return isIP(address) === 0 ? 'unknown' : address.toLowerCase()
}

/** The address of the request under way. */
export const ownAddress = async (): Promise<string> => addressOf((await headers()).get('x-forwarded-for'))
