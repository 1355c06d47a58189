import { Temporal } from 'temporal-polyfill'
import { type DebtPlace, listDebts, type OpenDebt, sumDebts } from '@/db/queries/debts'
import { listPricedNames, loadDeclared } from '@/db/queries/declared-words'
import { type Ctx, requirePermission } from '@/lib/context'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type Declared, shownQuantity, unitBeside, wordsOfMeter } from '@/lib/core/usage/meter-words'
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

/** What meters are called, and the units they are priced by. */
type Spoken = { readonly declared: Declared; readonly units: ReadonlyMap<string, string> }

const spokenMeters = async ({ db }: Ctx): Promise<Spoken> => {
  const [declared, { meters }] = await Promise.all([loadDeclared(db), listPricedNames(db)])
  return { declared, units: new Map(meters.map(({ meter, unit }) => [meter, unit])) }
}

/** A meter by its name, and a quantity of it in the unit that is shown, as administrators read them. */
const spokenUse = ({ declared, units }: Spoken, { meter, quantity }: OpenDebt['event']) => {
  const { scale, words } = wordsOfMeter(declared, meter, units.get(meter) ?? '')
  const shown = shownQuantity(quantity, scale)
  return { meter: words.en.name, quantity: shown, unit: unitBeside(words.en, shown, 'en') }
}

const debtItem =
  (now: Temporal.Instant, spoken: Spoken) =>
  ({ org, orgName, key, event, amount, currency, biller, former, usedAt, keptAt }: OpenDebt) => ({
    org,
    orgName,
    key,
    /** The key under which it was told first, if it was amended since. */
    toldAs: event.original ?? key,
    ...spokenUse(spoken, event),
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
  const [found, sums, spoken] = await Promise.all([
    listDebts(ctx.db, ctx.now, { ...only, ...(place ? { after: place } : {}), most: debtsOnPage + 1 }),
    sumsOf(ctx, asked.org),
    spokenMeters(ctx),
  ])
  const shown = found.slice(0, debtsOnPage)
  const last = shown.at(-1)
  return {
    items: shown.map(debtItem(ctx.now, spoken)),
    sums,
    isFirst: place === null,
    after: last && found.length > debtsOnPage ? placeText(last) : null,
    zone: platformZone,
  }
}

/** The oldest debts of an org, and what all of them come to. */
export const orgDebts = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'platform:admin')
  const [found, sums, spoken] = await Promise.all([
    listDebts(ctx.db, ctx.now, { org, most: debtsOfOrg }),
    sumsOf(ctx, org),
    spokenMeters(ctx),
  ])
  return { items: found.map(debtItem(ctx.now, spoken)), sums }
}
