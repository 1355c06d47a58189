import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { setImmediate as letOthersIn, setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createPdfPool } from '@/lib/pdf/pool'
import { type InvoiceInput, renderInvoicePdf } from '@/lib/pdf/render-invoice'
import { sampleInvoice } from '@/lib/pdf/testing/sample-invoice'
import type { BenchResult } from './result'

/** One core is left to the event loop. */
const poolSize = Math.max(1, availableParallelism() - 1)
/** A request is due every so many milliseconds, whether or not the one before was answered. */
const intervalMs = 5
const targetMs = 50
/** The first answers wait for connections, and for code that runs for the first time. */
const warmUpMs = 1_000

/**
 * Answers of a server while it renders a batch of one-page invoices: through the pool, and for comparison on its own
 * event loop, where waiting requests get their turn after every document. Latency counts from when a request was due, so that a blocked loop can't hide the requests it delayed.
 * @param documents how many are rendered either way.
 * @param url answers GET with 200 in this process, such as a front server's health route; default: a plain server.
 */
export const benchPdf = async (documents: number, url?: string): Promise<BenchResult[]> => {
  const server = url ? null : await plainServer()
  const target = url ?? server?.url ?? ''
  const pool = createPdfPool({ size: poolSize, deadlineMs: 300_000 })
  try {
    await Promise.all(inputs(poolSize * 4).map(pool.render))
    await renderInvoicePdf({ snapshot: sampleInvoice(), number: 'warm-up' })
    const pooled = await answersDuring(target, () => Promise.all(inputs(documents).map(pool.render)))
    const inline = await answersDuring(target, async () => {
      for (const input of inputs(documents)) {
        await renderInvoicePdf(input)
        await letOthersIn()
      }
    })
    const [perSecond, inlinePerSecond] = [documents / pooled.seconds, documents / inline.seconds]
    return [
      slowest(documents, pooled.p99),
      median(documents, pooled.p50, inline.p50),
      throughput(perSecond, inlinePerSecond),
    ]
  } finally {
    await pool.close()
    await server?.close()
  }
}

/** Without baseline: how long the slowest wait for a blocked loop depends on how many sockets the client opens. */
const slowest = (documents: number, p99: number): BenchResult => ({
  name: `p99 of answers while ${documents} PDFs render`,
  value: p99,
  unit: 'ms',
  baseline: null,
  ratio: null,
  target: `< ${targetMs}`,
  pass: p99 < targetMs,
})

const median = (documents: number, p50: number, baseline: number): BenchResult => ({
  name: `median of answers while ${documents} PDFs render`,
  value: p50,
  unit: 'ms',
  baseline,
  ratio: baseline / p50,
  target: '',
  pass: true,
})

const throughput = (perSecond: number, baseline: number): BenchResult => ({
  name: `one-page PDFs rendered by a pool of ${poolSize}`,
  value: perSecond,
  unit: '1/s',
  baseline,
  ratio: perSecond / baseline,
  target: '',
  pass: true,
})

const inputs = (count: number): InvoiceInput[] =>
  Array.from({ length: count }, (_, index) => ({
    snapshot: sampleInvoice(),
    number: `2026-${`${index + 1}`.padStart(6, '0')}`,
  }))

/** Has another thread ask at a steady pace until the work is done. */
const answersDuring = async (
  url: string,
  work: () => Promise<unknown>,
): Promise<{ readonly p50: number; readonly p99: number; readonly seconds: number }> => {
  const client = new Worker(new URL('./steady-client.mjs', import.meta.url), {
    workerData: { url, intervalMs },
    execArgv: [],
  })
  const failed = once(client, 'error').then(([error]) => Promise.reject(error))
  try {
    await Promise.race([once(client, 'online'), failed])
    await sleep(warmUpMs)
    client.postMessage('begin')
    const start = performance.now()
    await work()
    const seconds = (performance.now() - start) / 1000
    client.postMessage('end')
    const [answer] = await Promise.race([once(client, 'message'), failed])
    const latencies: number[] = [...answer].sort((a, b) => a - b)
    const quantile = (part: number): number => latencies[Math.ceil(latencies.length * part) - 1] ?? Number.NaN
    return { p50: quantile(0.5), p99: quantile(0.99), seconds }
  } finally {
    await client.terminate()
  }
}

const plainServer = async (): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('{"status":"ok"}')
  })
  server.keepAliveTimeout = 75_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/health`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
