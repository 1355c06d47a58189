import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => vi.resetModules())

const patiently = { timeout: 60_000 }
const isHeld = (held: readonly unknown[]) => vi.waitUntil(() => held.length === 1, patiently)

/** A server whose answers are held until they are let go. */
const open = async () => {
  const [{ createDrain }, { isDraining }] = await Promise.all([import('./drain'), import('@/lib/platform/draining')])
  const server = createServer()
  const drain = createDrain(server)
  const held: ServerResponse[] = []
  server.on('request', (_, response) => held.push(response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const ask = () =>
    new Promise<{ status: number; connection: string; body: string }>((done, failed) => {
      const asked = request(
        { port, host: '127.0.0.1', headers: { connection: 'keep-alive' } },
        (message: IncomingMessage) => {
          let body = ''
          message.on('data', (chunk) => (body += String(chunk)))
          message.once('end', () =>
            done({ status: message.statusCode ?? 0, connection: message.headers.connection ?? '', body }),
          )
        },
      )
      asked.once('error', failed).end()
    })
  return { drain, isDraining, held, ask }
}

it('answers what is under way, and takes nothing more', async () => {
  const { drain, isDraining, held, ask } = await open()
  const first = ask()
  await isHeld(held)
  expect(isDraining()).toBe(false)
  let ended = false
  const draining = drain({ noticeMs: 0, mostMs: 600_000 }).then(() => {
    ended = true
  })
  expect(isDraining()).toBe(true)
  // One that the server took before it closed is held as the first one is: it is not waited for.
  const isRefused = () =>
    ask().then(
      () => false,
      () => true,
    )
  await vi.waitUntil(() => Promise.race([isRefused(), sleep(50, false)]), patiently)
  expect(ended).toBe(false)
  for (const each of held) each.end('done')
  expect(await first).toEqual({ status: 200, connection: 'close', body: 'done' })
  await draining
})

it('still takes connections during the notice, and says that they end', async () => {
  const { drain, held, ask } = await open()
  const draining = drain({ noticeMs: 2_000, mostMs: 600_000 })
  const late = ask()
  await isHeld(held)
  held[0]?.end('late')
  expect(await late).toEqual({ status: 200, connection: 'close', body: 'late' })
  await draining
})

it('ends a connection whose answer had begun, as soon as the answer is whole', async () => {
  const { drain, held, ask } = await open()
  const first = ask()
  await isHeld(held)
  held[0]?.write('begun ')
  const draining = drain({ noticeMs: 0, mostMs: 600_000 })
  held[0]?.end('and done')
  expect(await first).toMatchObject({ body: 'begun and done' })
  await draining
})

it('ends what takes longer than it may', async () => {
  const { drain, held, ask } = await open()
  const outcome = ask().then(
    () => 'answered',
    () => 'cut off',
  )
  await isHeld(held)
  await drain({ noticeMs: 0, mostMs: 50 })
  expect(await outcome).toBe('cut off')
})
