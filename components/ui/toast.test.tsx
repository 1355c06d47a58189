import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, toastStyleDigests } from '@/proxy'

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The sheet the toast library writes into the page, as the literal stands in its module. */
const toastSheet = (): string => {
  const source = readFileSync(
    createRequire(import.meta.url)
      .resolve('sonner')
      .replace(/\.js$/, '.mjs'),
    'utf8',
  )
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1]
  return literal ? String(JSON.parse(literal)) : ''
}

test('the toast styles that a page may write are exactly those of the installed version', () => {
  expect(toastStyleDigests).toEqual([digest(''), digest(toastSheet())])
})

test('in production a page runs no inline script or style without its nonce and evaluates no text', () => {
  const policy = contentSecurityPolicy('abc', false)
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic' https://js.stripe.com;")
  expect(policy).toContain("style-src 'self' 'nonce-abc' 'sha256-")
  expect(policy).not.toContain('unsafe-eval')
  expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe-inline')
  expect(policy).toContain("frame-ancestors 'none'")
})
