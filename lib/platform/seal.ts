import { createHmac, timingSafeEqual } from 'node:crypto'

/** Hands out small texts that nobody can change or make but we, for one purpose. */
export type Seal = {
  readonly close: (text: string) => string
  /** The text that was sealed, or null where the seal is not ours or was broken. */
  readonly open: (sealed: string) => string | null
}

/** @param purpose seals of one purpose are worth nothing for another. */
export const createSeal = (secret: string, purpose: string): Seal => {
  const key = createHmac('sha256', secret).update(`seal ${purpose}`).digest()
  const mark = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  return {
    close: (text) => `${Buffer.from(text).toString('base64url')}.${mark(text).toString('base64url')}`,
    open: (sealed) => {
      const [body, given, ...more] = sealed.split('.')
      if (body === undefined || !given || more.length > 0) return null
      const text = Buffer.from(body, 'base64url').toString()
      const own = mark(text)
      const other = Buffer.from(given, 'base64url')
      return own.length === other.length && timingSafeEqual(own, other) ? text : null
    },
  }
}
