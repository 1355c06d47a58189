import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkStripeSetup, isKeyOf, readKey, type StripeSeen, type StripeWanted } from './check-stripe'

const accountId = 'acct_1IbUqLSDN4k6abcd'
const wanted: StripeWanted = {
  url: 'https://billing.example.com/api/stripe/webhook',
  apiVersion: '2026-10-28.endive',
  events: ['invoice.paid', 'refund.updated'],
}
const endpoint = { id: 'we_1', enabled: true, url: wanted.url, apiVersion: wanted.apiVersion, events: wanted.events }
const good: StripeSeen = {
  accountId,
  secret: readKey('sk_live_51IbUqLSDN4k6abcdXXXXXXXX'),
  publishable: readKey('pk_live_51IbUqLSDN4k6abcdYYYYYYYY'),
  webhook: readKey('whsec_abc'),
  endpoints: [endpoint],
}
const faults = (seen: Partial<StripeSeen>): string[] =>
  checkStripeSetup({ ...good, ...seen }, wanted).flatMap(({ level, sentence }) => (level === 'fault' ? [sentence] : []))
const at = (change: Partial<(typeof good.endpoints)[number]>) => ({ endpoints: [{ ...endpoint, ...change }] })

describe('the setup of an account', () => {
  it('that is right has no fault and nothing to note', () => {
    expect(checkStripeSetup(good, wanted).map(({ level }) => level)).toEqual(['fine', 'fine', 'fine', 'fine'])
  })

  it.each<[string, Partial<StripeSeen>, string]>([
    ['no endpoint', { endpoints: [] }, `No webhook endpoint leads to ${wanted.url}. The account has none.`],
    [
      'an endpoint elsewhere',
      at({ url: 'https://old.example.com/api/stripe/webhook' }),
      `No webhook endpoint leads to ${wanted.url}. The account has: https://old.example.com/api/stripe/webhook.`,
    ],
    ['a disabled endpoint', at({ enabled: false }), `The webhook endpoint we_1 at ${wanted.url} is disabled.`],
    [
      'an older version',
      at({ apiVersion: '2019-02-11' }),
      'It sends events of API version 2019-02-11; it should be 2026-10-28.endive. Create the endpoint again with that version.',
    ],
    [
      'no version',
      at({ apiVersion: null }),
      "It sends events of the account's default API version; it should be 2026-10-28.endive. Create the endpoint again with that version.",
    ],
    ['an event that is missing', at({ events: ['invoice.paid'] }), 'It does not subscribe to: refund.updated.'],
    [
      'two endpoints',
      { endpoints: [endpoint, { ...endpoint, id: 'we_2' }] },
      `2 enabled endpoints lead to ${wanted.url}; each signs with its own secret. Keep one.`,
    ],
    [
      'keys of two modes',
      { publishable: readKey('pk_test_51IbUqLSDN4k6abcdYYYY') },
      'The secret key is for live mode, the publishable key for test mode.',
    ],
    [
      'keys of two accounts',
      { publishable: readKey('pk_live_51QQQQQQQQQQQQQQQQQYYYY') },
      `The publishable key belongs to another account than ${accountId}.`,
    ],
    [
      'keys that are swapped',
      { secret: good.publishable },
      'The secret key is not one: it has to begin with sk_ or rk_.',
    ],
    [
      'no signing secret',
      { webhook: readKey('') },
      'There is no signing secret of the webhook endpoint: it has to begin with whsec_.',
    ],
  ])('with %s has that one fault', (_, seen, sentence) => {
    expect(faults(seen)).toEqual([sentence])
  })

  it('with more events than are needed, or all of them, is no fault', () => {
    expect(faults(at({ events: ['*'] }))).toEqual([])
    expect(
      checkStripeSetup({ ...good, ...at({ events: [...wanted.events, 'charge.updated'] }) }, wanted),
    ).toContainEqual({
      level: 'note',
      sentence: 'It subscribes to events that are only recorded: charge.updated.',
    })
  })

  it('with keys of an older form is compared as far as can be seen', () => {
    const seen = { ...good, publishable: readKey('pk_live_TYooMQauvdEDq54NiTphI7jx') }
    expect(checkStripeSetup(seen, wanted).filter(({ level }) => level !== 'fine')).toEqual([
      {
        level: 'note',
        sentence: `The publishable key does not show its account, so that it could not be compared with ${accountId}.`,
      },
    ])
  })

  it('has no fault exactly where the endpoint subscribes to all that is needed', () => {
    fc.assert(
      fc.property(fc.subarray([...wanted.events, 'charge.updated', '*']), (events) => {
        const all = events.includes('*') || wanted.events.every((type) => events.includes(type))
        expect(faults(at({ events })).length === 0).toBe(all)
      }),
    )
  })
})

it('a key never shows another account than its own', () => {
  const id = fc.stringMatching(/^1[A-Za-z0-9]{15}$/)
  fc.assert(
    fc.property(id, id, fc.stringMatching(/^[A-Za-z0-9]{20}$/), (own, other, rest) => {
      expect(isKeyOf(readKey(`pk_test_5${own}${rest}`), `acct_${other}`)).toBe(own === other)
    }),
  )
})
