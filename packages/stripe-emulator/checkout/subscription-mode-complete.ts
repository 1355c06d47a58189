import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { completeSession } from './complete-session'

/** The first invoice of a subscription that began in Checkout is paid: so is its session. */
export const completeSubscriptionSession = async (work: Work, id: string, invoice: InvoiceRecord): Promise<void> => {
  const session = await work.get('checkout.session', id)
  if (session?.status !== 'open') return
  const status = invoice.total === 0 ? 'no_payment_required' : 'paid'
  completeSession(work, { ...session, subscription: invoice.subscription, invoice: invoice.id }, status)
}
