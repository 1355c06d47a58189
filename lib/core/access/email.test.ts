import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readEmail } from './email'

describe('an e-mail address', () => {
  test.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ["o'hara+billing@sub.example.co.uk", "o'hara+billing@sub.example.co.uk"],
    ['root@localhost', 'root@localhost'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%s is read as %s', (given, read) => {
    expect(readEmail(given)).toBe(read)
  })

  test.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@example..com',
    '.ada@example.com',
    'ada@-example.com',
    'ada@example.com@example.org',
    ' ada@example.com',
    'ada@example.com\n',
    'ada\u0000@example.com',
    'Ada <ada@example.com>',
    'admin@\u212Aontor.example',
    '\u212Aarl@example.com',
    'ad\u0131n@example.com',
    'ada@exa\u017Fmple.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a.'.repeat(126)}com`,
    undefined,
    null,
    42,
    ['ada@example.com'],
  ])('%j is none', (given) => {
    expect(readEmail(given)).toBeNull()
  })

  it('is the same however often it is read, and what is read is ASCII in small letters', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const read = readEmail(text)
        if (read === null) return
        expect(read).toMatch(/^[\x21-\x7e]+$/)
        expect(readEmail(read)).toBe(read)
        expect(readEmail(text.toUpperCase()) ?? read).toBe(read)
      }),
    )
  })

  it('equals another only if their letters are the same but for the case of A to Z', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.nat(),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        (email, at, letter) => {
          const place = at % email.length
          const other = email.slice(0, place) + letter + email.slice(place + 1)
          const same = readEmail(other) !== null && readEmail(other) === readEmail(email)
          const differ = letter.toLowerCase() !== email[place]?.toLowerCase() || !/^[\x21-\x7e]$/.test(letter)
          if (differ) expect(same).toBe(false)
        },
      ),
    )
  })
})
