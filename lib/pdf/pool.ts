import { Worker } from 'node:worker_threads'
import { Refusal } from '@/lib/platform/errors'
import type { DocumentInput } from './render-document'
import type { InvoiceInput } from './render-invoice'
import type { Answer, Order } from './worker/messages'

export type PdfPool = {
  /** Renders off the event loop; same bytes as `renderInvoicePdf`. Rejects with a sentence that says why. */
  readonly render: (input: DocumentInput) => Promise<Uint8Array>
  /** Compares a document with its invoice off the event loop; same answer as `checkDocument`. */
  readonly check: (input: InvoiceInput, bytes: Uint8Array) => Promise<string | null>
  /** Stops the workers. What is not rendered by then is rejected. */
  readonly close: () => Promise<void>
}

type Job = {
  readonly order: Order
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
  attempts: number
}

type Asked = { readonly input: DocumentInput } | { readonly input: InvoiceInput; readonly bytes: Uint8Array }

/** A worker and what it is doing. */
type Hand = { readonly worker: Worker; job: Job | null; alarm: NodeJS.Timeout | null }

/** Where this runs as it is written, workers load TypeScript; where it was built, they are built beside it. */
const isBuilt = import.meta.url.endsWith('.mjs')
const start = new URL(isBuilt ? './pdf-worker.mjs' : './worker/start.mjs', import.meta.url)
const answerOrders = new URL('./worker/answer-orders.ts', import.meta.url)
const attemptsAllowed = 2
const heapMb = 768

/**
 * Worker threads that render invoices, started when first needed. A worker that dies or misses the deadline is replaced;
 * its job is tried once more on another one, then rejected. An input that can't be rendered is rejected at once.
 * @param size most workers at a time; one per core that the server can spare.
 * @param deadlineMs longest time for one attempt, the start of a worker included.
 * @param entry the module a worker runs.
 */
export const createPdfPool = (options: {
  readonly size: number
  readonly deadlineMs?: number
  readonly entry?: URL
}): PdfPool => {
  const { size, deadlineMs = 30_000, entry = answerOrders } = options
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`A PDF pool needs at least one worker, not ${size}.`)
  const hands = new Set<Hand>()
  const waiting: Job[] = []
  let nextId = 1
  let isClosed = false

  const hire = (): Hand => {
    const hand: Hand = { worker: startWorker(entry), job: null, alarm: null }
    hand.worker.on('message', (answer: Answer) => settle(hand, answer))
    hand.worker.on('error', (error) => dismiss(hand, `failed: ${error.message}`))
    hand.worker.on('exit', (code) => dismiss(hand, `exited with code ${code}`))
    hands.add(hand)
    return hand
  }

  const assign = (): void => {
    while (waiting.length > 0) {
      const hand = [...hands].find(({ job }) => job === null) ?? (hands.size < size ? hire() : undefined)
      const job = hand && waiting.shift()
      if (!hand || !job) return
      job.attempts += 1
      hand.job = job
      hand.worker.ref()
      hand.alarm = setTimeout(() => dismiss(hand, `gave no answer within ${deadlineMs} ms`), deadlineMs)
      hand.worker.postMessage(job.order)
    }
  }

  const settle = (hand: Hand, answer: Answer): void => {
    const job = release(hand)
    if (!job || job.order.id !== answer.id) return
    if (!('error' in answer)) job.resolve(answer)
    else job.reject(answer.wrong ? new Refusal('document_wrong', answer.error) : new Error(answer.error))
    hand.worker.unref()
    assign()
  }

  /** Lets a worker go for good; what it was doing is done by another, or given up. */
  const dismiss = (hand: Hand, reason: string): void => {
    if (!hands.delete(hand)) return
    const job = release(hand)
    void hand.worker.terminate()
    if (job && job.attempts < attemptsAllowed && !isClosed) waiting.unshift(job)
    else job?.reject(new Error(`Invoice ${job.order.input.number} was not ${doneTo(job.order)}: the worker ${reason}.`))
    assign()
  }

  const ask = (asked: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('The PDF pool is closed.'))
      waiting.push({ order: { id: nextId++, ...asked }, resolve, reject, attempts: 0 })
      assign()
    })

  return {
    render: async (input) => {
      const answer = await ask({ input })
      if (!('bytes' in answer)) throw new Error('The worker answered something else than a document.')
      return answer.bytes
    },
    check: async (input, bytes) => {
      const answer = await ask({ input, bytes })
      if (!('difference' in answer)) throw new Error('The worker answered something else than a comparison.')
      return answer.difference
    },
    close: async () => {
      isClosed = true
      for (const job of waiting.splice(0)) job.reject(new Error('The PDF pool is closed.'))
      const workers = [...hands].map(({ worker }) => worker)
      for (const hand of [...hands]) dismiss(hand, 'was stopped')
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

const doneTo = ({ bytes }: Order): string => (bytes ? 'compared' : 'rendered')

const startWorker = (entry: URL): Worker =>
  new Worker(start, {
    workerData: { entry: entry.href },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })

/** Takes the job out of a worker's hand. */
const release = (hand: Hand): Job | null => {
  const { job, alarm } = hand
  if (alarm) clearTimeout(alarm)
  hand.job = null
  hand.alarm = null
  return job
}
