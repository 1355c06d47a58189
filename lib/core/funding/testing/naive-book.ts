/**
 * The books of one org, kept in the plainest way: numbers instead of bigints, coins moved one charge at a time, nothing
 * remembered but what is here. Written from the contract alone, so that the core can be held against it.
 */
export type Purse = {
  readonly id: string
  readonly free: boolean
  readonly asset: string
  readonly priority: number
  readonly expiresAt: number
  left: number
  held: number
  used: number
  expired: number
  refunded: number
}
export type BillMonth = { spent: number; held: number }
export type Week = { readonly from: number; readonly to: number; readonly quota: number; used: number; held: number }
/** What one source gives: coins and units. It loses whichever `counts` says. */
export type Share = { readonly source: string; readonly counts: 'coins' | 'units'; coins: number; units: number }

export type NaiveBook = {
  readonly purses: Purse[]
  readonly bill: Map<string, BillMonth>
  readonly weeks: Map<string, Week>
  week: string
  readonly holds: Map<string, readonly Share[]>
  readonly chosen: { readonly biller: string; readonly from: number }[]
  freeCredit: boolean
  card: boolean
  subscribed: boolean
  cap: number
}

/** A cap that binds nothing. */
export const noCap = Number.POSITIVE_INFINITY

export const emptyBook = (biller: string): NaiveBook => ({
  purses: [],
  bill: new Map(),
  weeks: new Map(),
  week: '',
  holds: new Map(),
  chosen: [{ biller, from: 0 }],
  freeCredit: true,
  card: false,
  subscribed: false,
  cap: noCap,
})

/** The biller at a time: the last one that was recorded among those with the latest beginning. */
export const chosenAt = (book: NaiveBook, at: number): string => {
  let biller = 'invoice'
  let since = -1
  for (const choice of book.chosen) {
    if (choice.from <= at && choice.from >= since) {
      biller = choice.biller
      since = choice.from
    }
  }
  return biller
}

export const billOf = (book: NaiveBook, month: string): BillMonth => {
  const bill = book.bill.get(month) ?? { spent: 0, held: 0 }
  book.bill.set(month, bill)
  return bill
}

const isCapped = (biller: string): boolean => biller === 'free_credit' || biller === 'linked'

const sooner = (a: Purse, b: Purse): boolean => {
  if (a.expiresAt !== b.expiresAt) return a.expiresAt < b.expiresAt
  return a.priority < b.priority
}

/** When something was used, and when it is paid. */
type When = { readonly now: number; readonly used: number }

/** Purses that pay, the next to be drawn first; of equal ones the older, which stands earlier in the book. */
const drawnInOrder = (book: NaiveBook, free: boolean, assets: readonly string[], { used }: When): Purse[] => {
  const rest = book.purses.filter(
    (purse) => purse.free === free && purse.expiresAt > used && assets.includes(purse.asset),
  )
  const order: Purse[] = []
  while (rest.length > 0) {
    let next = 0
    for (const [place, purse] of rest.entries()) if (sooner(purse, rest[next] ?? purse)) next = place
    order.push(...rest.splice(next, 1))
  }
  return order
}

type Payer = { readonly source: string; readonly counts: 'coins' | 'units'; readonly has: number }

/** A purse that ended since something was used gives what had expired of it too. */
const payerOf =
  ({ now }: When) =>
  ({ id, asset, left, expired, expiresAt }: Purse): Payer => ({
    source: id,
    counts: asset === 'CHF' ? 'coins' : 'units',
    has: expiresAt > now ? left : left + expired,
  })

const onTheBill = (book: NaiveBook, biller: string, month: string): Payer => {
  const { spent, held } = billOf(book, month)
  return { source: `postpaid:${month}`, counts: 'coins', has: isCapped(biller) ? book.cap - spent - held : noCap }
}

/** Who pays under a biller, from first to last (the five billers, written out). */
const payersOf = (book: NaiveBook, biller: string, month: string, when: When): Payer[] => {
  const { now } = when
  if (biller === 'invoice') return [onTheBill(book, biller, month)]
  if (biller === 'prepaid') return drawnInOrder(book, false, ['CHF'], when).map(payerOf(when))
  if (biller === 'plan_quota') {
    const week = book.weeks.get(book.week)
    const extras = drawnInOrder(book, false, ['CHF', 'compute.units'], when).map(payerOf(when))
    if (!week || now < week.from || now >= week.to) return extras
    return [{ source: `week:${book.week}`, counts: 'units', has: week.quota - week.used - week.held }, ...extras]
  }
  if (book.cap === 0) return []
  const assets = biller === 'linked' ? ['CHF', 'doc.units'] : ['CHF']
  const gifts = book.freeCredit ? drawnInOrder(book, true, assets, when).map(payerOf(when)) : []
  const mayOwe = biller === 'linked' ? book.subscribed : book.card
  return mayOwe ? [...gifts, onTheBill(book, biller, month)] : gifts
}

/** Moves coins or units of a source into `used` or `held`; negative numbers go back. */
const give = (book: NaiveBook, { source, counts, coins, units }: Share, into: 'used' | 'held', sign: 1 | -1): void => {
  const count = sign * (counts === 'coins' ? coins : units)
  const purse = book.purses.find(({ id }) => id === source)
  const week = book.weeks.get(source.replace('week:', ''))
  if (purse) {
    const back = Math.max(0, count - purse.left)
    purse.expired -= back
    purse.left += back - count
    purse[into] += count
  } else if (week) week[into] += count
  else billOf(book, source.replace('postpaid:', ''))[into === 'used' ? 'spent' : 'held'] += count
}

/** The largest whole share of `whole` that is no more than `part` of `of`, found by counting. */
const shareOf = (whole: number, part: number, of: number): number => {
  let share = 0
  while ((share + 1) * of <= whole * part) share += 1
  return share
}

/** Who gives what, or null where it is not covered whole. */
const collect = (payers: readonly Payer[], coins: number, units: number): Share[] | null => {
  const shares: Share[] = []
  for (const { source, counts, has } of payers) {
    if (coins === 0 && units === 0) break
    const wanted = counts === 'coins' ? coins : units
    if (has <= 0 || (counts === 'units' && units === 0)) continue
    const share: Share = { source, counts, coins, units }
    if (wanted > has) {
      share.coins = counts === 'coins' ? has : shareOf(coins, has, units)
      share.units = counts === 'units' ? has : shareOf(units, has, coins)
    }
    shares.push(share)
    coins -= share.coins
    units -= share.units
  }
  return coins === 0 && units === 0 ? shares : null
}

/** Puts what was held back where it came from. */
export const letGo = (book: NaiveBook, hold: string): void => {
  for (const share of book.holds.get(hold) ?? []) give(book, share, 'held', -1)
  book.holds.delete(hold)
}

/** What was held and would else be out of reach: it was kept for this, but no cap is broken for it. */
const keptFor = (book: NaiveBook, biller: string, month: string, kept: readonly Share[], payers: readonly Payer[]) => {
  const mine: Payer[] = []
  for (const { source, counts, coins, units } of kept) {
    if (payers.some((payer) => payer.source === source)) continue
    let has = counts === 'coins' ? coins : units
    if (source.startsWith('postpaid:')) {
      if (source !== `postpaid:${month}`) continue
      has = Math.min(has, onTheBill(book, biller, month).has)
    }
    mine.push({ source, counts, has })
  }
  return mine
}

export type Bill = { readonly biller: string; readonly month: string; readonly coins: number; readonly units: number }

/** Pays for one thing, from what was held for it and from the org's sources; null leaves the book as it was. */
export const pay = (book: NaiveBook, bill: Bill, when: When, into: 'used' | 'held', hold?: string): Share[] | null => {
  const kept = hold === undefined ? [] : (book.holds.get(hold) ?? [])
  for (const share of kept) give(book, share, 'held', -1)
  const payers = payersOf(book, bill.biller, bill.month, when)
  const shares = collect([...keptFor(book, bill.biller, bill.month, kept, payers), ...payers], bill.coins, bill.units)
  if (shares === null) for (const share of kept) give(book, share, 'held', 1)
  else {
    for (const share of shares) give(book, share, into, 1)
    if (hold !== undefined) book.holds.delete(hold)
  }
  return shares
}
