import Stripe from 'stripe'
import type { Clock } from '@/packages/stripe-emulator/clock'
import type { Log } from '@/packages/stripe-emulator/log'
import { currentOutage } from '@/packages/stripe-emulator/outage'
import type { EventRecord, SwitchesRecord } from '@/packages/stripe-emulator/records'
import { serializeEvent } from '@/packages/stripe-emulator/serialize/event'
import type { Delivery, EmulatorStore } from '@/packages/stripe-emulator/store'
import { noSwitches } from '@/packages/stripe-emulator/work'

export type Post = (request: Request) => Promise<Response>

export type Endpoint = {
  readonly store: EmulatorStore
  readonly now: Clock
  readonly post: Post
  readonly log: Log
  readonly url: string
  readonly secret: string
}

const timeoutMs = 20_000
/** Longer than one try can take, so that a delivery is never held twice. */
const leaseMs = 60_000
const retryAfterSeconds = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]
const giveUpAfterSeconds = 3 * 24 * 3_600

/** When the next try is due after `attempts` failed ones, in epoch milliseconds; null once three days have passed. */
export const nextTryMs = (attempts: number, eventCreated: number, nowMs: number): number | null => {
  const wait = retryAfterSeconds[Math.min(attempts, retryAfterSeconds.length) - 1] ?? 0
  const due = nowMs + wait * 1000
  return due > (eventCreated + giveUpAfterSeconds) * 1000 ? null : due
}

const signed = ({ url, secret }: Endpoint, event: EventRecord): Request => {
  const payload = JSON.stringify(serializeEvent(event, 1), null, 2)
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret })
  return new Request(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signature,
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    },
    body: payload,
  })
}

/** The HTTP status of one POST; 0 where nobody answered in time. */
const statusOf = async ({ post, log }: Endpoint, request: Request): Promise<number> => {
  try {
    const response = await post(request)
    await response.body?.cancel()
    return response.status
  } catch (cause) {
    log.warn({ cause: String(cause) }, 'emulator webhook endpoint did not answer')
    return 0
  }
}

const sendOne = async (endpoint: Endpoint, delivery: Delivery): Promise<void> => {
  const row = await endpoint.store.get(delivery.eventId)
  const event = row?.data as unknown as EventRecord
  const lastStatus = await statusOf(endpoint, signed(endpoint, event))
  const delivered = lastStatus >= 200 && lastStatus < 300
  const retryMs = delivered ? null : nextTryMs(delivery.attempts, event.created, endpoint.now().epochMilliseconds)
  const state = delivered ? 'delivered' : retryMs === null ? 'failed' : 'pending'
  await endpoint.store.settleDelivery({ id: delivery.id, state, lastStatus, dueAtMs: retryMs ?? delivery.dueAtMs })
}

/** Stripe that is out sends nothing either, unless its answers alone are lost. */
const delivers: readonly string[] = ['none', 'answer_lost']

/** Sends what is due, one after the other in the order the switches ask for. @returns how many tries were made. */
export const sendDue = async (endpoint: Endpoint): Promise<number> => {
  for (let sent = 0; ; sent += 1) {
    const row = await endpoint.store.get(noSwitches.id)
    const { paused, order } = row ? (row.data as unknown as SwitchesRecord) : noSwitches
    if (paused || !delivers.includes(await currentOutage(endpoint.store, endpoint.now))) return sent
    const nowMs = endpoint.now().epochMilliseconds
    const claim = { nowMs, leaseMs, order: order === 'reversed' ? 'newest' : 'oldest' } as const
    const delivery = await endpoint.store.claimDelivery(claim)
    if (!delivery) return sent
    await sendOne(endpoint, delivery)
  }
}
