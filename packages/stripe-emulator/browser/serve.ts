import type { Emulator } from '@/packages/stripe-emulator/emulator'
import { failed } from '@/packages/stripe-emulator/failed'
import { Failure } from '@/packages/stripe-emulator/failure'
import { browserPath } from './paths'

/**
 * The one door from the network to the emulator. Only the browser area is behind it; the secret-key API is not, and is
 * answered 404.
 */
export const serveBrowser = async (emulator: Pick<Emulator, 'fetch'>, request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith(`${browserPath}/`)) return emulator.fetch(request)
  return failed(new Failure(404, { type: 'invalid_request_error', message: 'There is nothing at this address.' }))
}
