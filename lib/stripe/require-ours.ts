import type { Temporal } from 'temporal-polyfill'
import { Refusal } from '@/lib/platform/errors'
import type { ReceivedEvent } from './received-event'

/** How far Stripe's clock may be ahead of ours. */
const skewSeconds = 300

/**
 * Refuses a signed event that is not about this installation: of another mode than its key, of a connected account, or
 * of a time to come. It changes nothing and is not kept; Stripe's dashboard shows the sentence.
 * @param live whether the secret key is of live mode; null if that is not known.
 */
export const requireOurs = (
  { livemode, account, createdSeconds }: Pick<ReceivedEvent, 'livemode' | 'account' | 'createdSeconds'>,
  { live, now }: { readonly live: boolean | null; readonly now: Temporal.Instant },
): void => {
  const mode = (isLive: boolean) => (isLive ? 'live' : 'test')
  if (live !== null && livemode !== null && livemode !== live) {
    throw new Refusal(
      'invalid_request',
      `This event is of ${mode(livemode)} mode; the key here is of ${mode(live)} mode.`,
    )
  }
  if (account !== '') {
    throw new Refusal('invalid_request', `This event is of the connected account ${account}, not of the one here.`)
  }
  if (createdSeconds !== null && createdSeconds > now.epochMilliseconds / 1000 + skewSeconds) {
    throw new Refusal('invalid_request', 'This event says that it was made at a time that is still to come.')
  }
}
