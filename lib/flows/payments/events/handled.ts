import type { ClaimedEvent } from '@/db/commands/record-payment'
import type { Ctx } from '@/lib/context'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { StripeCommand } from '@/lib/stripe/translate'

/** What became of an event, in a sentence that Stripe's dashboard and ours show. */
export type Handled = {
  readonly sentence: string
  /** How the event is to be remembered; absent where the effect's own write has claimed it. */
  readonly note?: 'done' | 'ignored'
}

type CommandOf<Kind extends StripeCommand['kind']> = Extract<StripeCommand, { readonly kind: Kind }>

/** Does what an event of one family asks for. It reads from Stripe what is a state, and may be called again at any time. */
export type Handler<Kind extends StripeCommand['kind']> = (
  ctx: Ctx,
  stripe: StripeGateway,
  command: CommandOf<Kind>,
  event: ClaimedEvent,
) => Promise<Handled>
