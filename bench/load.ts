import { connect } from 'node:net'

export type Load = {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /** The body of the nth request. */
  readonly body?: (index: number) => string
  /** Headers that the body decides: its signature. */
  readonly signed?: (body: string) => Readonly<Record<string, string>>
  /** Statuses that are answers as well as 200 is: a refusal may be what is measured. */
  readonly accepts?: readonly number[]
  readonly connections: number
  readonly seconds: number
  /** Ends after so many, where that is sooner. */
  readonly requests?: number
}

export type Measured = { readonly perSecond: number; readonly p50: number; readonly p95: number; readonly p99: number }

export const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

let sent = 0

const bytesOf = ({ url, method, headers, body, signed }: Call): string => {
  const { host, pathname, search } = new URL(url)
  const text = body?.(sent++) ?? ''
  const lines = {
    host,
    ...headers,
    ...signed?.(text),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  }
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${pathname}${search} HTTP/1.1\r\n${head.join('')}\r\n${text}`
}

/** The status of a whole answer in the buffer, or null where some of it has yet to come. */
const statusOf = (answer: Buffer): number | null => {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = answer.toString('latin1', 0, end)
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
  if (Number.isNaN(length))
    return head.includes('chunked') && answer.subarray(-5).toString() === '0\r\n\r\n' ? +head.slice(9, 12) : null
  return answer.length >= end + 4 + length ? Number(head.slice(9, 12)) : null
}

/** What one request is, without how often it is sent. */
export type Call = Omit<Load, 'connections' | 'seconds' | 'requests'>
export type Answered = { readonly status: number; readonly body: string }

type Connection = { readonly ask: (call: Call) => Promise<Answered>; readonly close: () => void }

/**
 * A connection that speaks as much HTTP as a bench needs: a client that does more would take its part of the machine
 * from what is measured.
 */
export const open = async (url: string): Promise<Connection> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await new Promise<void>((up, down) => socket.once('connect', up).once('error', down))
  socket.setNoDelay(true)
  let answer = Buffer.alloc(0)
  let waiting: { done: (answered: Answered) => void; failed: (error: Error) => void; call: Call } | null = null
  socket.on('data', (chunk) => {
    answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk])
    const status = statusOf(answer)
    if (status === null || !waiting) return
    const { done, failed, call } = waiting
    const body = answer.toString('utf8', answer.indexOf('\r\n\r\n') + 4)
    answer = Buffer.alloc(0)
    waiting = null
    if (status === 200 || call.accepts?.includes(status)) done({ status, body })
    else failed(new Error(`${call.url} answered ${status}: ${body}`))
  })
  socket.on('close', () => waiting?.failed(new Error(`${url} closed the connection`)))
  const ask = (call: Call) =>
    new Promise<Answered>((done, failed) => {
      waiting = { done, failed, call }
      socket.write(bytesOf(call))
    })
  return { ask, close: () => socket.destroy() }
}

/** Keeps a number of connections busy for a while: each sends its next request when the last was answered. */
export const apply = async (load: Load): Promise<Measured> => {
  const connections = await Promise.all(Array.from({ length: load.connections }, () => open(load.url)))
  const latencies: number[] = []
  const started = performance.now()
  const until = started + load.seconds * 1000
  let left = load.requests ?? Number.POSITIVE_INFINITY
  const worker = async ({ ask }: Connection): Promise<void> => {
    while (performance.now() < until && left > 0) {
      left -= 1
      const before = performance.now()
      await ask(load)
      latencies.push(performance.now() - before)
    }
  }
  await Promise.all(connections.map(worker))
  const seconds = (performance.now() - started) / 1000
  for (const { close } of connections) close()
  latencies.sort((a, b) => a - b)
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((part) => quantile(latencies, part))
  return { perSecond: latencies.length / seconds, p50, p95, p99 }
}

/** The middle of an odd number of figures. */
export const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0

/** Measures two loads in turn, so that a machine that changes its speed changes it for both. */
export const inTurn = async (
  ours: Load,
  bare: Load,
  rounds: number,
): Promise<{ ours: Measured; bare: Measured; ratio: number }> => {
  const pairs: { ours: Measured; bare: Measured }[] = []
  await apply({ ...ours, seconds: Math.min(1, ours.seconds) })
  await apply({ ...bare, seconds: Math.min(1, bare.seconds) })
  for (let round = 0; round < rounds; round += 1) pairs.push({ bare: await apply(bare), ours: await apply(ours) })
  const of = (side: 'ours' | 'bare'): Measured => ({
    perSecond: median(pairs.map((pair) => pair[side].perSecond)),
    p50: median(pairs.map((pair) => pair[side].p50)),
    p95: median(pairs.map((pair) => pair[side].p95)),
    p99: median(pairs.map((pair) => pair[side].p99)),
  })
  return {
    ours: of('ours'),
    bare: of('bare'),
    ratio: median(pairs.map((pair) => pair.ours.perSecond / pair.bare.perSecond)),
  }
}
