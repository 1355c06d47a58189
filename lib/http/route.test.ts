import { afterEach, expect, it, vi } from 'vitest'
import type { Actor } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { jsonAnswer } from './json-answer'
import { route } from './route'

process.env.DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none'
Object.assign(globalThis, { [Symbol.for('kontor.wired')]: { settings: { demoClockSeconds: 0 } } })
const lines = vi.spyOn(log, 'info').mockImplementation(() => {})
const errors = vi.spyOn(log, 'error').mockImplementation(() => {})
afterEach(() => vi.clearAllMocks())

const machine: Actor = { kind: 'machine', keyId: 'key_1', scopes: [], org: null }
const person: Actor = { kind: 'user', userId: 'usr_1', name: '', email: '', admin: false, roles: new Map() }
const ask = (identify: () => Promise<Actor>, act = async () => jsonAnswer({})) =>
  route(identify, act)(new Request('http://127.0.0.1/api/v1/check'))

it.each<[string, Actor]>([
  ['key:key_1', machine],
  ['user:usr_1', person],
  ['nobody', { kind: 'nobody' }],
])('the log line of a request names who asked: %s', async (actor, asks) => {
  await ask(async () => asks)
  expect(lines.mock.calls).toEqual([
    [expect.objectContaining({ actor, path: '/api/v1/check', status: 200 }), 'request'],
  ])
})

it('who could not be identified is nobody, and what goes wrong names who it happened to', async () => {
  await ask(async () => {
    throw new Refusal('unauthenticated', 'This API key is unknown or revoked.')
  })
  expect(lines.mock.lastCall?.[0]).toMatchObject({ actor: 'nobody', status: 401 })
  await ask(
    async () => machine,
    async () => {
      throw new Error('unforeseen')
    },
  )
  expect(lines.mock.lastCall?.[0]).toMatchObject({ actor: 'key:key_1', status: 500 })
  expect(errors.mock.calls).toEqual([[expect.objectContaining({ actor: 'key:key_1' }), 'unforeseen error']])
})
