/** Why a card was refused, in the words of the API. */
export type CardRefusal = { readonly code: string; readonly declineCode: string | null; readonly message: string }

/** What a card does. A card without a word on something does what a good card does. */
export type CardBehaviour = {
  /** Refused when it is charged. */
  readonly charge?: CardRefusal
  /** Refused when it is saved; a card that is refused when charged is refused here too unless it says otherwise. */
  readonly save?: CardRefusal | 'accepted'
  /**
   * When its owner has to authenticate: at every payment and every saving; unless it was authenticated when it was
   * saved; only while the owner is there.
   */
  readonly authentication?: 'always' | 'unless_prepared' | 'on_session'
  /** The reason its owner disputes every payment for. */
  readonly dispute?: 'fraudulent' | 'product_not_received'
  /** How refunds to it end: a while later, or first well and then not at all. */
  readonly refund?: 'later' | 'fails'
}

export type TestCard = {
  /** The name after `pm_card_`. */
  readonly name: string
  readonly number: string
  readonly brand: string
  readonly funding: 'credit' | 'debit' | 'prepaid'
  readonly country: string
  readonly behaviour: CardBehaviour
}

const refusal = (code: string, declineCode: string | null, message: string): CardBehaviour => ({
  charge: { code, declineCode, message },
})
const declined = (declineCode: string, message = 'Your card was declined.'): CardBehaviour =>
  refusal('card_declined', declineCode, message)

const card = (name: string, number: string, behaviour: CardBehaviour = {}, more: Partial<TestCard> = {}): TestCard => ({
  name,
  number,
  brand: 'visa',
  funding: 'credit',
  country: 'US',
  behaviour,
  ...more,
})

const { charge: insufficient } = declined('insufficient_funds', 'Your card has insufficient funds.')
const { charge: generic } = declined('generic_decline')

/** Stripe's published test cards, with the names its tokens have. */
export const testCards: readonly TestCard[] = [
  card('visa', '4242424242424242'),
  card('visa_debit', '4000056655665556', {}, { funding: 'debit' }),
  card('mastercard', '5555555555554444', {}, { brand: 'mastercard' }),
  card('mastercard_debit', '5200828282828210', {}, { brand: 'mastercard', funding: 'debit' }),
  card('mastercard_prepaid', '5105105105105100', {}, { brand: 'mastercard', funding: 'prepaid' }),
  card('amex', '378282246310005', {}, { brand: 'amex' }),
  card('discover', '6011111111111117', {}, { brand: 'discover' }),
  card('diners', '3056930009020004', {}, { brand: 'diners' }),
  card('jcb', '3566002020360505', {}, { brand: 'jcb' }),
  card('unionpay', '6200000000000005', {}, { brand: 'unionpay' }),
  card('ch', '4000007560000009', {}, { country: 'CH' }),
  card('de', '4000002760000016', {}, { country: 'DE' }),
  card('chargeDeclined', '4000000000000002', declined('generic_decline')),
  card('chargeDeclinedInsufficientFunds', '4000000000009995', { charge: insufficient }),
  card('chargeDeclinedLostCard', '4000000000009987', declined('lost_card')),
  card('chargeDeclinedStolenCard', '4000000000009979', declined('stolen_card')),
  card('chargeDeclinedExpiredCard', '4000000000000069', refusal('expired_card', null, 'Your card has expired.')),
  card(
    'chargeDeclinedIncorrectCvc',
    '4000000000000127',
    refusal('incorrect_cvc', null, "Your card's security code is incorrect."),
  ),
  card(
    'chargeDeclinedProcessingError',
    '4000000000000119',
    refusal('processing_error', null, 'An error occurred while processing your card. Try again in a little bit.'),
  ),
  card(
    'chargeDeclinedVelocityLimitExceeded',
    '4000000000006975',
    declined(
      'card_velocity_exceeded',
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    ),
  ),
  card('chargeCustomerFail', '4000000000000341', { charge: generic, save: 'accepted' }),
  card('authenticationRequiredOnSetup', '4000002500003155', { authentication: 'unless_prepared' }),
  card('authenticationRequired', '4000002760003184', { authentication: 'always' }),
  card('threeDSecure2Required', '4000000000003220', { authentication: 'always' }),
  card('authenticationRequiredSetupForOffSession', '4000003800000446', { authentication: 'on_session' }),
  card('authenticationRequiredChargeDeclinedInsufficientFunds', '4000008260003178', {
    charge: insufficient,
    save: 'accepted',
    authentication: 'unless_prepared',
  }),
  card('threeDSecureRequiredChargeDeclined', '4000008400001629', {
    charge: generic,
    save: 'accepted',
    authentication: 'always',
  }),
  card('createDispute', '4000000000000259', { dispute: 'fraudulent' }),
  card('createDisputeProductNotReceived', '4000000000002685', { dispute: 'product_not_received' }),
  card('pendingRefund', '4000000000007726', { refund: 'later' }),
  card('refundFail', '4000000000005126', { refund: 'fails' }),
]

/** A real card never pays here: Stripe's test mode declines it in these words. */
const realCard = card(
  'real',
  '',
  declined(
    'test_mode_live_card',
    'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
  ),
)

export const testCardOf = (number: string): TestCard => testCards.find((known) => known.number === number) ?? realCard

/** How a card that was kept under its name behaves. */
export const behaviourOf = (name: string): CardBehaviour =>
  [...testCards, realCard].find((known) => known.name === name)?.behaviour ?? {}

const tokenAliases: Readonly<Record<string, string>> = {
  visa_chargeDeclined: 'chargeDeclined',
  visa_chargeDeclinedInsufficientFunds: 'chargeDeclinedInsufficientFunds',
  visa_chargeDeclinedLostCard: 'chargeDeclinedLostCard',
  visa_chargeDeclinedStolenCard: 'chargeDeclinedStolenCard',
  threeDSecureRequired: 'threeDSecure2Required',
}

/** The card behind a token such as `pm_card_visa`, or null where the id is no token. */
export const testCardOfToken = (id: string): TestCard | null => {
  const name = /^pm_card_(\w+)$/.exec(id)?.[1] ?? ''
  return testCards.find((known) => known.name === (tokenAliases[name] ?? name)) ?? null
}
