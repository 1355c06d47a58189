import type { InvoiceRecord } from '@/lib/stripe-emulator/records'
import type { Work } from '@/lib/stripe-emulator/work'
import { completeSession } from './complete-session'

/** The first invoice of a subscription that began in Checkout is paid: so is its session. */
export const completeSubscriptionSession = async (work: Work, id: string, invoice: InvoiceRecord): Promise<void> => {
  const session = await work.get('checkout.session', id)
  if (session?.status !== 'open') return
  completeSession(work, { ...session, subscription: invoice.subscription, invoice: invoice.id }, 'paid')
}
