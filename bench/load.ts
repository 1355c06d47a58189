import { Agent, request } from 'node:http'

export type Load = {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  /** The body of the nth request. */
  readonly body?: (index: number) => string
  readonly connections: number
  readonly seconds: number
}

export type Measured = { readonly perSecond: number; readonly p50: number; readonly p99: number }

export const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

let sent = 0

const once = (load: Load, agent: Agent): Promise<void> =>
  new Promise((done, fail) => {
    const body = load.body?.(sent++)
    const call = request(
      load.url,
      {
        method: load.method,
        agent,
        headers: {
          ...load.headers,
          ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
        },
      },
      (response) => {
        response.resume()
        response.once('end', () =>
          response.statusCode === 200 ? done() : fail(new Error(`${load.url} answered ${response.statusCode}`)),
        )
      },
    )
    call.once('error', fail)
    call.end(body)
  })

/** Keeps a number of connections busy for a while: each sends its next request when the last was answered. */
export const apply = async (load: Load): Promise<Measured> => {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
  const latencies: number[] = []
  const started = performance.now()
  const until = started + load.seconds * 1000
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const before = performance.now()
      await once(load, agent)
      latencies.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: load.connections }, worker))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  latencies.sort((a, b) => a - b)
  return { perSecond: latencies.length / seconds, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

/** The middle of an odd number of figures. */
export const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0

/** Measures two loads in turn, so that a machine that changes its speed changes it for both. */
export const inTurn = async (
  ours: Load,
  bare: Load,
  rounds = 3,
): Promise<{ ours: Measured; bare: Measured; ratio: number }> => {
  const pairs: { ours: Measured; bare: Measured }[] = []
  await apply({ ...ours, seconds: 1 })
  await apply({ ...bare, seconds: 1 })
  for (let round = 0; round < rounds; round += 1) pairs.push({ bare: await apply(bare), ours: await apply(ours) })
  const of = (side: 'ours' | 'bare'): Measured => ({
    perSecond: median(pairs.map((pair) => pair[side].perSecond)),
    p50: median(pairs.map((pair) => pair[side].p50)),
    p99: median(pairs.map((pair) => pair[side].p99)),
  })
  return {
    ours: of('ours'),
    bare: of('bare'),
    ratio: median(pairs.map((pair) => pair.ours.perSecond / pair.bare.perSecond)),
  }
}
