import { anybody, route } from '@/lib/http/route'
import { Refusal } from '@/lib/platform/errors'

const unknown = route(anybody, async ({ request }) => {
  throw new Refusal('unknown_route', `There is no ${request.method} ${new URL(request.url).pathname}.`)
})

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT }
