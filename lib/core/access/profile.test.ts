import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { isStorableText } from '@/lib/core/text/storable-text'
import { readProfile } from './profile'

const claims = { sub: 'ada-1', email: 'Ada@Example.com', email_verified: true, name: 'Ada Ammann' }
const read = (over: Readonly<Record<string, unknown>>, trusts = false) => readProfile({ ...claims, ...over }, trusts)

it('what a provider says of somebody is read', () => {
  expect(read({ picture: 'https://example.com/ada.png', locale: 'de' })).toEqual({
    subject: 'ada-1',
    email: 'ada@example.com',
    emailVerified: true,
    name: 'Ada Ammann',
  })
})

test.each([
  ['subject_invalid', { sub: undefined }],
  ['subject_invalid', { sub: '' }],
  ['subject_invalid', { sub: 42 }],
  ['subject_invalid', { sub: 'ada\u0000' }],
  ['subject_invalid', { sub: 'a'.repeat(256) }],
  ['email_missing', { email: undefined }],
  ['email_missing', { email: '' }],
  ['email_invalid', { email: ['ada@example.com'] }],
  ['email_invalid', { email: 'ada@e\u212Aample.com' }],
  ['email_invalid', { email: `ada@${'example.'.repeat(40)}com` }],
])('%s: %j', (refused, over) => {
  expect(read(over)).toEqual({ refused })
})

test.each([
  [true, false, true],
  ['true', false, true],
  [false, true, false],
  ['false', true, false],
  ['yes', true, false],
  [1, true, false],
  [undefined, true, true],
  [null, true, true],
  [undefined, false, false],
])(
  'an address that the provider calls verified: %j, where the settings trust it: %j, is verified: %j',
  (verified, trusts, is) => {
    expect(read({ email_verified: verified }, trusts)).toMatchObject({ emailVerified: is })
  },
)

test.each([
  ['Ada\u0000\n Ammann', 'Ada Ammann'],
  ['\u202Eamma\u202Ddn', 'ammadn'],
  ['  ', 'ada.a'],
  [undefined, 'ada.a'],
  [{ first: 'Ada' }, 'ada.a'],
  ['x'.repeat(100_000), 'x'.repeat(100)],
  [`${'x'.repeat(99)}😀`, 'x'.repeat(99)],
  ['Ada \ud83d', 'Ada'],
])('of the name %j, %j is kept', (name, kept) => {
  expect(read({ name, preferred_username: 'ada.a' })).toMatchObject({ name: kept })
})

it('a person without a name goes by the address', () => {
  expect(read({ name: null })).toMatchObject({ name: 'ada@example.com' })
})

it('whatever is sent, what is kept can be stored on one line', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.anything())
  fc.assert(
    fc.property(anything, anything, anything, anything, (name, username, sub, email) => {
      for (const profile of [
        read({ name, preferred_username: username }),
        readProfile({ sub, email, email_verified: name, name: username }, true),
      ]) {
        if ('refused' in profile) continue
        const texts = [profile.name, profile.subject, profile.email]
        expect(texts.every((text) => isStorableText(text) && text !== '' && !/\p{Cc}/u.test(text))).toBe(true)
        expect(profile.name.length).toBeLessThanOrEqual(254)
      }
    }),
  )
})
