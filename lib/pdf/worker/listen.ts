import { parentPort } from 'node:worker_threads'
import { checkDocument } from '@/lib/pdf/check-document'
import { renderDocument } from '@/lib/pdf/render-document'
import { Refusal } from '@/lib/platform/errors'
import type { Answer, Order } from './messages'

const answer = async (order: Order): Promise<Answer> => {
  const { id } = order
  try {
    if (order.bytes) return { id, difference: await checkDocument(order.input, order.bytes) }
    return { id, bytes: Uint8Array.from(await renderDocument(order.input)) }
  } catch (error) {
    if (error instanceof Refusal) return { id, error: error.sentence, wrong: true }
    return { id, error: error instanceof Error ? error.message : String(error), wrong: false }
  }
}

/** Answers every order of the thread that started this one. */
export const listen = (): void => {
  parentPort?.on('message', async (order: Order) => {
    const result = await answer(order)
    parentPort?.postMessage(result, 'bytes' in result ? [result.bytes.buffer] : [])
  })
}
