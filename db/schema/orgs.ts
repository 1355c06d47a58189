import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { day, instant } from '@/db/columns'
import { priceBooks } from './prices'
import { users } from './users'

/** The customers that pay. The id is a natural key: a slug that machines and URLs use. */
export const orgs = pgTable(
  'orgs',
  {
    orgId: text('org_id').primaryKey(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('orgs_id_is_a_slug', sql`${t.orgId} ~ '^[a-z0-9][a-z0-9-]{0,62}$'`)],
)

/**
 * One row per org that every fact about it draws its sequence from, under the row's lock: a reader who sees sequence
 * n sees every fact up to n.
 */
export const orgAccounts = pgTable('org_accounts', {
  orgId: text('org_id')
    .primaryKey()
    .references(() => orgs.orgId),
  sequence: bigint('sequence', { mode: 'bigint' }).notNull().default(sql`0`),
  /** Changes whenever a decision about funds could turn out otherwise for another reason than less being left. */
  version: bigint('version', { mode: 'bigint' }).notNull().default(sql`0`),
  /** Whether usage waits that could not be paid: the org stays halted until it is. A projection of `unfunded_usage`. */
  short: boolean('short').notNull().default(false),
  /** When the latest of it was used: a biller that came into force since does not count it. */
  shortSince: instant('short_since'),
  /** Which process lost against others so often that they let it change the account next, and until when. */
  turnOf: text('turn_of'),
  turnUntil: instant('turn_until'),
})

export const members = pgTable(
  'members',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    userId: text('user_id')
      .notNull()
      .references(() => users.userId),
    role: text('role', { enum: ['owner', 'billing', 'member'] }).notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    index('members_by_user').on(t.userId),
    check('members_role', sql`${t.role} in ('owner', 'billing', 'member')`),
  ],
)

/** How an org is billed whatever the day: where its days begin, in which currency, and how it reads its documents. */
export const orgBillingConfig = pgTable(
  'org_billing_config',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    /** Grows with every change, of this row or of the terms. */
    version: integer('version').notNull().default(1),
    billingEmail: text('billing_email').notNull().default(''),
    language: text('language', { enum: ['en', 'de', 'fr', 'it'] }).notNull(),
    zone: text('zone').notNull(),
    /** Of all price books that its terms name. */
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [check('org_billing_config_currency', sql`${t.currency} in ('CHF', 'EUR', 'USD')`)],
)

/**
 * How an org is billed from a civil day of its zone on, and the buyer as printed on its invoices. Append-only: on a day
 * the row with the latest `effective_on` not after it holds, of two for the same day the one of the higher version.
 */
export const orgTerms = pgTable(
  'org_terms',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    effectiveOn: day('effective_on').notNull(),
    /** The version of the configuration with which it was saved. */
    version: integer('version').notNull(),
    legalName: text('legal_name').notNull(),
    street: text('street').notNull(),
    buildingNumber: text('building_number').notNull(),
    postalCode: text('postal_code').notNull(),
    town: text('town').notNull(),
    country: text('country').notNull(),
    vatNumber: text('vat_number').notNull(),
    priceBook: text('price_book')
      .notNull()
      .references(() => priceBooks.priceBook),
    treatment: text('treatment', { enum: ['domestic', 'export', 'reverse_charge', 'exempt'] }).notNull(),
    /** The article that exempts the supplies, as printed; empty under other treatments. */
    exemption: text('exemption').notNull().default(''),
    payBy: text('pay_by', { enum: ['card', 'invoice'] }).notNull(),
    termsDays: integer('terms_days').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.effectiveOn, t.version] }),
    check('org_terms_days', sql`${t.termsDays} between 0 and 365`),
    check('org_terms_treatment', sql`${t.treatment} in ('domestic', 'export', 'reverse_charge', 'exempt')`),
    check('org_terms_pay_by', sql`${t.payBy} in ('card', 'invoice')`),
  ],
)

/** The org's customer at Stripe and the card it pays with. A projection of Stripe's state. */
export const orgPaymentMethods = pgTable(
  'org_payment_methods',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    stripeCustomerId: text('stripe_customer_id').notNull(),
    /** The card that is charged; empty where there is none. */
    cardBrand: text('card_brand').notNull().default(''),
    cardLast4: text('card_last4').notNull().default(''),
    defaultMethod: text('default_method').notNull().default(''),
    billingEmail: text('billing_email').notNull().default(''),
    /** Grows with every write: what was read from Stripe before another write is read again. */
    version: integer('version').notNull().default(0),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('org_payment_methods_customer').on(t.stripeCustomerId)],
)

/** The cards of an org's customer, as they were when Stripe was asked last. A projection of Stripe. */
export const orgCards = pgTable(
  'org_cards',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    methodId: text('method_id').notNull(),
    brand: text('brand').notNull(),
    last4: text('last4').notNull(),
    expMonth: integer('exp_month').notNull(),
    expYear: integer('exp_year').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.methodId] })],
)
