import { jsonAnswer } from '@/lib/http/json-answer'
import { anybody, route } from '@/lib/http/route'
import { health } from '@/lib/reads/health'

export const dynamic = 'force-dynamic'

/** Whether this process can work: the database is reachable and current. 503 where not. */
export const GET = route(anybody, async ({ ctx }) => {
  const answer = await health(ctx)
  return jsonAnswer(answer, { status: answer.status === 'ok' ? 200 : 503 })
})
