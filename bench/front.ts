import { inTurn, type Load } from './load'
import type { BenchResult } from './result'
import { type Stage, startServer } from './stage'

const connections = 16
const seconds = 4

const result = (
  name: string,
  { ours, bare, ratio }: Awaited<ReturnType<typeof inTurn>>,
  target: number,
): BenchResult => ({
  name,
  value: Math.round(ours.perSecond),
  unit: '1/s',
  baseline: Math.round(bare.perSecond),
  ratio,
  target: `ratio ≥ ${target}`,
  pass: ratio >= target,
})

const at = '2026-11-10T12:00:00Z'
const quantity = '61'

/** One event as a caller sends it, and the same one priced as the database function takes it. */
const events = (
  stage: Stage,
  apiKey: string,
  size: number,
): { ours: Pick<Load, 'body' | 'headers'>; bare: Pick<Load, 'body'> } => {
  const orgOf = (index: number) => stage.orgs[index % stage.orgs.length] ?? ''
  const keys = (index: number) => Array.from({ length: size }, (_, item) => `bench-${process.pid}-${index}-${item}`)
  return {
    ours: {
      headers: { authorization: `Bearer ${apiKey}` },
      body: (index) =>
        JSON.stringify({
          events: keys(index).map((key) => ({
            idempotencyKey: `a-${key}`,
            org: orgOf(index),
            meter: 'sandbox.seconds',
            quantity,
            occurredAt: at,
            resource: 'sandbox-1',
          })),
        }),
    },
    bare: {
      body: (index) =>
        JSON.stringify({
          org: orgOf(index),
          items: keys(index).map((key) => ({
            key: `b-${key}`,
            hash: '00',
            meter: 'sandbox.seconds',
            resource: 'sandbox-1',
            quantity,
            at,
            day: at.slice(0, 10),
            properties: null,
            book: 'bench',
            version: 1,
            amount: '0.001708000000',
          })),
        }),
    },
  }
}

/** Health and ingest through the front server, against the same answered by bare `node:http`. */
export const benchFront = async (stage: Stage): Promise<BenchResult[]> => {
  const front = await startServer(stage, 'server.ts')
  const bare = await startServer(stage, 'bench/bare-server.ts')
  const load = (url: string, rest: Partial<Load>): Load => ({ url, method: 'POST', connections, seconds, ...rest })
  const health = await inTurn(
    load(`${front}/api/health`, { method: 'GET' }),
    load(`${bare}/api/health`, { method: 'GET' }),
  )
  const one = events(stage, stage.apiKey, 1)
  const single = await inTurn(load(`${front}/api/v1/usage/events`, one.ours), load(`${bare}/`, one.bare))
  const many = events(stage, stage.apiKey, 500)
  const batch = await inTurn(load(`${front}/api/v1/usage/events`, many.ours), load(`${bare}/`, many.bare))
  return [
    result('health through the front server', health, 0.35),
    result('ingest, one event a request', single, 0.3),
    result('ingest, 500 events a request', batch, 0.25),
  ]
}
