import type { PlanWrite } from '@/db/commands/publish-plan'
import { listAudit } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'
import { minor, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { publishPlan } from '@/lib/flows/plans/publish-plan'
import { createOrg } from '@/lib/flows/settings/create-org'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { beginOf, type Calendar, calendarFrom } from './calendar'
import type { DemoStripeAt } from './demo-stripe'
import { fundedBooks, fundedOrgs } from './funded-orgs'
import { addDemoMachines } from './machines'
import { publishDemoOffers } from './offers'
import { publishDemoPacks } from './packs'
import { stories } from './stories'
import { tell } from './tell'
import { unless } from './unless'

const units = (text: string): bigint => parseDecimal(text, picoPlaces) ?? 0n

const team = (calendar: Calendar, version: number): PlanWrite => ({
  plan: 'compute-team',
  name: 'Team',
  version,
  quota: units(version === 1 ? '800' : '1000'),
  currency: 'CHF',
  priceMonthly: minor(version === 1 ? 3900n : 4900n),
  priceAnnual: minor(version === 1 ? 39_000n : 49_000n),
  ratio: { base: units('1'), perCost: units('100'), ceiling: units('250') },
  maxMemoryMb: 32_768,
  maxVcpus: 16,
  effectiveFrom: calendar.day(version === 1 ? 0 : 42),
  effectiveUntil: null,
  active: true,
})

/** The history goes on from where a seed that was cut off began it. */
const calendarOf = async (ctx: Ctx): Promise<Calendar> => {
  const [first] = fundedOrgs
  const entries = first ? await listAudit(ctx.db, { org: first.org, most: 1000 }) : []
  const created = entries.find(({ action }) => action === 'org.create')
  return calendarFrom(created?.at ?? beginOf(ctx.now))
}

/** Prices, plans and customers of the billers that are not the invoice, as they were set up three months ago. */
export const prepareFunding = async (ctx: Ctx): Promise<Calendar> => {
  const calendar = await calendarOf(ctx)
  const then: Ctx = { ...ctx, now: calendar.day(0) }
  for (const { book, currency, versions } of fundedBooks) {
    for (const [index, prices] of versions.entries()) {
      await unless(['stale'], () => publishPrices(then, { book, currency, expected: index, prices }))
    }
  }
  for (const { org, name, config } of fundedOrgs) await unless(['exists'], () => createOrg(then, org, name, config))
  await setComputeMode(then, true)
  await addDemoMachines(then)
  await publishDemoPacks(then)
  await publishDemoOffers(then, calendar)
  for (const version of [1, 2]) {
    const plan = team(calendar, version)
    await unless(['exists'], () => publishPlan({ ...ctx, now: plan.effectiveFrom }, plan))
  }
  return calendar
}

/** Three months of every customer, one after the other. */
export const tellStories = async (ctx: Ctx, calendar: Calendar, stripe: DemoStripeAt): Promise<void> => {
  for (const story of stories(calendar, stripe)) await tell(ctx, calendar, story)
}
