import type { z } from 'zod'
import { pageContext } from '@/lib/auth/page-context'
import type { Ctx } from '@/lib/context'
import type { ActionResult } from '@/lib/contracts/action-result'
import { refusalOf } from './envelope'
import { parse } from './read-json'
import { type RefusalWords, refusalWords } from './refusal-words'

/**
 * The shape of a server action: reads its input by contract, checks who asks (in the flow it calls), and answers
 * instead of throwing, so that the screen can say what happened, in its language.
 */
export const action =
  <Schema extends z.ZodType, Answer extends object>(
    schema: Schema,
    act: (ctx: Ctx, input: z.output<Schema>) => Promise<Answer>,
  ) =>
  async (input: unknown): Promise<ActionResult<Answer>> => {
    const ctx = await pageContext()
    try {
      return { ok: true, ...(await act(ctx, parse(schema, input))) }
    } catch (error) {
      const refusal = refusalOf(error, ctx.requestId)
      const words = await refusalWords(refusal)
      return { ok: false, code: refusal.code, message: words.message, fields: fieldsOf(words, refusal.facts) }
    }
  }

type Issues = {
  readonly issues?: readonly { readonly path: string; readonly message: string }[]
  readonly field?: string
}

const fieldsOf = (words: RefusalWords, { issues = [], field }: Issues): Record<string, string> =>
  Object.fromEntries([
    ...(field ? [[field, words.message]] : []),
    ...issues.filter(({ path }) => path !== '').map(({ path, message }) => [path, words.field(message)]),
  ])
