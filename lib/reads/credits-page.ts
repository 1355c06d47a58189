import { Temporal } from 'temporal-polyfill'
import { loadDeclared } from '@/db/queries/declared-words'
import { listDisputes } from '@/db/queries/disputes'
import { listPackVersions, listPurchases, type PackVersion } from '@/db/queries/packs'
import { listOrgRefunds } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { waterfalls } from '@/lib/core/funding/biller'
import { leastTopUp, mostTopUp } from '@/lib/core/funding/order'
import { type Minor, minor, minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { amountText } from '@/lib/core/money/amount-text'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'
import { wordsOfMeter } from '@/lib/core/usage/meter-words'
import { type OrgFunding, orgFunding } from './org-funding'
import { orgOf } from './org-of'
import { blockedBy } from './org-subscriptions'
import { returnsOf } from './purchase-returns'
import { purchaseStanding } from './purchase-standing'

export type CreditsPage = Awaited<ReturnType<typeof creditsPage>>

type Purchase = Awaited<ReturnType<typeof listPurchases>>[number]
type Grant = OrgFunding['grants'][number]

/** Credit that ends within so many days is worth a word. */
const soonDays = 30

const money = (amount: Minor): string => formatDecimal(amount, minorPlaces)

/** What a customer sees of its credit: what is left, what is offered, what was bought. Stripe is not asked. */
export const creditsPage = async (ctx: Ctx, slug: string) => {
  const { name, config } = await orgOf(ctx, slug)
  const [funding, declared, versions, purchases, refunds, disputes, blocked] = await Promise.all([
    orgFunding(ctx, slug),
    loadDeclared(ctx.db),
    listPackVersions(ctx.db),
    listPurchases(ctx.db, slug),
    listOrgRefunds(ctx.db, slug),
    listDisputes(ctx.db, slug),
    blockedBy(ctx, slug),
  ])
  const { biller, currency } = funding
  const usable = waterfalls[biller].sources.includes('credits')
  const grants = drawn(funding)
  const names = new Map(purchases.map(({ grantId, kind, name }) => [grantId, kind === 'pack' ? name : '']))
  return {
    org: slug,
    /** Who pays, by name. */
    payer: config.buyer.name || name,
    currency,
    zone: config.zone,
    biller,
    /** Whether usage of the org is paid by credit at all. */
    usable,
    mayBuy: usable && permit(ctx.actor, 'org:pay', slug) === 'yes',
    /** Nothing new is sold to it: it owes for too long, or a payment is disputed. */
    blocked: blocked !== null,
    disputed: blocked === 'payment_disputed',
    waiting: funding.waiting && {
      ...funding.waiting,
      oldestOn: dayAt(Temporal.Instant.from(funding.waiting.oldestAt), config.zone),
      meters: funding.waiting.meters.map((each) => ({ ...each, words: wordsOfMeter(declared, each.meter, '') })),
    },
    left: leftOf(grants, usable ? currency : null),
    grants: grants.map((grant) => ({
      ...grantItem(grant, names.get(grant.grant) ?? ''),
      endsSoon: endsSoon(grant, ctx.now.add({ hours: 24 * soonDays })),
    })),
    packs: usable ? offers(versions, currency) : [],
    limits: { least: money(leastTopUp), most: money(mostTopUp) },
    purchases: purchases.map((purchase) => ({
      ...purchaseItem(purchase, config.zone),
      ...returnsOf(purchase, { refunds, disputes }, config.zone),
    })),
  }
}

/** Grants that count as credit, in the order they are drawn: those of origin `free` pay as free credit, elsewhere. */
const drawn = ({ grants, biller, currency }: OrgFunding): Grant[] => {
  const { sources, unit } = waterfalls[biller]
  const counts = (asset: string) => asset === currency || (asset === unit && sources.includes('credits'))
  return grants.filter(({ state, origin, asset }) => state === 'open' && origin !== 'free' && counts(asset))
}

/** What is left in each asset, the currency first: it is named even where nothing is left. */
const leftOf = (grants: readonly Grant[], currency: string | null) => {
  const totals = new Map<string, bigint>(currency === null ? [] : [[currency, 0n]])
  for (const { asset, remaining } of grants) {
    totals.set(asset, (totals.get(asset) ?? 0n) + (parseDecimal(remaining, picoPlaces) ?? 0n))
  }
  return [...totals].map(([asset, amount]) => ({ asset, amount: amountText(amount, asset) }))
}

const endsSoon = ({ expiresAt }: Grant, soon: Temporal.Instant): boolean =>
  expiresAt !== null && Temporal.Instant.compare(expiresAt, soon) < 0

const grantItem = ({ grant, origin, asset, grantedAt, expiresAt, granted, remaining, held }: Grant, name: string) => ({
  grant,
  origin,
  /** Of the pack it came with; empty otherwise. */
  name,
  asset,
  grantedAt,
  expiresAt,
  granted,
  remaining,
  held,
})

/** What is for sale in a currency: the latest version of each pack where it is active, the cheapest first. */
const offers = (versions: readonly PackVersion[], currency: string) => {
  const latest = versions.filter((row, index) => versions[index - 1]?.pack !== row.pack)
  return latest
    .filter((row) => row.active && row.currency === currency)
    .sort((a, b) => (a.price === b.price ? (a.pack < b.pack ? -1 : 1) : a.price < b.price ? -1 : 1))
    .map(({ pack, version, name, price, credit, expiresAfterDays }) => {
      const extra = credit - (parseDecimal(money(price), picoPlaces) ?? 0n)
      return {
        pack,
        version,
        name,
        price: money(price),
        credit: amountText(credit, currency),
        /** What it gives beyond its price; null where it gives no more. */
        extra: extra > 0n ? amountText(extra, currency) : null,
        expiresAfterDays,
      }
    })
}

const purchaseItem = (purchase: Purchase, zone: string) => {
  const { purchaseId, kind, name, currency, price, tax, credit, begunAt, paidAt } = purchase
  return {
    purchaseId,
    kind,
    name,
    currency,
    price: money(minor(price)),
    tax: money(minor(tax)),
    credit: amountText(credit, currency),
    day: dayAt(paidAt ?? begunAt, zone),
    status: purchaseStanding(purchase),
  }
}
