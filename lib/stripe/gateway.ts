import type Stripe from 'stripe'
import type { Temporal } from 'temporal-polyfill'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import type { TakenPayment } from '@/lib/core/funding/reconcile'
import type { Minor } from '@/lib/core/money/amount'
import type { PricedChoice } from '@/lib/core/plans/offer'
import {
  type CardCheckout,
  type CardCheckoutInput,
  type CardsAtStripe,
  detachCard,
  openCardCheckout,
  openCardPortal,
  orgOfCustomer,
  readCardCheckout,
  readCards,
  setDefaultCard,
} from './cards'
import {
  type ChargedFor,
  chargeOffSession,
  findPayment,
  listPayments,
  type OffSessionCharge,
  type Payment,
  readPayment,
} from './charge'
import { type OpenCheckout, openPaymentCheckout, type PaymentCheckoutInput } from './checkout'
import { type CustomerInput, ensureCustomer } from './customers'
import { type DisputeAtStripe, readDispute } from './dispute'
import { readEvent } from './event'
import { type EnsuredPrice, ensurePrice } from './prices'
import { type Checkout, type CheckoutStatus, expireCheckout, readCheckout } from './read-checkout'
import { createRefund, listRefunds, type RefundAtStripe, type RefundInput } from './refund'
import { listReturns, paymentOf } from './returns'
import { type AccountSetup, readSetup } from './setup'
import {
  type ChangePreview,
  changeSubscription,
  chargeSubscriptionTo,
  endWithPeriod,
  previewChange,
  type SubscriptionChange,
  unpaidInvoiceUrl,
} from './subscription-change'
import {
  endSubscriptionNow,
  listSubscriptionPayments,
  readBalance,
  readSubscriptionPayment,
  type SubscriptionPayment,
  subscriptionPaymentBy,
} from './subscription-payments'
import {
  openSubscriptionCheckout,
  readSubscriptions,
  type SubscriptionAtStripe,
  type SubscriptionCheckoutInput,
} from './subscriptions'
import { verify } from './verify'

/** All the portal asks of Stripe. Every failure is a `Refusal` or an error without secrets. */
export type StripeGateway = {
  /** For the browser. */
  /** Whether what is asked is of live mode; null if that is not known. */
  readonly live: boolean | null
  readonly publishableKey: string
  ensureCustomer(input: CustomerInput): Promise<string>
  createPaymentCheckout(input: PaymentCheckoutInput): Promise<OpenCheckout>
  readCheckout(sessionId: string): Promise<Checkout>
  expireCheckout(sessionId: string): Promise<CheckoutStatus>
  createCardCheckout(input: CardCheckoutInput): Promise<OpenCheckout>
  readCardCheckout(sessionId: string): Promise<CardCheckout>
  readCards(customerId: string): Promise<CardsAtStripe>
  setDefaultCard(customerId: string, methodId: string): Promise<void>
  detachCard(methodId: string): Promise<void>
  /** Answers an address at Stripe. */
  openCardPortal(customerId: string, returnUrl: string): Promise<string>
  orgOfCustomer(customerId: string): Promise<string>
  chargeOffSession(input: OffSessionCharge): Promise<Payment>
  readPayment(paymentIntentId: string): Promise<Payment>
  findPayment(customerId: string, about: ChargedFor, since: Temporal.Instant): Promise<Payment | null>
  listPayments(customerId: string): Promise<TakenPayment[]>
  createRefund(input: RefundInput): Promise<RefundAtStripe>
  listRefunds(paymentIntentId: string): Promise<RefundAtStripe[]>
  /** The payment of a refund or a charge; empty where there is none. */
  paymentOf(refundOrCharge: string): Promise<string>
  listReturns(paymentIntentId: string): Promise<PaymentReturn[]>
  readDispute(disputeId: string): Promise<DisputeAtStripe>
  /** As JSON; null where Stripe no longer has the event. */
  readEvent(eventId: string): Promise<string | null>
  ensurePrice(choice: PricedChoice): Promise<EnsuredPrice>
  /** The account and its webhook endpoints, or why the key may not read them. */
  readSetup(): Promise<AccountSetup | string>
  readSubscriptionPayment(stripeInvoiceId: string): Promise<SubscriptionPayment | null>
  subscriptionPaymentBy(paymentIntentId: string): Promise<SubscriptionPayment | null>
  listSubscriptionPayments(customerId: string): Promise<SubscriptionPayment[]>
  endSubscriptionNow(subscriptionId: string): Promise<void>
  readBalance(customerId: string): Promise<{ readonly balance: Minor; readonly currency: string } | null>
  createSubscriptionCheckout(input: SubscriptionCheckoutInput): Promise<OpenCheckout>
  readSubscriptions(customerId: string): Promise<SubscriptionAtStripe[]>
  chargeSubscriptionTo(subscriptionId: string, methodId: string): Promise<void>
  previewChange(change: SubscriptionChange): Promise<ChangePreview>
  changeSubscription(change: SubscriptionChange, quoteId: string): Promise<void>
  endWithPeriod(subscriptionId: string, ends: boolean): Promise<void>
  unpaidInvoiceUrl(subscriptionId: string): Promise<string | null>
  /** Throws where the body of a webhook is not signed by Stripe. */
  verifyEvent(raw: string, signature: string | null): void
}

export type GatewayOptions = {
  /** Whether the secret key is of live mode; null, if it is not known, takes events of either. */
  readonly live?: boolean | null
  readonly stripe: Stripe
  readonly publishableKey: string
  readonly webhookSecret: string
  /** Whether Stripe adds tax to what is bought in Checkout (P8); it does not by default. */
  readonly automaticTax?: boolean
}

export const createGateway = ({
  stripe,
  publishableKey,
  webhookSecret,
  automaticTax = false,
  live = null,
}: GatewayOptions): StripeGateway => ({
  publishableKey: publishableKey.trim(),
  live,
  ensureCustomer: (input) => ensureCustomer(stripe, input),
  createPaymentCheckout: (input) => openPaymentCheckout(stripe, input, automaticTax),
  readCheckout: (sessionId) => readCheckout(stripe, sessionId),
  expireCheckout: (sessionId) => expireCheckout(stripe, sessionId),
  createCardCheckout: (input) => openCardCheckout(stripe, input),
  readCardCheckout: (sessionId) => readCardCheckout(stripe, sessionId),
  readCards: (customerId) => readCards(stripe, customerId),
  setDefaultCard: (customerId, methodId) => setDefaultCard(stripe, customerId, methodId),
  detachCard: (methodId) => detachCard(stripe, methodId),
  openCardPortal: (customerId, returnUrl) => openCardPortal(stripe, customerId, returnUrl),
  orgOfCustomer: (customerId) => orgOfCustomer(stripe, customerId),
  chargeOffSession: (input) => chargeOffSession(stripe, input),
  readPayment: (paymentIntentId) => readPayment(stripe, paymentIntentId),
  findPayment: (customerId, about, since) => findPayment(stripe, customerId, about, since),
  listPayments: (customerId) => listPayments(stripe, customerId),
  createRefund: (input) => createRefund(stripe, input),
  listRefunds: (paymentIntentId) => listRefunds(stripe, paymentIntentId),
  paymentOf: (refundOrCharge) => paymentOf(stripe, refundOrCharge),
  listReturns: (paymentIntentId) => listReturns(stripe, paymentIntentId),
  readDispute: (disputeId) => readDispute(stripe, disputeId),
  readEvent: (eventId) => readEvent(stripe, eventId),
  readSetup: () => readSetup(stripe),
  ensurePrice: (choice) => ensurePrice(stripe, choice),
  readSubscriptionPayment: (id) => readSubscriptionPayment(stripe, id),
  subscriptionPaymentBy: (paymentIntentId) => subscriptionPaymentBy(stripe, paymentIntentId),
  listSubscriptionPayments: (customerId) => listSubscriptionPayments(stripe, customerId),
  endSubscriptionNow: (subscriptionId) => endSubscriptionNow(stripe, subscriptionId),
  readBalance: (customerId) => readBalance(stripe, customerId),
  createSubscriptionCheckout: (input) => openSubscriptionCheckout(stripe, input, automaticTax),
  readSubscriptions: (customerId) => readSubscriptions(stripe, customerId),
  chargeSubscriptionTo: (subscriptionId, methodId) => chargeSubscriptionTo(stripe, subscriptionId, methodId),
  previewChange: (change) => previewChange(stripe, change),
  changeSubscription: (change, quoteId) => changeSubscription(stripe, change, quoteId),
  endWithPeriod: (subscriptionId, ends) => endWithPeriod(stripe, subscriptionId, ends),
  unpaidInvoiceUrl: (subscriptionId) => unpaidInvoiceUrl(stripe, subscriptionId),
  verifyEvent: (raw, signature) => verify(raw, signature, webhookSecret),
})
