import type { Context } from 'hono'
import { Failure } from '@/packages/stripe-emulator/failure'
import { sameSecret } from '@/packages/stripe-emulator/secrets'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** A page, a style or a script of the area, under a policy that runs nothing else. */
export const file = (c: Context, body: string, type: 'text/css' | 'text/html' | 'text/javascript'): Response =>
  c.body(body, 200, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': type === 'text/html' ? 'no-store' : 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })

export const json = (body: object): Response => Response.json(body, { headers: { 'cache-control': 'no-store' } })

/** True for the holder of the secret. Anybody else learns nothing, not even whether there is something. */
export const holds = (c: Context, secret: string): boolean =>
  sameSecret(c.req.header('authorization')?.replace(/^Bearer /, '') ?? '', secret)

export const notValid = (): Failure =>
  new Failure(401, { type: 'invalid_request_error', message: 'This link is not valid.' })

export const readBody = async (c: Context): Promise<unknown> => {
  const raw = await c.req.text()
  try {
    return JSON.parse(raw)
  } catch {
    throw new Failure(400, { type: 'invalid_request_error', message: 'The body is not JSON.' })
  }
}
