import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { Role } from '@/lib/core/access/permit'
import type { Language, Party, Seller } from '@/lib/core/invoices/snapshot'
import { type BillingTerms, firstDay } from '@/lib/core/pricing/billing-terms'
import type { Day } from '@/lib/core/time/day'
import { call } from './call'
import { json, only } from './json'

/** How an org is billed on a day: its terms then, and what does not depend on the day. */
export type BillingConfig = Omit<BillingTerms, 'buyer' | 'exemption'> & {
  readonly buyer: Party
  /** Under the treatment `exempt` alone. */
  readonly exemption?: string
  readonly language: Language
  readonly zone: string
}

/** Terms to append. */
export type TermsWrite = BillingTerms & { readonly effectiveOn: Day }

type ConfigWrite = Pick<BillingConfig, 'language' | 'zone'> & { readonly buyer: Pick<Party, 'email'> }

const configRow = ({ buyer, language, zone }: ConfigWrite) => ({ billing_email: buyer.email, language, zone })

const termsRow = ({ effectiveOn, buyer, priceBook, treatment, exemption, payBy, termsDays }: TermsWrite) => ({
  effective_on: effectiveOn,
  legal_name: buyer.name,
  street: buyer.street,
  building_number: buyer.buildingNumber,
  postal_code: buyer.postalCode,
  town: buyer.town,
  country: buyer.country,
  vat_number: buyer.vatNumber,
  price_book: priceBook,
  treatment,
  exemption,
  pay_by: payBy,
  terms_days: termsDays,
})

type OrgWrite = {
  readonly org: string
  readonly name: string
  readonly config: BillingConfig
  readonly by: string
  readonly at: Temporal.Instant
  readonly audit: unknown
}

/** Makes an org; its first terms hold on every day until others do. */
export const createOrg = (db: Db, { org, name, config, by, at, audit }: OrgWrite): Promise<'applied' | 'exists'> =>
  call(async () => {
    const sql = db.$client
    const terms = [termsRow({ ...config, exemption: config.exemption ?? '', effectiveOn: firstDay })]
    const rows = await sql<{ outcome: 'applied' | 'exists' }[]>`
      select create_org(${org}, ${name}, ${json(sql, configRow(config))}, ${json(sql, terms)}, ${by}, ${at.toString()},
        ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

export type OrgChange = Omit<OrgWrite, 'config'> & {
  readonly config: ConfigWrite
  /** The version that was read. */
  readonly expected: number
  /** Terms to append, by day. */
  readonly terms: readonly TermsWrite[]
  /** Of the org, if the change is only good while nothing more is recorded; else null. */
  readonly sequence: string | null
}

/**
 * Changes an org's name, configuration and terms. `stale`: somebody else changed them since version `expected` was
 * read, or something was recorded since `sequence`. `invoiced`: the terms would hold on a day that is invoiced.
 */
export const saveOrg = (
  db: Db,
  { org, name, expected, config, terms, sequence, by, at, audit }: OrgChange,
): Promise<'applied' | 'stale' | 'invoiced'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'stale' | 'invoiced' }[]>`
      select save_org(${org}, ${name}, ${expected}, ${json(sql, configRow(config))}, ${json(sql, terms.map(termsRow))},
        ${sequence}, ${by}, ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

/**
 * A seller, the zone whose days date what is issued, and within how many days a tenant that is created again pays no setup
 * fee; what is left out stays as it is.
 */
export type SellerWrite = Seller & {
  readonly zone?: string | undefined
  readonly setupPauseDays?: number | undefined
}

export const saveSeller = (db: Db, seller: SellerWrite, at: Temporal.Instant, audit: unknown): Promise<void> =>
  call(async () => {
    const sql = db.$client
    const row = {
      name: seller.name,
      street: seller.street,
      building_number: seller.buildingNumber,
      postal_code: seller.postalCode,
      town: seller.town,
      country: seller.country,
      vat_number: seller.vatNumber,
      email: seller.email,
      iban: seller.iban,
      zone: seller.zone,
      setup_pause_days: seller.setupPauseDays,
    }
    await sql`select save_seller(${json(sql, row)}, ${at.toString()}, ${json(sql, audit)})`
  })

/** Makes somebody a member, or changes the role. `last_owner`: the org would have none any more. */
export const setMember = (
  db: Db,
  org: string,
  userId: string,
  role: Role,
  at: Temporal.Instant,
  audit: unknown,
): Promise<'applied' | 'last_owner'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'last_owner' }[]>`
      select set_member(${org}, ${userId}, ${role}, ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

type Removal = 'applied' | 'unknown' | 'last_owner'

export const removeMember = (db: Db, org: string, userId: string, audit: unknown): Promise<Removal> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: Removal }[]>`
      select remove_member(${org}, ${userId}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
