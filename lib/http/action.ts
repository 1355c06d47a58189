import { headers } from 'next/headers'
import type { z } from 'zod'
import { noteLooks } from '@/lib/auth/note-looks'
import { pageContext } from '@/lib/auth/page-context'
import type { Ctx } from '@/lib/context'
import type { ActionResult } from '@/lib/contracts/action-result'
import { actorName } from '@/lib/core/access/permit'
import { log } from '@/lib/platform/log'
import { refusalOf } from './envelope'
import { parse } from './read-json'
import { type RefusalWords, refusalWords } from './refusal-words'
import { pathHeader } from './return-path'

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
    const started = performance.now()
    const ctx = await pageContext()
    const tell = async (outcome: string): Promise<void> => {
      const path = (await headers()).get(pathHeader) ?? ''
      const ms = Math.round(performance.now() - started)
      log.info({ requestId: ctx.requestId, actor: actorName(ctx.actor), path, outcome, ms }, 'action')
    }
    try {
      const answer = await act(ctx, parse(schema, input))
      await noteLooks(ctx)
      await tell('ok')
      return { ok: true, ...answer }
    } catch (error) {
      const refusal = refusalOf(error, ctx.requestId, actorName(ctx.actor))
      await tell(refusal.code)
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
