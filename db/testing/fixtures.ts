import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { InvoiceWrite } from '@/db/commands/issue-invoice'
import type { PriceWrite } from '@/db/commands/publish-prices'
import type { BillingConfig } from '@/db/commands/settings'
import { findInvoice, type IssuedInvoice } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import { type Actor, scopes } from '@/lib/core/access/permit'
import { snapshotText } from '@/lib/core/invoices/draft'
import type { InvoiceSnapshot, Party, Seller } from '@/lib/core/invoices/snapshot'
import { latestInstant } from '@/lib/core/time/latest'
import { readQuantity } from '@/lib/core/usage/quantity'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { createOrg } from '@/lib/flows/settings/create-org'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveSeller } from '@/lib/flows/settings/save-seller'
import { createTenant } from '@/lib/flows/tenants/report-tenant'
import { recordUsageBatch, type UsageEvent } from '@/lib/flows/usage/record-usage-batch'

export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)

/** The moment at which tests live: October 2026 is over, November is not. */
export const today = at('2026-11-21T10:00:00Z')

/** Settings with which the clock of a process goes on from `today`, whatever the day. */
export const clockOfToday = { demoClockSeconds: Math.ceil(Temporal.Now.instant().until(today).total('second')) }

export const admin: Actor = {
  kind: 'user',
  userId: 'usr_admin',
  name: 'Ada Admin',
  email: 'ada@example.com',
  admin: true,
  roles: new Map(),
}

/** Somebody who may pay for the org. */
export const payer = (org: string): Actor => ({
  ...admin,
  userId: 'usr_payer',
  admin: false,
  roles: new Map([[org, 'billing']]),
})

export const machine = (org: string | null = null): Actor => ({
  kind: 'machine',
  keyId: 'key_test',
  scopes,
  org,
})

export const contextOf = (db: Db, actor: Actor = admin, now: Temporal.Instant = today): Ctx => ({
  actor,
  now,
  db,
  requestId: 'req_test',
})

export const sellerParty: Seller = {
  name: 'Kontor Muster AG',
  street: 'Bahnhofstrasse',
  buildingNumber: '1',
  postalCode: '8001',
  town: 'Zürich',
  country: 'CH',
  vatNumber: 'CHE-123.456.788 MWST',
  email: 'rechnung@example.com',
  iban: 'CH9300762011623852957',
}

export const buyerParty: Party = {
  name: 'Käufer GmbH',
  street: 'Marktgasse',
  buildingNumber: '12',
  postalCode: '3011',
  town: 'Bern',
  country: 'CH',
  vatNumber: '',
  email: 'kauf@example.com',
}

export const config: BillingConfig = {
  buyer: buyerParty,
  language: 'de',
  zone: 'Europe/Zurich',
  priceBook: 'standard',
  treatment: 'domestic',
  payBy: 'card',
  termsDays: 30,
}

export const prices: PriceWrite['prices'] = {
  effectiveOn: '2026-01-01',
  note: '',
  monthlyFee: '49.00',
  setupFee: '100.00',
  skills: [{ skill: 'ocr', pricePerDay: '1.5' }],
  meters: [
    { meter: 'llm.input_tokens', unit: 'token', pricePerUnit: '0.000003' },
    { meter: 'doc.units', unit: 'unit', pricePerUnit: '0.05' },
  ],
}

/** A platform that can invoice: a seller, and the first version of the price book `standard` in CHF. */
export const preparePlatform = async (db: Db): Promise<void> => {
  await saveSeller(contextOf(db), sellerParty)
  await publishPrices(contextOf(db), { book: 'standard', currency: 'CHF', expected: 0, prices })
}

export const makeOrg = (db: Db, org: string, over: Partial<BillingConfig> = {}): Promise<{ org: string }> =>
  createOrg(contextOf(db), org, `Org ${org}`, { ...config, ...over })

export const makeTenant = (db: Db, org: string, tenant: string, since: string, packages: readonly string[] = []) => {
  const reported = contextOf(db, machine(), latestInstant([at(since), today]))
  return createTenant(reported, org, tenant, { kind: 'create', at: at(since), packages })
}

type EventParts = {
  key?: string
  meter?: string
  quantity?: string
  at?: string
  resource?: string
  properties?: unknown
}
let events = 0

/** A usage event in October 2026 that costs 5.00, unless told otherwise. */
export const usageEvent = (org: string, parts: EventParts = {}): UsageEvent => {
  const quantity = readQuantity(parts.quantity ?? '100')
  if (typeof quantity !== 'bigint') throw new Error(quantity.sentence)
  events += 1
  return {
    key: parts.key ?? `event-${events}`,
    org,
    meter: parts.meter ?? 'doc.units',
    quantity,
    at: at(parts.at ?? '2026-10-15T10:00:00Z'),
    resource: parts.resource ?? '',
    properties: parts.properties ?? null,
  }
}

/** Records one event, however late; a refusal is thrown. */
export const makeUsage = async (db: Db, org: string, parts: EventParts = {}): Promise<void> => {
  const event = usageEvent(org, parts)
  const reported = contextOf(db, machine(), latestInstant([event.at, at('2027-06-01T10:00:00Z')]))
  const { results } = await recordUsageBatch(reported, [event])
  const [result] = results
  if (result?.outcome !== 'accepted') throw new Error(`the event was not accepted: ${JSON.stringify(result)}`)
}

/** Issues an org's month and reads the invoice back. */
export const issueFor = async (ctx: Ctx, org: string, month: string): Promise<IssuedInvoice> => {
  const { invoiceId } = await issueInvoice(ctx, org, month)
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Error(`${invoiceId} is not there`)
  return invoice
}

/** An org with an unpaid invoice of 5.41 for October. */
export const makeInvoice = async (db: Db, org: string, over: Partial<BillingConfig> = {}): Promise<IssuedInvoice> => {
  await makeOrg(db, org, over)
  await makeUsage(db, org)
  return issueFor(contextOf(db), org, '2026-10')
}

/** The write that issues this snapshot under a chosen id. */
export const invoiceWrite = (snapshot: InvoiceSnapshot, invoiceId: string): InvoiceWrite => ({
  invoiceId,
  series: 'invoice',
  prefix: '',
  issuedAt: today.toString(),
  issuedBy: 'user:usr_admin',
  snapshot,
  text: snapshotText(snapshot),
  sha256: createHash('sha256').update(snapshotText(snapshot)).digest('hex'),
  audit: null,
})

/** An invoice's lines in short: kind, subject, detail, quantity, amount. */
export const linesOf = ({ snapshot }: Pick<IssuedInvoice, 'snapshot'>): string[][] =>
  snapshot.lines.map(({ kind, subject, detail, quantity, amount }) => [kind, subject, detail, quantity, amount])
