import { Temporal } from 'temporal-polyfill'
import { type DebtPlace, listDebts, type OpenDebt, sumDebts } from '@/db/queries/debts'
import { type Ctx, requirePermission } from '@/lib/context'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { platformZone } from './platform-zone'

const debtsOnPage = 50
const debtsOfOrg = 10

const dayMilliseconds = 86_400_000

/** A place in the list as an address carries it, and back; anything else is the beginning. */
const placeText = ({ keptAt, org, key }: OpenDebt): string => `${keptAt} ${org} ${key}`
const readPlace = (text: string | undefined): DebtPlace | null => {
  const [, keptAt = '', org = '', key = ''] = /^(\S{1,40}) (\S{1,63}) ([^\0]{1,200})$/.exec(text ?? '') ?? []
  try {
    return { keptAt: Temporal.Instant.from(keptAt).toString(), org, key }
  } catch {
    return null
  }
}

const debtItem =
  (now: Temporal.Instant) =>
  ({ org, orgName, key, event, amount, currency, biller, former, usedAt, keptAt }: OpenDebt) => ({
    org,
    orgName,
    key,
    /** The key under which it was told first, if it was amended since. */
    toldAs: event.original ?? key,
    meter: event.meter,
    quantity: event.quantity,
    amount: formatDecimal(amount, picoPlaces, minorPlaces),
    currency,
    biller,
    former,
    usedAt: usedAt.toString(),
    keptAt: keptAt.toString(),
    ageDays: Math.max(0, Math.floor((now.epochMilliseconds - keptAt.epochMilliseconds) / dayMilliseconds)),
  })

const sumsOf = async (ctx: Ctx, org?: string) =>
  (await sumDebts(ctx.db, org)).map(({ amount, ...sum }) => ({
    ...sum,
    amount: formatDecimal(amount, picoPlaces, minorPlaces),
  }))

export type AskedDebts = { readonly org: string | undefined; readonly after: string | undefined }

/** Usage that could not be paid, of all orgs or of one, the oldest first (K9, W5). */
export const adminDebts = async (ctx: Ctx, asked: AskedDebts) => {
  requirePermission(ctx, 'platform:admin')
  const place = readPlace(asked.after)
  const only = asked.org === undefined ? {} : { org: asked.org }
  const [found, sums] = await Promise.all([
    listDebts(ctx.db, ctx.now, { ...only, ...(place ? { after: place } : {}), most: debtsOnPage + 1 }),
    sumsOf(ctx, asked.org),
  ])
  const shown = found.slice(0, debtsOnPage)
  const last = shown.at(-1)
  return {
    items: shown.map(debtItem(ctx.now)),
    sums,
    isFirst: place === null,
    after: last && found.length > debtsOnPage ? placeText(last) : null,
    zone: platformZone,
  }
}

/** The oldest debts of an org, and what all of them come to. */
export const orgDebts = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'platform:admin')
  const [found, sums] = await Promise.all([listDebts(ctx.db, ctx.now, { org, most: debtsOfOrg }), sumsOf(ctx, org)])
  return { items: found.map(debtItem(ctx.now)), sums }
}
