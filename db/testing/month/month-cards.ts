import { settleCards } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout } from '@/lib/flows/payments/cards/start-card-checkout'
import { ask, typedCard } from '@/packages/stripe-emulator/testing/browse'
import { begun, type Person } from './month-person'

/** What people do about their cards. */
export const cardActs = ({ org, ctx, harness, gateway, customerId, typeInto, inPortal, cardOf }: Person) => ({
  saveCard: async (card: string): Promise<void> => {
    await typeInto(begun(await startCardCheckout(ctx(), gateway, org)), card)
  },
  saveCardSettled: async (card: string): Promise<void> => {
    await typeInto(begun(await startCardCheckout(ctx(), gateway, org)), card)
    await settleCards(ctx(), gateway, org)
  },
  addInPortal: async (card: string): Promise<void> => {
    await ask(harness, await inPortal(), 'add', typedCard(card))
  },
  chargeFromNow: async (last4: string): Promise<void> => {
    await ask(harness, await inPortal(), 'default', { method: await cardOf(last4) })
  },
  removeInPortal: async (last4: string): Promise<void> => {
    await ask(harness, await inPortal(), 'remove', { method: await cardOf(last4) })
  },
  leave: async (): Promise<void> => {
    await harness.stripe.customers.del(await customerId())
  },
})
