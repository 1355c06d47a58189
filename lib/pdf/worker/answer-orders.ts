import { parentPort } from 'node:worker_threads'
import { renderInvoicePdf } from '@/lib/pdf/render-invoice'
import type { Answer, Order } from './messages'
import { stepBack } from './step-back'

stepBack()

const answer = async ({ id, input }: Order): Promise<Answer> => {
  try {
    return { id, bytes: Uint8Array.from(await renderInvoicePdf(input)) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (order: Order) => {
  const result = await answer(order)
  parentPort?.postMessage(result, 'bytes' in result ? [result.bytes.buffer] : [])
})
