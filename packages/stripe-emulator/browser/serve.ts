import { envelopeOf, Refusal } from '@/lib/platform/errors'
import type { Emulator } from '@/packages/stripe-emulator/emulator'
import { browserPath } from './paths'

/**
 * The one door from the network to the emulator. Only the browser area is behind it; the secret-key API is not, nor is
 * anything where there is no emulator because the portal is not in demo mode. Both are answered 404.
 */
export const serveBrowser = async (emulator: Emulator | null, request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url)
  if (emulator && pathname.startsWith(`${browserPath}/`)) return emulator.fetch(request)
  const refusal = new Refusal('unknown_route', 'There is nothing at this address.')
  return Response.json(envelopeOf(refusal), { status: refusal.status })
}
