import { existsSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { size } from '@/lib/testing/size'
import { lane, loopFileOf } from './lane'

/**
 * How long one thing may hold the loop: as long as ten times reading and writing a megabyte of JSON, which is 100 ms on
 * a machine of 2024, and longer on a slower one.
 */
const mostHeld = 10
/** Of requests that arrive at once several may be worked at in one turn of the loop. */
const atOnce = 4
const minuteMs = size(60_000)

const repeated = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length)
const tags = Array.from({ length: 1_500 }, (_, index) => `x${index.toString(36)}-CH`).join(',')
const digits = '9'.repeat(500_000)
const json = { 'content-type': 'application/json' }
const parts = (count: number): string =>
  `${Array.from({ length: count }, (_, index) => `--b\r\ncontent-disposition: form-data; name="${index}"\r\n\r\n1\r\n`).join('')}--b--\r\n`

type Sent = {
  readonly path: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}
/** What a stranger sends, by what it is about, with what it may be answered. */
const attacks: readonly (readonly [what: string, sent: Sent, answers: readonly number[]])[] = [
  ['a long list of languages', { path: '/sign-in', headers: { 'accept-language': tags.slice(0, 12_000) } }, [200]],
  [
    'a number of half a million digits',
    { path: '/api/v1/usage/events', method: 'POST', headers: json, body: `{"quantity":${digits}}` },
    [401],
  ],
  [
    'the same to the gate',
    { path: '/api/v1/check', method: 'POST', headers: json, body: `{"quantity":"${digits}"}` },
    [401],
  ],
  [
    'a form to sign in with',
    { path: '/api/auth/callback/demo', method: 'POST', headers: json, body: `{"a":${repeated('1', 60_000)}}` },
    [200, 302, 400, 401],
  ],
  [
    'a large form to sign in with',
    { path: '/api/auth/callback/demo', method: 'POST', headers: json, body: repeated('a', 3_000_000) },
    [413],
  ],
  [
    'a large webhook',
    { path: '/api/stripe/webhook', method: 'POST', headers: json, body: repeated('[', 3_000_000) },
    [400],
  ],
  ['the description of the API', { path: '/docs/api?again=1' }, [200]],
  ['the components', { path: '/docs/design' }, [200]],
  [
    'a form with many parts',
    {
      path: '/sign-in',
      method: 'POST',
      headers: { 'next-action': '40'.repeat(21), 'content-type': 'multipart/form-data; boundary=b' },
      body: parts(15_000),
    },
    [400, 404, 409, 413],
  ],
  [
    'an action that is too large',
    { path: '/sign-in', method: 'POST', headers: { 'next-action': '40'.repeat(21) }, body: repeated('[', 1_100_000) },
    [413],
  ],
  [
    'many cookies',
    { path: '/', headers: { cookie: repeated('next-auth.session-token.0=x; ', 12_000) } },
    [200, 302, 307, 400],
  ],
  ['a picture to be made', { path: '/_next/image?url=%2Flogo.svg&w=3840&q=100' }, [404]],
  ['a long address', { path: `/${repeated('a/', 8_000)}?${repeated('a=b&', 4_000)}` }, [200, 404, 414, 431]],
  ['a method that no page has', { path: '/', method: 'DELETE' }, [405]],
]

type Told = { readonly longest: number; readonly unit: number }

const told = async (): Promise<Told> => {
  const file = loopFileOf(lane().folder)
  let text = ''
  const read = (): string => {
    text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    return text
  }
  // It is empty for a moment each time that it is written.
  await expect.poll(read, { timeout: 60_000 }).not.toBe('')
  return JSON.parse(text)
}

/** What held the loop longest since the last time, as a multiple of reading and writing a megabyte of JSON. */
const held = async (): Promise<number> => {
  const before = await told()
  rmSync(loopFileOf(lane().folder))
  const after = await told()
  return before.longest / Math.max(before.unit, after.unit)
}

/** Sends one of them and reads all of the answer; what it should not be is said. */
const attack = async (index: number, wrong: string[]): Promise<void> => {
  const [what, { path, ...sent }, answers] = attacks[index % attacks.length] ?? ['', { path: '/' }, []]
  const answer = await fetch(`${lane().url}${path}`, { redirect: 'manual', ...sent }).catch(() => null)
  if (answer && !answers.includes(answer.status)) wrong.push(`${what}: ${answer.status}`)
  await answer?.arrayBuffer().catch(() => null)
}

/** Connections that ask to become another protocol, and stay as long as they may. */
const upgrades = (url: string, count: number) =>
  Array.from({ length: count }, () => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write(
      `GET /sign-in HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: eA==\r\n\r\n`,
    )
    return socket
  })

test('nothing that a stranger sends holds the loop for longer than 100 ms of a machine of 2024', async () => {
  const wrong: string[] = []
  const long: string[] = []
  // What is asked for the first time is compiled then.
  for (let index = 0; index < attacks.length; index += 1) await attack(index, wrong)
  await held()
  for (let index = 0; index < attacks.length; index += 1) {
    for (let times = 0; times < 3; times += 1) await attack(index, wrong)
    const [what, longest] = [attacks[index]?.[0], await held()]
    if (longest >= mostHeld) long.push(`${what}: ${longest.toFixed(1)}`)
  }
  expect(wrong).toEqual([])
  expect(long).toEqual([])
})

test('a stranger’s minute holds nobody up: health stays well, and the loop is free', async () => {
  test.setTimeout(minuteMs * 4 + 240_000)
  const { url } = lane()
  await held()
  const until = Date.now() + minuteMs
  const wrong: string[] = []
  let healthy = 0
  const stranger = async (first: number): Promise<void> => {
    for (let index = first; Date.now() < until || index < first + attacks.length; index += 1) await attack(index, wrong)
  }
  const watch = async (): Promise<void> => {
    while (Date.now() < until) {
      const { status } = await fetch(`${url}/api/health`)
      if (status === 200) healthy += 1
      else wrong.push(`health: ${status}`)
      await sleep(20)
    }
  }
  const sockets = upgrades(url, 50)
  const answered = sockets.map(
    (socket) => new Promise<string>((done) => socket.once('data', (data) => done(String(data).slice(0, 12)))),
  )
  await Promise.all([watch(), stranger(0), stranger(4), stranger(9)])
  expect([...new Set(await Promise.all(answered))]).toEqual(['HTTP/1.1 200'])
  for (const socket of sockets) socket.destroy()
  expect([...new Set(wrong)]).toEqual([])
  expect(healthy).toBeGreaterThan(0)
  expect(await held()).toBeLessThan(atOnce * mostHeld)
})
