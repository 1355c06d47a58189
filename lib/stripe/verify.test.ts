import { describe, expect, it } from 'vitest'
import { Refusal } from '@/lib/platform/errors'
import { Stripe, webhookSecret as secret } from '@/packages/stripe-emulator/testing/harness'
import { verify } from './verify'

const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'customer.created', data: { object: {} } })
const sign = (body: string, timestamp?: number): string =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, ...(timestamp && { timestamp }) })

describe('verifying a webhook', () => {
  it('takes any signed body, also where the secret came with white space', () => {
    const thin = JSON.stringify({ id: 'evt_2', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found' })
    for (const body of [payload, thin, 'plain']) expect(() => verify(body, sign(body), `${secret}\n`)).not.toThrow()
  })

  it('takes what any of several secrets signed, while one is replaced by another', () => {
    for (const secrets of [`${secret},whsec_new`, `whsec_old, ${secret}`, `whsec_a whsec_b\n${secret}`])
      expect(() => verify(payload, sign(payload), secrets)).not.toThrow()
  })

  it.each([
    ['no signature', payload, null, secret],
    ['an empty secret', payload, sign(payload), ' '],
    ['another secret', payload, sign(payload), 'whsec_other'],
    ['a changed body', `${payload} `, sign(payload), secret],
    [
      'a signature of more than five minutes to come',
      payload,
      sign(payload, Math.floor(Date.now() / 1000) + 330),
      secret,
    ],
    ['several other secrets', payload, sign(payload), 'whsec_other, whsec_another'],
    ['a header of nonsense', payload, 'nonsense', secret],
    ['a signature older than five minutes', payload, sign(payload, Math.floor(Date.now() / 1000) - 301), secret],
  ])('refuses %s', (_, raw, signature, key) => {
    const attempt = () => verify(raw, signature, key)
    expect(attempt).toThrow(Refusal)
    expect(attempt).toThrow('invalid_signature')
  })
})
