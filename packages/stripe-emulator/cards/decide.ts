import { behaviourOf, type CardRefusal } from './test-cards'

/** What the bank says to one try. */
export type CardAnswer =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'requires_action' }
  | ({ readonly kind: 'declined' } & CardRefusal)

export type CardTry = {
  /** The card's name among the test cards. */
  readonly behaviour: string
  /** Authenticated when it was saved, for use while its owner is away. */
  readonly prepared: boolean
  /** The owner is away and can't be asked. */
  readonly offSession: boolean
  /** The owner has authenticated this very payment. */
  readonly authenticated: boolean
}

const authenticationRequired: CardAnswer = {
  kind: 'declined',
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

/** Whether a try to charge a card goes through, asks its owner, or is refused and why. */
export const decideCharge = ({ behaviour: name, prepared, offSession, authenticated }: CardTry): CardAnswer => {
  const { charge, authentication } = behaviourOf(name)
  const asks = {
    always: !authenticated,
    unless_prepared: !authenticated && !prepared,
    on_session: !authenticated && !offSession,
    never: false,
  }[authentication ?? 'never']
  if (asks) return offSession ? authenticationRequired : { kind: 'requires_action' }
  return charge ? { kind: 'declined', ...charge } : { kind: 'succeeded' }
}

/** Whether a card may be saved: the bank is asked for a payment of nothing. */
export const decideSave = ({
  behaviour: name,
  authenticated,
}: Pick<CardTry, 'behaviour' | 'authenticated'>): CardAnswer => {
  const { charge, save = charge, authentication } = behaviourOf(name)
  if (save !== undefined && save !== 'accepted') return { kind: 'declined', ...save }
  const asks = authentication === 'always' || authentication === 'unless_prepared'
  return asks && !authenticated ? { kind: 'requires_action' } : { kind: 'succeeded' }
}
