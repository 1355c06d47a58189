import { endCheckout } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import type { Ctx } from '@/lib/context'
import { recordCheckoutPayment } from '@/lib/flows/payments/settle-checkout'
import { Refusal } from '@/lib/platform/errors'
import type { ReadSession } from './checkout'
import type { Handled } from './handled'

const hasFailed = ({ type }: ClaimedEvent): boolean => type === 'checkout.session.async_payment_failed'

/** A Checkout of an invoice was paid, or ended. */
export const invoiceCheckout = async (
  ctx: Ctx,
  session: ReadSession & { readonly invoiceId: string },
  event: ClaimedEvent,
): Promise<Handled> => {
  const { org, checkoutId, invoiceId, read } = session
  if (!read.paid && (read.status === 'expired' || hasFailed(event))) {
    const outcome = await endCheckout(ctx.db, org, checkoutId, event, ctx.now)
    return { sentence: outcome === 'ended' ? 'The checkout ended unpaid.' : 'This event was handled before.' }
  }
  if (!read.paid) return { sentence: 'The payment is still being processed.', note: 'ignored' }
  const outcome = await recordCheckoutPayment(ctx, session, read, event)
  if (outcome === 'unknown') throw new Refusal('unavailable', `There is no invoice ${invoiceId} yet.`)
  return {
    sentence: outcome === 'repeated' ? 'This payment was recorded before.' : `The payment was recorded: ${outcome}.`,
  }
}
