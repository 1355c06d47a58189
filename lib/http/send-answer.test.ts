import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { HotRequest } from './hot-request'
import { jsonAnswer } from './json-answer'
import { type DrainLimits, sendAnswer } from './send-answer'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A server that reads no more than a kilobyte of what it is sent, and answers 413 where there is more. */
const start = async (limits?: DrainLimits): Promise<number> => {
  server = createServer(async (message, response) => {
    const body = await new HotRequest(message, '').bytes(1024)
    await sendAnswer(
      jsonAnswer({ read: body?.byteLength ?? 0 }, { status: body ? 200 : 413 }),
      message,
      response,
      limits,
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return (server.address() as AddressInfo).port
}

type Outcome = { readonly answer: string; readonly closed: 'ended' | 'reset' }

/** Sends all of a request before it reads a word, and then whatever it was answered, until the connection is gone. */
const sendAll = (port: number, announced: number, sent = announced): Promise<Outcome> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    let closed: Outcome['closed'] = 'reset'
    socket.pause()
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('end', () => {
      closed = 'ended'
    })
    socket.on('error', () => {})
    socket.on('close', () => done({ answer, closed }))
    socket.write(`POST / HTTP/1.1\r\nhost: kontor\r\ncontent-length: ${announced}\r\n\r\n`)
    socket.write(Buffer.alloc(sent, 32), async () => {
      await sleep(50)
      socket.resume()
    })
  })

test('who sends far more than is read gets the whole answer, and the connection ends without a reset', async () => {
  const port = await start()
  for (const size of [1025, 100_000, 12_000_000]) {
    const { answer, closed } = await sendAll(port, size)
    expect(answer, `${size} bytes`).toMatch(/^HTTP\/1\.1 413 .*connection: close\r\n.*\r\n\r\n\{"read":0\}$/is)
    expect(closed, `${size} bytes`).toBe('ended')
  }
})

test('one that goes on sending is cut off, by how much it sends and by how long it takes', async () => {
  const cutShort = { bytes: 50_000, ms: 60_000 }
  expect((await sendAll(await start(cutShort), 64_000_000)).closed).toBe('reset')
  server.close()
  const impatient = { bytes: 1_000_000_000, ms: 50 }
  expect((await sendAll(await start(impatient), 64_000_000, 2_000)).answer).toContain('413')
})

test('a connection whose request was read to its end is kept', async () => {
  const port = await start()
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x'.repeat(1024) })
  expect({ kept: answer.headers.get('connection'), ...(await answer.json()) }).toEqual({
    kept: 'keep-alive',
    read: 1024,
  })
})

test('a client that is gone before its answer keeps nothing waiting', async () => {
  const ended = new Promise<void>((done) => {
    server = createServer(async (message, response) => {
      message.destroy()
      await sendAnswer(jsonAnswer({}, { status: 413 }), message, response, { bytes: 1, ms: 3_600_000 })
      done()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  await sendAll((server.address() as AddressInfo).port, 100_000)
  await ended
})

test.each(['keep-alive', 'close'])(
  'what an answer says of itself goes before what all of them say, and its length is that of what is sent: %s',
  async (kept) => {
    server = createServer((message, response) => {
      if (kept === 'close') response.setHeader('connection', 'close')
      const headers = { 'content-length': '2', 'Referrer-Policy': 'no-referrer' }
      message.resume().once('end', () => sendAnswer(new Response('whole', { headers }), message, response))
    })
    server.keepAliveTimeout = 1
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { answer, closed } = await sendAll((server.address() as AddressInfo).port, 3)
    const said = (name: string) =>
      [...answer.matchAll(new RegExp(`^${name}: (.*?)\\r$`, 'gim'))].map(([, value]) => value)
    expect(answer).toMatch(/\r\n\r\nwhole$/)
    expect(said('content-length')).toEqual(['5'])
    expect(said('referrer-policy')).toEqual(['no-referrer'])
    expect(said('x-content-type-options')).toEqual(['nosniff'])
    expect(said('connection')).toEqual([kept])
    expect(closed).toBe('ended')
  },
)
