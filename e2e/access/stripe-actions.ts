import { readFileSync } from 'node:fs'
import { actions } from './tree'

/** What the actions are tried on, made while Stripe was there. */
export type StripeScene = {
  /** Has a card, bought credit, pays for a tier, and has forms open in which a card is added and credit bought. */
  readonly org: string
  /** Has a form open in which it subscribes to a tier. */
  readonly other: string
  readonly methodId: string
  readonly paid: string
  readonly opened: string
  readonly openedSubscription: string
  readonly quote: string
  /** The version of every tier that is sold. */
  readonly tierVersion: number
  readonly event: string
  /** An unpaid invoice of an org that pays by card, with its form open. */
  readonly invoice: { readonly org: string; readonly invoiceId: string }
}

type Try = (scene: StripeScene) => { readonly page: string; readonly input: readonly unknown[] }

/** A tier as it is sold in the scene. */
export const tierOf = (name: 'pro' | 'pro_plus', { tierVersion: version }: Pick<StripeScene, 'tierVersion'>) =>
  ({ product: 'tier', name, version, billed: 'monthly' }) as const

const invoice: Try = ({ invoice: about }) => ({ page: `/o/${about.org}/invoices/${about.invoiceId}`, input: [about] })
const cards =
  (more: (scene: StripeScene) => object = () => ({})): Try =>
  (scene) => ({ page: `/o/${scene.org}/payment-methods`, input: [{ org: scene.org, ...more(scene) }] })
const credits =
  (more: (scene: StripeScene) => object): Try =>
  (scene) => ({ page: `/o/${scene.org}/credits`, input: [{ org: scene.org, ...more(scene) }] })
const plans =
  (more: (scene: StripeScene) => object): Try =>
  (scene) => ({ page: `/o/${scene.org}/plans`, input: [{ org: scene.org, ...more(scene) }] })

/** Server actions that need Stripe, each with an input that gets as far as that. */
export const stripeTries: Readonly<Record<string, Try>> = {
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts startCheckout': invoice,
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts settleCheckout': invoice,
  'app/(portal)/o/[org]/payment-methods/actions.ts startCardCheckout': cards(),
  'app/(portal)/o/[org]/payment-methods/actions.ts settleCards': cards(),
  'app/(portal)/o/[org]/payment-methods/actions.ts openCardPortal': cards(),
  'app/(portal)/o/[org]/payment-methods/actions.ts chooseCard': cards(({ methodId }) => ({ methodId })),
  'app/(portal)/o/[org]/credits/actions.ts buyPack': credits(() => ({ pack: 'away', version: 1 })),
  'app/(portal)/o/[org]/credits/actions.ts buyAmount': credits(() => ({ amount: '12.00' })),
  'app/(portal)/o/[org]/credits/actions.ts settleCredit': credits(({ opened }) => ({ checkoutId: opened })),
  'app/(portal)/o/[org]/credits/recharge-actions.ts saveRecharge': credits(() => ({
    enabled: true,
    threshold: '1.00',
    amount: '15.00',
    monthlyCap: null,
  })),
  'app/(portal)/o/[org]/plans/actions.ts subscribe': (scene) =>
    plans(() => ({ choice: tierOf('pro', scene) }))({ ...scene, org: scene.other }),
  'app/(portal)/o/[org]/plans/actions.ts settleSubscription': (scene) =>
    plans(() => ({ checkoutId: scene.openedSubscription }))({ ...scene, org: scene.other }),
  'app/(portal)/o/[org]/plans/actions.ts previewChange': plans((scene) => ({ choice: tierOf('pro_plus', scene) })),
  'app/(portal)/o/[org]/plans/actions.ts changeSubscription': plans(({ quote }) => ({ quote })),
  'app/(portal)/o/[org]/plans/actions.ts cancelSubscription': plans(() => ({ product: 'tier', ends: true })),
  'app/(admin)/admin/stripe-events/actions.ts replayStripeEvent': ({ event }) => ({
    page: '/admin/stripe-events',
    input: [{ event }],
  }),
  'app/(admin)/admin/organizations/payment-actions.ts refund': ({ org, paid }) => ({
    page: `/admin/organizations/${org}`,
    input: [{ org }, { purchase: paid, refundId: 'ref_away', amount: '5.00', reason: 'Stripe is away' }],
  }),
  // The last card of an org, tried last: with Stripe back it is gone.
  'app/(portal)/o/[org]/payment-methods/actions.ts removeCard': cards(({ methodId }) => ({ methodId })),
}

/** In files of such actions, those that do not need Stripe, or only of an org that owes. */
const without: readonly string[] = [
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts verifyInvoice',
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts markInvoicePaid',
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts undoPayment',
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts applyInvoiceSurplus',
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts sendReminder',
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts pauseReminders',
  'app/(portal)/o/[org]/plans/actions.ts payOverdue',
]

/** Actions in files that ask Stripe which nobody has said anything of. */
export const untried = (): readonly string[] =>
  actions
    .filter(({ file }) => readFileSync(file, 'utf8').includes('stripeGateway'))
    .map(({ file, name }) => `${file} ${name}`)
    .filter((key) => !(key in stripeTries) && !without.includes(key))
