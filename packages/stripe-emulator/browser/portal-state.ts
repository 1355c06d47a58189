import { type Visit, waitingSetup } from '@/packages/stripe-emulator/portal/visit'
import type { Work } from '@/packages/stripe-emulator/work'

const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

/** What the portal page shows, in words. */
export const portalState = async (work: Work, { session, customer }: Visit) => {
  const query = { match: { customer: customer.id }, limit: 100, after: null, order: 'newest' } as const
  const methods = await work.list('payment_method', query)
  return {
    who: customer.name ?? customer.email ?? customer.id,
    step: (await waitingSetup(work, session)) ? 'authenticate' : session.flow && !session.flow.done ? 'add' : 'cards',
    done: session.flow?.done ? (session.flow.message ?? 'Your payment method was updated.') : null,
    redirect: session.flow?.done ? session.flow.returnUrl : null,
    back: session.returnUrl,
    cards: methods.map(({ id, card, sepaDebit }) => ({
      id,
      name: card ? `${brands[card.brand] ?? 'Card'} ···· ${card.last4}` : `SEPA ···· ${sepaDebit?.last4 ?? ''}`,
      expires: card ? `Expires ${String(card.expMonth).padStart(2, '0')} / ${card.expYear}` : '',
      isDefault: customer.defaultPaymentMethod === id,
    })),
  }
}
