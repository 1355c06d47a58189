import { expect, it } from 'vitest'
import { isListedAdmin, readAdminList } from './admin'

const list = readAdminList(' Ada@Example.com, grace@kontor.example\n\nadmin@\u212Aontor.example nobody')

it('administrators are listed by comma, space or line, in any case', () => {
  expect([...list]).toEqual(['ada@example.com', 'grace@kontor.example'])
  expect(readAdminList(' ,\n').size).toBe(0)
})

it('somebody is an administrator by a verified address that is on the list, and by no other', () => {
  const is = (email: string, emailVerified = true) => isListedAdmin({ email, emailVerified }, list)
  expect(is('ada@example.com')).toBe(true)
  expect(is('ada@example.com', false)).toBe(false)
  expect(is('admin@kontor.example')).toBe(false)
  expect(is('eve@example.com')).toBe(false)
})
