/** What a card does when it is charged with its owner present. */
export type CardBehaviour =
  | { readonly kind: 'succeed' }
  | { readonly kind: 'authenticate' }
  | { readonly kind: 'decline'; readonly code: string; readonly declineCode: string; readonly message: string }

type TestCard = { readonly funding: 'credit' | 'debit'; readonly behaviour: CardBehaviour }

const succeed: CardBehaviour = { kind: 'succeed' }

const decline = (declineCode: string, message: string): CardBehaviour => ({
  kind: 'decline',
  code: 'card_declined',
  declineCode,
  message,
})

/** Stripe's published test numbers, and what each does. */
const testCards: Readonly<Record<string, TestCard>> = {
  '4242424242424242': { funding: 'credit', behaviour: succeed },
  '4000056655665556': { funding: 'debit', behaviour: succeed },
  '5555555555554444': { funding: 'credit', behaviour: succeed },
  '378282246310005': { funding: 'credit', behaviour: succeed },
  '4000000000000002': { funding: 'credit', behaviour: decline('generic_decline', 'Your card was declined.') },
  '4000000000009995': {
    funding: 'credit',
    behaviour: decline('insufficient_funds', 'Your card has insufficient funds.'),
  },
  '4000002500003155': { funding: 'credit', behaviour: { kind: 'authenticate' } },
}

/** A real card never pays here: Stripe's test mode declines it in these words. */
const realCard: TestCard = {
  funding: 'credit',
  behaviour: decline(
    'test_mode_live_card',
    'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
  ),
}

export const testCardOf = (number: string): TestCard => testCards[number] ?? realCard
