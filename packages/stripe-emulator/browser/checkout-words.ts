import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'

type Said = { readonly title: string; readonly text: string }

/** What the checkout page says, which is its mode's to know. */
export type CheckoutWords = {
  /** Above all: what is to be paid, or what is done here. */
  readonly title: string
  /** On the button. */
  readonly action: string
  /** When the bank asks the owner. */
  readonly ask: Said
  /** At the end. */
  readonly done: Said
}

const saving: CheckoutWords = {
  title: 'Save a card',
  action: 'Save card',
  ask: {
    title: 'Confirm this card',
    text: 'Your bank would now ask you to approve later payments with this card. Choose what happens.',
  },
  done: { title: 'Card saved', text: 'This test card is saved for later payments. Nothing was charged.' },
}

const paid = (amount: string): Said => ({
  title: 'Payment complete',
  text: `${amount} was paid with a test card. No real money moved.`,
})
const onItsWay = (amount: string): Said => ({
  title: 'Payment on its way',
  text: `Your bank is asked for ${amount}. You will hear when it has arrived.`,
})

/** @param amount what is to be paid, in words; null where nothing is. */
export const checkoutWords = (session: CheckoutSessionRecord, amount: string | null) => {
  const { mode, status, paymentStatus, lineItems } = session
  const rhythm = lineItems[0]?.rhythm
  if (mode === 'setup' || amount === null) return saving
  const words: CheckoutWords = {
    title: rhythm === undefined ? amount : `${amount} / ${rhythm}`,
    action: mode === 'subscription' ? 'Subscribe' : `Pay ${amount}`,
    ask: {
      title: 'Confirm this payment',
      text: `Your bank would now ask you to approve ${amount}. Choose what happens.`,
    },
    done: status === 'complete' && paymentStatus === 'unpaid' ? onItsWay(amount) : paid(amount),
  }
  return words
}
