import { appDb, peopleDb } from '@/db/app'
import { noteLooks } from '@/lib/auth/note-looks'
import { clock } from '@/lib/compose'
import type { Ctx } from '@/lib/context'
import { type Actor, actorName } from '@/lib/core/access/permit'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import { errorResponse } from './envelope'
import type { HotRequest } from './hot-request'
import { type Answer, responseOf } from './json-answer'

export type Params = Readonly<Record<string, string>>
export type RouteInput = { readonly request: Request; readonly ctx: Ctx; readonly params: Params }
type NextExtra = { readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>> }
export type Route = ((request: Request, extra?: NextExtra) => Promise<Response>) & {
  /** The same for the front server, which needs no more of a request or an answer than its parts. */
  readonly hot: (request: HotRequest, params: Params) => Promise<Answer>
}

/** The caller's request id where it is one, else a new one. */
export const requestIdOf = (headers: Headers): string => {
  const given = headers.get('x-request-id') ?? ''
  return /^[\w.-]{8,64}$/.test(given) ? given : newId('req')
}

/** Who asks: known at once, or once somebody was asked. */
type Identify = (request: Request) => Actor | Promise<Actor>

/**
 * The shape of a route: who asks, what it does, one answer, one log line. A plain function of the request, so that the
 * front server and Next can both call it.
 */
export const route = (identify: Identify, act: (input: RouteInput) => Promise<Answer>): Route => {
  const run = async (request: Request, params: Params): Promise<Answer> => {
    const asked: Asked = {
      requestId: requestIdOf(request.headers),
      started: performance.now(),
      actor: { kind: 'nobody' },
    }
    let answer: Answer
    try {
      const identified = identify(request)
      asked.actor = identified instanceof Promise ? await identified : identified
      const ctx = ctxOf(asked)
      answer = await act({ request, ctx, params })
      if (ctx.looks && ctx.looks.size > 0) await noteLooks(ctx)
      answer.headers.set('x-request-id', asked.requestId)
      if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store')
    } catch (error) {
      answer = errorResponse(error, asked.requestId, actorName(asked.actor))
    }
    noteAnswer(request, asked, answer)
    return answer
  }
  const forNext = async (request: Request, extra?: NextExtra) =>
    responseOf(await run(request, textsOf(await extra?.params)))
  return Object.assign(forNext, {
    // A hot request has what routes read of a request, and the others never get one.
    hot: (request: HotRequest, params: Params) => run(request as unknown as Request, params),
  })
}

/** What a log line says of a request besides its answer; who asks is known a moment later. */
type Asked = { readonly requestId: string; readonly started: number; actor: Actor }

const ctxOf = ({ requestId, actor }: Asked): Ctx =>
  actor.kind === 'user'
    ? { actor, now: clock(), db: peopleDb(), requestId, looks: new Set() }
    : { actor, now: clock(), db: appDb(), requestId }

const noteAnswer = ({ url, method }: Request, { requestId, started, actor }: Asked, { status }: Answer): void => {
  if (!log.isLevelEnabled('info')) return
  const path = new URL(url).pathname
  const ms = Math.round(performance.now() - started)
  log.info({ requestId, actor: actorName(actor), method, path, status, ms }, 'request')
}

/** The single segments of a path; the rest of a catch-all is nobody's parameter. */
const textsOf = (params: Awaited<NextExtra['params']> = {}): Params =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

export const anybody = (): Actor => ({ kind: 'nobody' })
