import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { day, instant, minorAmount, percent, picoAmount } from '@/db/columns'

/** A named set of prices in one currency. Its content lives in versions. */
export const priceBooks = pgTable(
  'price_books',
  {
    priceBook: text('price_book').primaryKey(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
  },
  (t) => [check('price_books_currency', sql`${t.currency} in ('CHF', 'EUR', 'USD')`)],
)

/** An immutable version of a price book, in force from the civil day `effective_on` in each org's own zone. */
export const priceBookVersions = pgTable(
  'price_book_versions',
  {
    priceBook: text('price_book')
      .notNull()
      .references(() => priceBooks.priceBook),
    version: integer('version').notNull(),
    effectiveOn: day('effective_on').notNull(),
    publishedAt: instant('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
    note: text('note').notNull().default(''),
  },
  (t) => [primaryKey({ columns: [t.priceBook, t.version] })],
)

/** Tenant fees of a version: monthly fee and one-time setup fee. */
export const platformPricing = pgTable(
  'platform_pricing',
  {
    priceBook: text('price_book').notNull(),
    version: integer('version').notNull(),
    monthlyFee: minorAmount('monthly_fee').notNull(),
    setupFee: minorAmount('setup_fee').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.priceBook, t.version] }),
    foreignKey({
      columns: [t.priceBook, t.version],
      foreignColumns: [priceBookVersions.priceBook, priceBookVersions.version],
    }),
    check('platform_pricing_not_negative', sql`${t.monthlyFee} >= 0 and ${t.setupFee} >= 0`),
  ],
)

/** What a skill costs per tenant and billable day. */
export const skillPricing = pgTable(
  'skill_pricing',
  {
    priceBook: text('price_book').notNull(),
    version: integer('version').notNull(),
    skill: text('skill').notNull(),
    pricePerDay: picoAmount('price_per_day').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.priceBook, t.version, t.skill] }),
    foreignKey({
      columns: [t.priceBook, t.version],
      foreignColumns: [priceBookVersions.priceBook, priceBookVersions.version],
    }),
    check('skill_pricing_not_negative', sql`${t.pricePerDay} >= 0`),
  ],
)

/** What a unit of a meter costs, to twelve places. */
export const meterPricing = pgTable(
  'meter_pricing',
  {
    priceBook: text('price_book').notNull(),
    version: integer('version').notNull(),
    meter: text('meter').notNull(),
    unit: text('unit').notNull(),
    pricePerUnit: picoAmount('price_per_unit').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.priceBook, t.version, t.meter] }),
    foreignKey({
      columns: [t.priceBook, t.version],
      foreignColumns: [priceBookVersions.priceBook, priceBookVersions.version],
    }),
    check('meter_pricing_not_negative', sql`${t.pricePerUnit} >= 0`),
  ],
)

/**
 * The next version of a price book while it is worked on: one row per book, which serves one draft after the other. The
 * book may have no version yet, or not be there at all.
 */
export const priceDrafts = pgTable(
  'price_drafts',
  {
    priceBook: text('price_book').primaryKey(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    /** Counts on with every change, and from one draft of the book to the next. */
    version: integer('version').notNull(),
    state: text('state', { enum: ['open', 'published', 'discarded'] }).notNull(),
    /** The version it follows; 0 for the first of a new book. */
    baseVersion: integer('base_version').notNull(),
    effectiveOn: day('effective_on').notNull(),
    note: text('note').notNull().default(''),
    /** As `publish_prices` takes them; amounts are decimal text. */
    prices: jsonb('prices').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
    /** The content a what-if was last run on; empty before the first. */
    whatIf: text('what_if').notNull().default(''),
    whatIfAt: instant('what_if_at'),
  },
  (t) => [
    check('price_drafts_currency', sql`${t.currency} in ('CHF', 'EUR', 'USD')`),
    check('price_drafts_state', sql`${t.state} in ('open', 'published', 'discarded')`),
    check('price_drafts_versions', sql`${t.version} > 0 and ${t.baseVersion} >= 0`),
  ],
)

/**
 * What meters and their units are called on screens and documents, in each language. What an issued invoice calls them is
 * in its snapshot.
 */
export const meterWords = pgTable(
  'meter_words',
  {
    meter: text('meter').primaryKey(),
    /** So many units of the meter are one of the unit that is shown. */
    scale: bigint('scale', { mode: 'number' }).notNull(),
    /** By language: name, one, other. */
    words: jsonb('words').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (t) => [check('meter_words_scale', sql`${t.scale} between 1 and 1000000000000`)],
)

/** What skills are called, by language. */
export const skillWords = pgTable('skill_words', {
  skill: text('skill').primaryKey(),
  names: jsonb('names').notNull(),
  savedAt: instant('saved_at').notNull(),
  savedBy: text('saved_by').notNull(),
})

/** VAT in Switzerland and Liechtenstein, by the day of supply. A change of law is a new row; of two for one day the later version holds. */
export const taxRates = pgTable('tax_rates', {
  version: integer('version').primaryKey(),
  effectiveOn: day('effective_on').notNull(),
  rate: percent('rate').notNull(),
})
