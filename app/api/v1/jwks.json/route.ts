import { capabilitySigner } from '@/lib/compose'
import { requireSigner } from '@/lib/flows/capability/issue-capability'
import { anybody, route } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

/** The public keys that capabilities are verified with (G6). */
export const GET = route(anybody, async () => {
  const { keySet } = requireSigner(await capabilitySigner())
  return Response.json(keySet, { headers: { 'cache-control': 'public, max-age=300' } })
})
