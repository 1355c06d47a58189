import { findCell } from '@/db/queries/cells'
import type { Ctx } from '@/lib/context'
import { type PostAnswer, postSigned } from '@/lib/webhooks/post-signed'

const mostErrorCharacters = 300

export type CellAnswer = PostAnswer & {
  /** True for any 2xx: the cell has it, and is told no more. */
  readonly acknowledged: boolean
  /** Why not, in one line that a database can keep. */
  readonly error: string
}

/** Why nobody answered, in one line that a database can keep. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ')
    .trim()
    .slice(0, mostErrorCharacters)

/** Sends one message to a cell, once. A cell that nobody set up yet is a failure like any other: it is tried again. */
export const callCell = async (
  ctx: Ctx,
  name: string,
  { id, message, timeoutMs }: { readonly id: string; readonly message: unknown; readonly timeoutMs: number },
): Promise<CellAnswer> => {
  const cell = await findCell(ctx.db, name)
  if (!cell) {
    return { status: null, text: '', tookMs: 0, acknowledged: false, error: `There is no cell ${name}.` }
  }
  const { url, secret } = cell
  const answer = await postSigned({ url, secret, id, body: JSON.stringify(message), now: ctx.now, timeoutMs })
  const { status, text } = answer
  if (status !== null && status >= 200 && status < 300) return { ...answer, acknowledged: true, error: '' }
  return { ...answer, acknowledged: false, error: status === null ? oneLine(text) : `It answered ${status}.` }
}
