import { describe, expect, it } from 'vitest'
import { Refusal } from '@/lib/platform/errors'
import { Stripe, webhookSecret as secret } from '@/lib/stripe-emulator/testing/harness'
import { verify } from './verify'

const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'customer.created', data: { object: {} } })
const sign = (body: string, timestamp?: number): string =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, ...(timestamp && { timestamp }) })

describe('verifying a webhook', () => {
  it('reads a signed event, also where the secret came with white space', () => {
    expect(verify(payload, sign(payload), `${secret}\n`)).toMatchObject({ id: 'evt_1' })
  })

  it.each([
    ['no signature', payload, null, secret],
    ['an empty secret', payload, sign(payload), ' '],
    ['another secret', payload, sign(payload), 'whsec_other'],
    ['a changed body', `${payload} `, sign(payload), secret],
    ['a header of nonsense', payload, 'nonsense', secret],
    ['a signature older than five minutes', payload, sign(payload, Math.floor(Date.now() / 1000) - 301), secret],
    ['a signed body that is no JSON', 'plain', sign('plain'), secret],
  ])('refuses %s', (_, raw, signature, key) => {
    const attempt = () => verify(raw, signature, key)
    expect(attempt).toThrow(Refusal)
    expect(attempt).toThrow('invalid_signature')
  })

  it('has no use for a signed notification of the v2 kind', () => {
    const thin = JSON.stringify({ id: 'evt_2', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found' })
    expect(verify(thin, sign(thin), secret)).toBeNull()
  })
})
