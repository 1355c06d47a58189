import { hash, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { settings } from '@/lib/compose'

const secretForm = /^[\w-]{43}$/

/** 256 random bits: nothing about a session can be learned or guessed from its cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret, and looked up by. Null for what is none, such as a cookie of before sessions were kept. */
export const hashOfSecret = (secret: string | undefined): Buffer | null =>
  secret !== undefined && secretForm.test(secret) ? hash('sha256', secret, 'buffer') : null

/** The secret that this browser sends along, if it is one. */
export const sentSecret = async (): Promise<string | undefined> => {
  const prefix = settings().url.startsWith('https:') ? '__Secure-' : ''
  return (await cookies()).get(`${prefix}next-auth.session-token`)?.value
}
