import { describe, expect, it } from 'vitest'
import { readReturnPath, signInPath } from './return-path'

const origin = 'https://billing.example'

describe('readReturnPath', () => {
  it.each([
    ['/o/acme/invoices?status=open', '/o/acme/invoices?status=open'],
    ['https://billing.example/o/acme', '/o/acme'],
  ])('leads back to the page of this portal that was asked for: %s', (value, path) => {
    expect(readReturnPath(value, origin)).toBe(path)
  })

  it.each([
    undefined,
    '',
    '//evil.example/o/acme',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/\t/evil.example',
    'https://evil.example/o/acme',
    'https://billing.example.evil.example/',
    'https://billing.example@evil.example/',
    'javascript:alert(1)',
    '/api/auth/signout',
    '/sign-in?callbackUrl=/sign-in',
    '/stripe-emulator/stripe.js',
  ])('leads to the start page instead of anywhere else: %j', (value) => {
    expect(readReturnPath(value, origin)).toBe('/')
  })

  it('is undone by the address of the sign-in page', () => {
    const url = new URL(signInPath('/o/acme?status=open&month=2026-10'), origin)
    expect(readReturnPath(url.searchParams.get('callbackUrl') ?? '', origin)).toBe('/o/acme?status=open&month=2026-10')
  })
})
