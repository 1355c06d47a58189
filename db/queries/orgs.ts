import { asc, eq, inArray } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { BillingConfig } from '@/db/commands/settings'
import { members, orgBillingConfig, orgPaymentMethods, orgs, orgTerms, users } from '@/db/schema/index'
import type { Role } from '@/lib/core/access/permit'
import { groupBy } from '@/lib/core/group-by'
import type { Currency } from '@/lib/core/invoices/snapshot'
import { type DatedTerms, termsOn } from '@/lib/core/pricing/billing-terms'
import { dayAt } from '@/lib/core/time/billing-day'
import { lookUp } from './look-up'

/** Terms as they were saved. */
export type SavedTerms = DatedTerms & { readonly savedAt: Temporal.Instant; readonly savedBy: string }

export type Org = {
  readonly org: string
  readonly name: string
  readonly version: number
  /** Of all its price books. */
  readonly currency: Currency
  /** As it is on the civil day of the reader's now. */
  readonly config: BillingConfig
  /** All terms that were ever saved. */
  readonly terms: readonly SavedTerms[]
}

type Row = {
  orgs: typeof orgs.$inferSelect
  org_billing_config: typeof orgBillingConfig.$inferSelect
  org_terms: typeof orgTerms.$inferSelect
}

const savedTerms = ({ org_terms: row }: Pick<Row, 'org_terms'>): SavedTerms => ({
  version: row.version,
  effectiveOn: row.effectiveOn,
  buyer: {
    name: row.legalName,
    street: row.street,
    buildingNumber: row.buildingNumber,
    postalCode: row.postalCode,
    town: row.town,
    country: row.country,
    vatNumber: row.vatNumber,
  },
  priceBook: row.priceBook,
  treatment: row.treatment,
  exemption: row.exemption,
  payBy: row.payBy,
  termsDays: row.termsDays,
  savedAt: row.savedAt,
  savedBy: row.savedBy,
})

/** @param rows of one org, one for each of its terms. */
const storedOf = (rows: readonly Row[]): StoredOrg | null => {
  const [row] = rows
  if (!row) return null
  const { orgs: org, org_billing_config: config } = row
  const { version, currency, language, zone, billingEmail } = config
  const billing = { language, zone, email: billingEmail }
  return { org: org.orgId, name: org.name, version, currency, billing, terms: rows.map(savedTerms) }
}

/** What an org's documents say of it, whatever the month. */
export const documentTerms = ({ config, terms }: Org) => ({
  zone: config.zone,
  email: config.buyer.email,
  language: config.language,
  terms,
})

const selectOrgs = (db: Db) =>
  db
    .select()
    .from(orgs)
    .innerJoin(orgBillingConfig, eq(orgBillingConfig.orgId, orgs.orgId))
    .innerJoin(orgTerms, eq(orgTerms.orgId, orgs.orgId))

/** An org as it is stored, whatever the day. */
export type StoredOrg = Omit<Org, 'config'> & {
  readonly billing: Pick<BillingConfig, 'language' | 'zone'> & { readonly email: string }
}

export const findStoredOrg = (db: Db, org: string): Promise<StoredOrg | null> =>
  lookUp(async () => storedOf(await selectOrgs(db).where(eq(orgs.orgId, org))))

/** An org as it is on the civil day of `now` in its zone. */
export const orgAt = ({ billing, ...org }: StoredOrg, now: Temporal.Instant): Org => {
  const { language, zone, email } = billing
  const { buyer, priceBook, treatment, exemption, payBy, termsDays } = termsOn(org.terms, dayAt(now, zone))
  return {
    ...org,
    config: { buyer: { ...buyer, email }, language, zone, priceBook, treatment, exemption, payBy, termsDays },
  }
}

/** @param now of the reader: `config` is in force on its civil day in the org's zone. */
export const findOrg = async (db: Db, org: string, now: Temporal.Instant): Promise<Org | null> => {
  const found = await findStoredOrg(db, org)
  return found && orgAt(found, now)
}

/** Some orgs, or all of them, by id. */
export const listOrgs = (db: Db, now: Temporal.Instant, named?: readonly string[]): Promise<Org[]> =>
  lookUp(async () => {
    const rows = await selectOrgs(db)
      .where(named && inArray(orgs.orgId, [...named]))
      .orderBy(asc(orgs.orgId))
    return [...groupBy(rows, (row) => row.orgs.orgId).values()].flatMap((own) => {
      const stored = storedOf(own)
      return stored ? [orgAt(stored, now)] : []
    })
  })

export type OrgName = { readonly org: string; readonly name: string }

/** All orgs by id, by name alone: to choose from, where all that is known of them would take long to read. */
export const listOrgNames = (db: Db): Promise<OrgName[]> =>
  lookUp(() => db.select({ org: orgs.orgId, name: orgs.name }).from(orgs).orderBy(asc(orgs.orgId)))

/** All terms of an org that were ever saved. */
export const loadTerms = (db: Db, org: string): Promise<SavedTerms[]> =>
  lookUp(async () => {
    const rows = await db.select().from(orgTerms).where(eq(orgTerms.orgId, org))
    return rows.map((row) => savedTerms({ org_terms: row }))
  })

export type Member = { readonly userId: string; readonly name: string; readonly email: string; readonly role: Role }

export const listMembers = (db: Db, org: string): Promise<Member[]> =>
  lookUp(() =>
    db
      .select({ userId: users.userId, name: users.name, email: users.email, role: members.role })
      .from(members)
      .innerJoin(users, eq(users.userId, members.userId))
      .where(eq(members.orgId, org))
      .orderBy(asc(users.email)),
  )

export const findStripeCustomer = (db: Db, org: string): Promise<string | null> =>
  lookUp(async () => {
    const [row] = await db
      .select({ id: orgPaymentMethods.stripeCustomerId })
      .from(orgPaymentMethods)
      .where(eq(orgPaymentMethods.orgId, org))
    return row?.id || null
  })
