import { expect, test } from 'vitest'
import { languageOf } from './language-of'

const of = (signs: Partial<Parameters<typeof languageOf>[0]>) =>
  languageOf({ path: '/o/alpenblick', cookie: undefined, accepted: undefined, ...signs })

test('a person’s own choice comes before what the browser asks for', () => {
  expect(of({ cookie: 'fr', accepted: 'de-CH,de;q=0.9' })).toBe('fr')
})

test('the best language that the browser asks for is spoken, whatever region it names', () => {
  expect(of({ accepted: 'de-CH,de;q=0.9,en;q=0.8' })).toBe('de')
  expect(of({ accepted: 'fr-CA' })).toBe('fr')
  expect(of({ accepted: 'it-IT,it;q=0.5,de;q=0.9' })).toBe('it')
  expect(of({ accepted: 'rm-CH, it-CH;q=0.8, en;q=0.1' })).toBe('it')
})

test('what nobody speaks here, and what is no language at all, is answered in English', () => {
  for (const accepted of [undefined, '', '*', 'ja', 'tlh, ja;q=0.4', '%%%', 'de_CH@euro', ';q=1', 'x'.repeat(9000)]) {
    expect(of({ accepted })).toBe('en')
  }
  expect(of({ accepted: '*, de;q=0.5' })).toBe('de')
})

test('a cookie that names no language here is as none', () => {
  for (const cookie of ['', 'DE', 'rm', '__proto__', '../de']) expect(of({ cookie, accepted: 'it' })).toBe('it')
})

test('pages of the operator and of developers are in English, no matter who asks', () => {
  for (const path of ['/admin', '/admin/invoices', '/admin?x=1', '/docs/api', '/docs']) {
    expect(of({ path, cookie: 'de', accepted: 'de' })).toBe('en')
  }
  for (const path of ['/', '/sign-in', '/o/admin', '/administration', '/o/x/docs']) {
    expect(of({ path, cookie: 'de' })).toBe('de')
  }
})
