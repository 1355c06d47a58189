import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { Role } from '@/lib/core/access/permit'
import type { Language, Party, Seller, TaxTreatment } from '@/lib/core/invoices/snapshot'
import { call } from './call'
import { json, only } from './json'

/** How an org is billed, as it is written. */
export type BillingConfig = {
  readonly buyer: Party
  readonly language: Language
  readonly zone: string
  readonly priceBook: string
  readonly treatment: TaxTreatment
  readonly payBy: 'card' | 'invoice'
  readonly termsDays: number
}

const configRow = ({ buyer, language, zone, priceBook, treatment, payBy, termsDays }: BillingConfig) => ({
  legal_name: buyer.name,
  street: buyer.street,
  building_number: buyer.buildingNumber,
  postal_code: buyer.postalCode,
  town: buyer.town,
  country: buyer.country,
  vat_number: buyer.vatNumber,
  billing_email: buyer.email,
  language,
  zone,
  price_book: priceBook,
  treatment,
  pay_by: payBy,
  terms_days: termsDays,
})

export const createOrg = (
  db: Db,
  org: string,
  name: string,
  config: BillingConfig,
  at: Temporal.Instant,
  audit: unknown,
): Promise<'applied' | 'exists'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'exists' }[]>`
      select create_org(${org}, ${name}, ${json(sql, configRow(config))}, ${at.toString()}, ${json(sql, audit)})
        as outcome`
    return only(rows).outcome
  })

/**
 * Changes an org's name and configuration. `stale`: somebody else changed it since version `expected` was read, or
 * something was recorded since `sequence`.
 * @param sequence of the org, where the change is only good while nothing more is recorded; else null.
 */
export const saveOrg = (
  db: Db,
  org: string,
  name: string,
  expected: number,
  config: BillingConfig,
  sequence: string | null,
  at: Temporal.Instant,
  audit: unknown,
): Promise<'applied' | 'stale'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'stale' }[]>`
      select save_org(${org}, ${name}, ${expected}, ${json(sql, configRow(config))}, ${sequence}, ${at.toString()},
        ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

/** A seller and the zone whose days date what is issued; without one it stays as it is. */
export type SellerWrite = Seller & { readonly zone?: string | undefined }

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
