import { stripeEmulator } from '@/lib/compose'
import { serveBrowser } from '@/packages/stripe-emulator/browser/serve'

export const dynamic = 'force-dynamic'

/** Demo mode's Stripe.js stand-in and card page. Everything else under the emulator stays in the process. */
const serve = (request: Request): Promise<Response> => serveBrowser(stripeEmulator(), request)

export { serve as GET, serve as POST }
