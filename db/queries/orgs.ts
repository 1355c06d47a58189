import { asc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { call } from '@/db/commands/call'
import type { BillingConfig } from '@/db/commands/settings'
import { members, orgBillingConfig, orgPaymentMethods, orgs, users } from '@/db/schema/index'
import type { Role } from '@/lib/core/access/permit'

export type Org = {
  readonly org: string
  readonly name: string
  readonly version: number
  readonly config: BillingConfig
}

type Row = { orgs: typeof orgs.$inferSelect; org_billing_config: typeof orgBillingConfig.$inferSelect }

const orgOf = ({ orgs: org, org_billing_config: config }: Row): Org => ({
  org: org.orgId,
  name: org.name,
  version: config.version,
  config: {
    buyer: {
      name: config.legalName,
      street: config.street,
      buildingNumber: config.buildingNumber,
      postalCode: config.postalCode,
      town: config.town,
      country: config.country,
      vatNumber: config.vatNumber,
      email: config.billingEmail,
    },
    language: config.language,
    zone: config.zone,
    priceBook: config.priceBook,
    treatment: config.treatment,
    payBy: config.payBy,
    termsDays: config.termsDays,
  },
})

export const findOrg = (db: Db, org: string): Promise<Org | null> =>
  call(async () => {
    const rows = await db
      .select()
      .from(orgs)
      .innerJoin(orgBillingConfig, eq(orgBillingConfig.orgId, orgs.orgId))
      .where(eq(orgs.orgId, org))
    const [row] = rows
    return row ? orgOf(row) : null
  })

export const listOrgs = (db: Db): Promise<Org[]> =>
  call(async () => {
    const rows = await db
      .select()
      .from(orgs)
      .innerJoin(orgBillingConfig, eq(orgBillingConfig.orgId, orgs.orgId))
      .orderBy(asc(orgs.orgId))
    return rows.map(orgOf)
  })

export type Member = { readonly userId: string; readonly name: string; readonly email: string; readonly role: Role }

export const listMembers = (db: Db, org: string): Promise<Member[]> =>
  call(() =>
    db
      .select({ userId: users.userId, name: users.name, email: users.email, role: members.role })
      .from(members)
      .innerJoin(users, eq(users.userId, members.userId))
      .where(eq(members.orgId, org))
      .orderBy(asc(users.email)),
  )

export const findStripeCustomer = (db: Db, org: string): Promise<string | null> =>
  call(async () => {
    const [row] = await db
      .select({ id: orgPaymentMethods.stripeCustomerId })
      .from(orgPaymentMethods)
      .where(eq(orgPaymentMethods.orgId, org))
    return row?.id || null
  })
