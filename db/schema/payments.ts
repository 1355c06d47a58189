import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, minorAmount } from '@/db/columns'
import { invoices } from './invoices'

/**
 * A Checkout we opened. Our row is there before Stripe's session is, and at most one is open at a time for what it is
 * about: an invoice, the cards of an org, credit of one kind and price, a plan or a tier.
 */
export const checkouts = pgTable(
  'checkouts',
  {
    orgId: text('org_id').notNull(),
    checkoutId: text('checkout_id').notNull(),
    kind: text('kind', { enum: ['invoice', 'card', 'credit', 'subscription'] })
      .notNull()
      .default('invoice'),
    invoiceId: text('invoice_id'),
    /** What credit is bought, or whether a plan or a tier is subscribed to; empty otherwise. */
    subject: text('subject').notNull().default(''),
    /** Of a subscription: what, in which version and billed how, as one word. */
    choice: text('choice').notNull().default(''),
    amount: minorAmount('amount'),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }),
    status: text('status', { enum: ['open', 'paid', 'ended'] }).notNull(),
    sessionId: text('session_id'),
    openedAt: instant('opened_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.checkoutId] }),
    uniqueIndex('checkouts_one_open').on(t.orgId, t.invoiceId).where(sql`status = 'open'`),
    uniqueIndex('checkouts_one_credit_open').on(t.orgId, t.subject).where(sql`status = 'open' and kind = 'credit'`),
    uniqueIndex('checkouts_one_subscription_open')
      .on(t.orgId, t.subject)
      .where(sql`status = 'open' and kind = 'subscription'`),
    uniqueIndex('checkouts_one_card_open').on(t.orgId).where(sql`status = 'open' and kind = 'card'`),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
    check('checkouts_status', sql`${t.status} in ('open', 'paid', 'ended')`),
    check(
      'checkouts_kind',
      sql`case ${t.kind} when 'invoice' then ${t.invoiceId} is not null and ${t.amount} is not null
          and ${t.currency} is not null when 'card' then ${t.invoiceId} is null when 'credit' then ${t.subject} <> ''
          and ${t.amount} is not null and ${t.currency} is not null when 'subscription' then ${t.subject} <> ''
          and ${t.choice} <> '' else false end`,
    ),
  ],
)

/**
 * Money received for an invoice, in parts, whole or beyond it, and what of it the seller returned by bank or applied to
 * another invoice (negative amounts). What is applied to another invoice is a pair of rows, each with the other's id and
 * the other invoice's number as its reference. Append-only; counted once by what the payer's side calls it: a card by its payment intent, a transfer by its
 * reference, amount and day. `applied_to` says whether the invoice was still open when it came.
 */
export const payments = pgTable(
  'payments',
  {
    orgId: text('org_id').notNull(),
    paymentId: text('payment_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    via: text('via', { enum: ['card', 'bank', 'surplus'] }).notNull(),
    reference: text('reference').notNull(),
    amount: minorAmount('amount').notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    appliedTo: text('applied_to', { enum: ['invoice', 'surplus', 'return', 'other_invoice'] }).notNull(),
    receivedAt: instant('received_at').notNull(),
    /** The day on which it arrived, in the zone of the seller. */
    receivedOn: day('received_on').notNull(),
    /** How often the same was recorded and undone before. */
    round: integer('round').notNull().default(0),
    /** The other half of a surplus that is applied to another invoice. */
    counterpartId: text('counterpart_id'),
    recordedBy: text('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.paymentId] }),
    unique('payments_once').on(t.orgId, t.invoiceId, t.via, t.reference, t.amount, t.receivedOn, t.round),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
    foreignKey({ columns: [t.orgId, t.counterpartId], foreignColumns: [t.orgId, t.paymentId] }),
    check('payments_counterpart', sql`(${t.via} = 'surplus') = (${t.counterpartId} is not null)`),
    check('payments_applied_to', sql`${t.appliedTo} in ('invoice', 'surplus', 'return', 'other_invoice')`),
  ],
)

/**
 * The charge of a saved card that is made when an invoice is issued, one of an invoice. The row is written with the invoice;
 * what is charged, and to which card, is fixed before Stripe is asked, so that every attempt asks for the same.
 */
export const invoiceCharges = pgTable(
  'invoice_charges',
  {
    orgId: text('org_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    begunAt: instant('begun_at').notNull(),
    /** Just before Stripe is asked for the first time; null before that. */
    fixedAt: instant('fixed_at'),
    /** What was open then. */
    amount: minorAmount('amount'),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    customerId: text('customer_id').notNull().default(''),
    methodId: text('method_id').notNull().default(''),
    cardBrand: text('card_brand').notNull().default(''),
    cardLast4: text('card_last4').notNull().default(''),
    paymentIntentId: text('payment_intent_id'),
    settledAt: instant('settled_at'),
    /** `not_needed` if the invoice was paid otherwise before the card was charged. */
    outcome: text('outcome', { enum: ['paid', 'failed', 'not_needed'] }),
    /** Stripe's code for the decline, or ours. */
    failure: text('failure').notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.invoiceId] }),
    index('invoice_charges_open').on(t.begunAt).where(sql`settled_at is null`),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
    check('invoice_charges_outcome', sql`${t.outcome} in ('paid', 'failed', 'not_needed')`),
    check('invoice_charges_settled_whole', sql`num_nonnulls(${t.settledAt}, ${t.outcome}) in (0, 2)`),
  ],
)

/** Payments that were recorded by mistake, and why: they count for nothing. Append-only, at most one of a payment. */
export const paymentReversals = pgTable(
  'payment_reversals',
  {
    orgId: text('org_id').notNull(),
    paymentId: text('payment_id').notNull(),
    reason: text('reason').notNull(),
    reversedAt: instant('reversed_at').notNull(),
    reversedBy: text('reversed_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.paymentId] }),
    foreignKey({ columns: [t.orgId, t.paymentId], foreignColumns: [payments.orgId, payments.paymentId] }),
  ],
)

/**
 * What Stripe charged for a subscription: one row for each of its invoices that was paid. A projection of Stripe, but for
 * `ended_at`, when what went back of it ended the subscription.
 */
export const subscriptionPayments = pgTable(
  'subscription_payments',
  {
    orgId: text('org_id').notNull(),
    /** Stripe's: `in_…`. */
    stripeInvoiceId: text('stripe_invoice_id').notNull(),
    subscriptionId: text('subscription_id').notNull(),
    /** `pi_…`; empty for what was recorded before payments were read. */
    paymentIntentId: text('payment_intent_id').notNull().default(''),
    /** What was charged; what the invoice came to, and the tax in that. */
    amount: minorAmount('amount').notNull(),
    total: minorAmount('total').notNull(),
    tax: minorAmount('tax').notNull(),
    currency: text('currency').notNull(),
    paidAt: instant('paid_at').notNull(),
    /** What was paid for. */
    periodStartedAt: instant('period_started_at').notNull(),
    periodEndsAt: instant('period_ends_at').notNull(),
    endedAt: instant('ended_at'),
    readAt: instant('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.stripeInvoiceId] }), index('subscription_payments_by_time').on(t.paidAt)],
)

/**
 * Money of a payment that went back, or is held back: a refund made at Stripe, or a dispute, of an invoice or of what was
 * charged for a subscription. A projection of Stripe. What went back for good is open again on the invoice.
 */
export const paymentReturns = pgTable(
  'payment_returns',
  {
    orgId: text('org_id').notNull(),
    /** Stripe's: `re_…`, `dp_…`. */
    returnId: text('return_id').notNull(),
    /** One of the two. */
    invoiceId: text('invoice_id'),
    stripeInvoiceId: text('stripe_invoice_id'),
    reference: text('reference').notNull(),
    kind: text('kind', { enum: ['refund', 'dispute'] }).notNull(),
    amount: minorAmount('amount').notNull(),
    currency: text('currency').notNull(),
    /** As Stripe says. */
    status: text('status').notNull(),
    /** When it was first read with this status; null for what was read before that was kept. */
    statusAt: instant('status_at'),
    reason: text('reason').notNull(),
    begunAt: instant('begun_at').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.returnId] }),
    index('payment_returns_of_invoice').on(t.orgId, t.invoiceId),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
    foreignKey({
      name: 'payment_returns_of_subscription',
      columns: [t.orgId, t.stripeInvoiceId],
      foreignColumns: [subscriptionPayments.orgId, subscriptionPayments.stripeInvoiceId],
    }),
    check('payment_returns_kind', sql`${t.kind} in ('refund', 'dispute')`),
    check('payment_returns_of_one', sql`num_nonnulls(${t.invoiceId}, ${t.stripeInvoiceId}) = 1`),
  ],
)

/** What Stripe keeps on a customer's account there: below zero the customer's credit, above it owed. A projection. */
export const customerBalances = pgTable('customer_balances', {
  orgId: text('org_id').primaryKey(),
  customerId: text('customer_id').notNull(),
  balance: minorAmount('balance').notNull(),
  currency: text('currency').notNull(),
  readAt: instant('read_at').notNull(),
})
