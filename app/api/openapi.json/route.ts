import { settings } from '@/lib/compose'
import { anybody, route } from '@/lib/http/route'
import { describeApi } from './describe-api'

export const dynamic = 'force-dynamic'

/** The description of the API, for everybody who writes a client. */
export const GET = route(anybody, async () =>
  Response.json(describeApi(settings().url), { headers: { 'cache-control': 'public, max-age=300' } }),
)
