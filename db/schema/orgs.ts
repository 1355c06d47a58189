import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '@/db/columns'
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
  /** Whether usage was refused since the org was last funded: it stays halted until then. */
  short: boolean('short').notNull().default(false),
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

/** How an org is billed, and the buyer as printed on its invoices. */
export const orgBillingConfig = pgTable(
  'org_billing_config',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    version: integer('version').notNull().default(1),
    legalName: text('legal_name').notNull().default(''),
    street: text('street').notNull().default(''),
    buildingNumber: text('building_number').notNull().default(''),
    postalCode: text('postal_code').notNull().default(''),
    town: text('town').notNull().default(''),
    country: text('country').notNull().default('CH'),
    vatNumber: text('vat_number').notNull().default(''),
    billingEmail: text('billing_email').notNull().default(''),
    language: text('language', { enum: ['en', 'de', 'fr', 'it'] }).notNull(),
    zone: text('zone').notNull(),
    priceBook: text('price_book')
      .notNull()
      .references(() => priceBooks.priceBook),
    treatment: text('treatment', { enum: ['domestic', 'export', 'reverse_charge', 'exempt'] }).notNull(),
    payBy: text('pay_by', { enum: ['card', 'invoice'] }).notNull(),
    termsDays: integer('terms_days').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    check('org_billing_config_terms', sql`${t.termsDays} between 0 and 365`),
    check('org_billing_config_treatment', sql`${t.treatment} in ('domestic', 'export', 'reverse_charge', 'exempt')`),
    check('org_billing_config_pay_by', sql`${t.payBy} in ('card', 'invoice')`),
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
