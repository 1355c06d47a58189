import { parentPort } from 'node:worker_threads'
import { checkDocument } from '@/lib/pdf/check-document'
import { renderInvoicePdf } from '@/lib/pdf/render-invoice'
import { Refusal } from '@/lib/platform/errors'
import type { Answer, Order } from './messages'

const answer = async ({ id, input, bytes }: Order): Promise<Answer> => {
  try {
    if (bytes) return { id, difference: await checkDocument(input, bytes) }
    return { id, bytes: Uint8Array.from(await renderInvoicePdf(input)) }
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
