import type { InvoiceRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { attemptInvoice } from './attempt-invoice'
import { expireSubscription } from './end-subscription'
import { finalizeInvoice } from './finalize-invoice'
import { methodFor } from './payment-method-for'
import { dropPendingUpdate } from './pending-update'
import { currentPeriod, finishSubscription, renewSubscription } from './renew-subscription'
import { atTime } from './time'

/** How long a first payment may take. */
const incompleteSeconds = 23 * 3_600

/** Something that time brings about, at its moment. */
export type Step = { readonly at: number; readonly run: (work: Work) => Promise<void> }

const attempt = async (work: Work, open: InvoiceRecord, preferred: string | null): Promise<void> => {
  const customer = await work.get('customer', open.customer)
  if (!customer) throw new Error(`Invoice ${open.id} has no customer`)
  const method = await methodFor(work, customer, open.defaultPaymentMethod ?? preferred)
  await attemptInvoice(work, open, { method, offSession: true, automatic: true })
}

const invoiceStep = (invoice: InvoiceRecord, { defaultPaymentMethod }: SubscriptionRecord): Step | null => {
  if (invoice.status === 'draft' && invoice.finalizesAt !== null) {
    return {
      at: invoice.finalizesAt,
      run: async (work) => {
        const open = await finalizeInvoice(work, invoice)
        if (open.status === 'open') await attempt(work, open, defaultPaymentMethod)
      },
    }
  }
  if (invoice.status !== 'open' || invoice.nextPaymentAttempt === null) return null
  return { at: invoice.nextPaymentAttempt, run: (work) => attempt(work, invoice, defaultPaymentMethod) }
}

/** What the subscription itself has coming, apart from its invoices. */
export const ownSteps = (subscription: SubscriptionRecord): Step[] => {
  if (subscription.status === 'incomplete') {
    const run = async (work: Work) => void (await expireSubscription(work, subscription))
    return [{ at: subscription.created + incompleteSeconds, run }]
  }
  const { cancelAt, pendingUpdate } = subscription
  const { end } = currentPeriod(subscription)
  const ends: Step[] =
    cancelAt !== null && cancelAt <= end
      ? [{ at: cancelAt, run: (work) => finishSubscription(work, subscription) }]
      : [{ at: end, run: (work) => renewSubscription(work, subscription) }]
  const drops: Step[] = pendingUpdate
    ? [{ at: pendingUpdate.expiresAt, run: (work) => dropPendingUpdate(work, subscription) }]
    : []
  return [...drops, ...ends]
}

/** The next thing that time brings about for a subscription, or null where it has ended. */
export const nextStep = async (work: Work, id: string): Promise<Step | null> => {
  const subscription = await work.get('subscription', id)
  if (!subscription || subscription.ended === 'true') return null
  const invoices = await Promise.all(subscription.openInvoices.map((open) => work.get('invoice', open)))
  const steps = [
    ...invoices.map((invoice) => (invoice ? invoiceStep(invoice, subscription) : null)),
    ...ownSteps(subscription),
  ].filter((step) => step !== null)
  return steps.reduce<Step | null>((first, step) => (first && first.at <= step.at ? first : step), null)
}

/**
 * Does what is due for some subscriptions up to a moment, in the order in which it falls due.
 * @param most how many steps at most; what is left is done by the next run.
 * @returns how many were done.
 */
export const runUntil = async (
  work: Work,
  ids: readonly string[],
  until: number,
  most = Number.POSITIVE_INFINITY,
): Promise<number> => {
  const steps = new Map<string, Step>()
  const look = async (id: string): Promise<void> => {
    const step = await nextStep(work, id)
    if (step && step.at <= until) steps.set(id, step)
    else steps.delete(id)
  }
  for (const id of ids) await look(id)
  for (let done = 0; ; done += 1) {
    const [first] = [...steps].sort(([, a], [, b]) => a.at - b.at)
    if (!first || done >= most) return done
    const [id, step] = first
    await step.run(atTime(work, step.at))
    await look(id)
  }
}
