import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { appendAudit } from '@/db/commands/append-audit'
import { recordPayment } from '@/db/commands/record-payment'
import { setMember } from '@/db/commands/settings'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { findInvoiceOfMonth } from '@/db/queries/invoices'
import { findAuditAction } from '@/db/queries/platform'
import { presetColumns } from '@/lib/cli/import/columns'
import { readRows } from '@/lib/cli/import/read-rows'
import { usageOf } from '@/lib/cli/import/usage-file'
import { auditEntry, type Ctx } from '@/lib/context'
import { parseDecimal } from '@/lib/core/money/decimal'
import { addMonths, type Month } from '@/lib/core/time/day'
import { quantityPlaces } from '@/lib/core/usage/price'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { createOrg } from '@/lib/flows/settings/create-org'
import { declareMeter, declareSkill } from '@/lib/flows/settings/declare-words'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveSeller } from '@/lib/flows/settings/save-seller'
import { changeTenant } from '@/lib/flows/tenants/change-tenant'
import { importUsage } from '@/lib/flows/usage/import-usage'
import type { UsageEvent } from '@/lib/flows/usage/record-usage-batch'
import { newId } from '@/lib/platform/ids'
import type { DemoStripeAt } from './demo-stripe'
import { mendCard } from './give-card'
import { demoBooks, demoOrgs, demoSeller } from './orgs'
import { demoPeople } from './people'
import { prepareFunding, tellStories } from './seed-funding'
import { cardOrg } from './stories'
import { recordAll } from './tell'
import { unless } from './unless'
import { demoMeters, demoSkills } from './words'

const traceFile = resolve('lib/demo/llm-inference-code-2023.csv')
const traceDay = Temporal.PlainDate.from('2023-11-16')

const noon = (day: string): Temporal.Instant => Temporal.Instant.from(`${day}T11:00:00Z`)

const people = async (ctx: Ctx): Promise<void> => {
  for (const { email, name, memberships } of demoPeople) {
    const identity = { issuer: 'demo', subject: email, email, emailVerified: true, name }
    const { userId } = await signInIdentity(ctx.db, identity, newId('usr'), ctx.now)
    if (userId === null) throw new Error(`${email} is taken`)
    for (const { org, role } of memberships) await setMember(ctx.db, org, userId, role, ctx.now, null)
  }
}

const settings = async (ctx: Ctx): Promise<void> => {
  for (const { book, currency, versions } of demoBooks) {
    for (const [index, { skills, meters, ...rest }] of versions.entries()) {
      const prices = { ...rest, skills: [...skills], meters: [...meters] }
      await unless(['stale'], () => publishPrices(ctx, { book, currency, expected: index, prices }))
    }
  }
  for (const [meter, words] of Object.entries(demoMeters)) await declareMeter(ctx, meter, words)
  for (const [skill, names] of Object.entries(demoSkills)) await declareSkill(ctx, skill, names)
  await saveSeller(ctx, demoSeller)
  for (const { org, name, config } of demoOrgs) await unless(['exists'], () => createOrg(ctx, org, name, config))
}

/** Tenants as they came and went, relative to last month. */
const tenants = async (ctx: Ctx, last: Month): Promise<void> => {
  const before = addMonths(last, -1)
  const early = noon(`${addMonths(last, -4)}-03`)
  const change = (org: string, tenant: string, ...changes: Parameters<typeof changeTenant>[3][]) =>
    changes.reduce<Promise<unknown>>(
      (done, each) =>
        done.then(() => unless(['out_of_order', 'tenant_deleted'], () => changeTenant(ctx, org, tenant, each))),
      Promise.resolve(),
    )
  await change(
    'alpenblick',
    'alpenblick-prod',
    { kind: 'create', at: early, packages: ['ocr'] },
    { kind: 'packages', at: noon(`${before}-10`), packages: ['ocr', 'translate'] },
    { kind: 'packages', at: noon(`${last}-21`), packages: ['ocr'] },
  )
  await change(
    'alpenblick',
    'alpenblick-staging',
    { kind: 'create', at: noon(`${last}-12`), packages: [] },
    { kind: 'suspend', at: noon(`${last}-19`) },
    { kind: 'resume', at: noon(`${last}-24`) },
  )
  await change('helvetia-docs', 'helvetia-archive', { kind: 'create', at: early, packages: ['ocr'] })
  await change(
    'helvetia-docs',
    'helvetia-pilot',
    { kind: 'create', at: noon(`${before}-05`), packages: ['ocr', 'translate'] },
    { kind: 'delete', at: noon(`${last}-15`) },
  )
  await change('lac-papier', 'lac-papier', { kind: 'create', at: noon(`${last}-08`), packages: [] })
}

/** Pages that the document tenants processed: plausible, and the same on every machine. */
const pages = (last: Month): UsageEvent[] =>
  [addMonths(last, -1), last].flatMap((month) =>
    Array.from({ length: 26 }, (_, index) => {
      const day = String(index + 1).padStart(2, '0')
      const quantity = parseDecimal(String(180 + ((index * 7919) % 420)), quantityPlaces) ?? 0n
      return {
        key: `demo:pages:${month}-${day}`,
        org: 'helvetia-docs',
        meter: 'doc.pages',
        quantity,
        at: noon(`${month}-${day}`),
        resource: 'helvetia-archive',
        properties: null,
      }
    }),
  )

/** What the AI customer really used, moved into last month, and a little of it into this one. */
const trace = (last: Month): UsageEvent[] => {
  const shiftDays = traceDay.until(Temporal.PlainDate.from(`${last}-16`)).days
  const columns = { ...presetColumns('trace'), org: 'lumen-ai', resource: 'code-completion', shiftDays }
  const { events, bad } = usageOf(readRows(readFileSync(traceFile)), columns)
  if (bad.length > 0) throw new Error(`the trace has ${bad.length} rows that cannot be read`)
  return events.map(({ event }) => event)
}

/** Invoices of the months before last month: the older ones paid, the newest open. Last month is left to be issued. */
const invoices = async (ctx: Ctx, last: Month, orgs: readonly string[]): Promise<void> => {
  for (const age of [4, 3, 2, 1]) {
    const month = addMonths(last, -age)
    const at = noon(`${addMonths(month, 1)}-02`)
    for (const org of orgs) {
      await unless(['already_invoiced', 'nothing_to_invoice'], () => issueInvoice({ ...ctx, now: at }, org, month))
      if (age >= 2) await pay(ctx, org, month, at.add({ hours: 24 * 12 }))
    }
  }
}

const pay = async (ctx: Ctx, org: string, month: Month, at: Temporal.Instant): Promise<void> => {
  const invoice = await findInvoiceOfMonth(ctx.db, org, month)
  if (!invoice || invoice.paidAt) return
  await recordPayment(ctx.db, {
    org,
    invoiceId: invoice.invoiceId,
    paymentId: newId('pay'),
    via: 'bank',
    reference: `E-Banking ${invoice.number}`,
    amount: invoice.total,
    currency: invoice.currency,
    receivedAt: at,
    receivedOn: at.toZonedDateTimeISO('Europe/Zurich').toPlainDate().toString(),
    by: 'system:demo',
    acceptSurplus: false,
    checkoutId: null,
    event: null,
    audit: null,
  })
}

/**
 * Fills a new demo, once: every step can be repeated, so a seed that was cut off goes on at the next start.
 * @returns whether there was anything to do.
 */
export const seedDemo = async (db: Db, now: Temporal.Instant, stripe: DemoStripeAt): Promise<boolean> => {
  const ctx: Ctx = { actor: { kind: 'system', name: 'demo' }, now, db, requestId: newId('run') }
  if (await findAuditAction(db, 'demo.ready')) {
    await unless(['stripe_unavailable'], () => mendCard(ctx, stripe(now), cardOrg))
    return false
  }
  const last = addMonths(now.toZonedDateTimeISO('Europe/Zurich').toPlainDate().toString().slice(0, 7), -1)
  await settings(ctx)
  const calendar = await prepareFunding(ctx)
  await people(ctx)
  await tenants(ctx, last)
  await recordAll(ctx, pages(addMonths(last, -1)))
  await invoices(ctx, last, ['alpenblick', 'helvetia-docs'])
  await recordAll(ctx, pages(last))
  const imported = await importUsage(ctx, trace(last))
  if (imported.some(({ outcome }) => outcome === 'refused')) throw new Error('the trace of the demo was refused')
  await tellStories(ctx, calendar, stripe)
  await invoices(ctx, last, ['tarn-robotics', 'papiermuehle'])
  await appendAudit(db, auditEntry(ctx, 'demo.ready', { subject: 'demo' }))
  return true
}
