import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isRefused } from '@/lib/core/refusal'
import { signMessage } from './sign-message'
import { newSigningSecret, readSigningKey } from './signing-key'
import { verifyMessage } from './verify-message'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const timestamp = Temporal.Instant.fromEpochMilliseconds(1_614_265_330_000)
const message = { secret, id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp, body: '{"test": 2432232314}' }
const received = { secret, headers: { ...signMessage(message) }, body: message.body, now: timestamp }

test('a message is signed as the published example of Standard Webhooks is', () => {
  expect(signMessage(message)).toEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('what was signed is verified, for any body', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z0-9_]{1,40}$/), (body, id) => {
      const own = newSigningSecret()
      const headers = { ...signMessage({ secret: own, id, timestamp, body }) }
      expect(verifyMessage({ secret: own, headers, body, now: timestamp })).toEqual({ id })
      expect(isRefused(verifyMessage({ secret: own, headers, body: `${body} `, now: timestamp }))).toBe(true)
    }),
  )
})

test('an edited body, id or time, and a foreign secret, are refused', () => {
  const { headers } = received
  const changed = [
    { ...received, body: '{"test": 2432232315}' },
    { ...received, headers: { ...headers, 'webhook-id': 'msg_other' } },
    { ...received, headers: { ...headers, 'webhook-timestamp': '1614265331' } },
    { ...received, headers: { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') } },
    { ...received, headers: { ...headers, 'webhook-signature': '' } },
    { ...received, headers: { ...headers, 'webhook-timestamp': 'now' } },
    { ...received, headers: {} },
    { ...received, secret: newSigningSecret() },
    { ...received, secret: 'whsec_' },
  ]
  for (const each of changed) expect(verifyMessage(each)).toMatchObject({ refused: 'invalid_signature' })
})

test('a message counts for five minutes to either side, and no second longer', () => {
  const verify = (seconds: number) => isRefused(verifyMessage({ ...received, now: timestamp.add({ seconds }) }))
  expect([-301, -300, 300, 301].map(verify)).toEqual([true, false, false, true])
})

test('one fitting signature of several is enough, while a secret is changed', () => {
  const other = signMessage({ ...message, secret: newSigningSecret() })['webhook-signature']
  const headers = {
    ...received.headers,
    'webhook-signature': `${other} v1a,x ${received.headers['webhook-signature']}`,
  }
  expect(verifyMessage({ ...received, headers })).toEqual({ id: message.id })
})

test('a secret is whsec_ and the base64 of 24 to 64 bytes', () => {
  const of = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`
  expect([23, 24, 64, 65].map((bytes) => readSigningKey(of(bytes))?.length ?? null)).toEqual([null, 24, 64, null])
  for (const bad of ['', 'secret', `${of(24)}!`, of(24).slice(6), of(25).replace(/=+$/, ''), `${of(24)}\n`]) {
    expect([bad, readSigningKey(bad)]).toEqual([bad, null])
    expect(() => signMessage({ ...message, secret: bad })).toThrow(RangeError)
  }
})
