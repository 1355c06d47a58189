import { existsSync, writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { Order } from '@/lib/pdf/worker/messages'

/**
 * A worker that dies or hangs as the invoice number tells it: `die`, `hang`, or `die-once PATH`, which dies and leaves a
 * mark at PATH, and answers when the mark is there.
 */
parentPort?.on('message', ({ id, input }: Order) => {
  const [what, mark = ''] = input.number.split(' ')
  if (what === 'hang') return
  if (what === 'die') process.exit(3)
  if (what === 'die-once' && !existsSync(mark)) {
    writeFileSync(mark, '')
    throw new Error('died once')
  }
  parentPort?.postMessage({ id, bytes: Uint8Array.of(1) })
})
