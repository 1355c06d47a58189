import { type Biller, waterfalls } from '@/lib/core/funding/biller'
import { pico } from '@/lib/core/money/amount'
import {
  billerOf,
  type CoreBook,
  grant,
  monthAt,
  type NewGrant,
  openCoreBook,
  release,
  reshape,
  settleAll,
  takeBack,
  type Work,
  wait,
} from './core-book'
import { chosenAt, emptyBook, letGo, type NaiveBook, noCap, pay, type Share } from './naive-book'

type Piece = {
  readonly kind: 'charge' | 'hold'
  /** How long ago it was used; a time before the last switch or in another month is a late event. */
  readonly ago: number
  readonly coins: number
  readonly units: number
  /** Which of the open reservations it settles, if any. */
  readonly settles: number | null
}

export type Step =
  | ({ readonly step: 'grant'; readonly lasts: number | null } & Omit<NewGrant, 'expiresAt'>)
  | { readonly step: 'use'; readonly pieces: readonly Piece[] }
  | { readonly step: 'release'; readonly which: number }
  | { readonly step: 'take'; readonly which: number; readonly kind: 'refund' | 'adjustment'; readonly most: number }
  | { readonly step: 'expire' }
  | { readonly step: 'switch'; readonly biller: Biller; readonly in: number }
  | { readonly step: 'set'; readonly cap: number | null; readonly card: boolean; readonly subscribed: boolean }
  | { readonly step: 'flag'; readonly freeCredit: boolean }
  | { readonly step: 'wait'; readonly ticks: number }
  | { readonly step: 'week'; readonly quota: number }
  | { readonly step: 'again'; readonly which: number }

/** Both books, and what was asked of them by key: what comes again under a known key is answered and not done. */
export type Books = {
  readonly core: CoreBook
  readonly naive: NaiveBook
  readonly seen: Map<string, Step>
  readonly answers: { readonly core: readonly (Share[] | null)[]; readonly naive: readonly (Share[] | null)[] }[]
}

export const openBooks = (biller: Biller): Books => ({
  core: openCoreBook(biller),
  naive: emptyBook(biller),
  seen: new Map(),
  answers: [],
})

const pick = <Item>(items: readonly Item[], which: number): Item | undefined => items[which % items.length]

/** Does a step in both books, once per key. */
export const take = (books: Books, key: string, step: Step): void => {
  if (step.step === 'again') {
    const known = pick([...books.seen], step.which)
    if (known) take(books, ...known)
    return
  }
  if (books.seen.has(key)) return
  books.seen.set(key, step)
  doStep(books, key, step)
}

const doStep = (books: Books, key: string, step: Exclude<Step, { step: 'again' }>): void => {
  if (step.step === 'grant') give(books, step)
  else if (step.step === 'use') use(books, key, step.pieces)
  else if (step.step === 'release') letOneGo(books, step.which)
  else if (step.step === 'take') takeOne(books, step)
  else if (step.step === 'expire') expire(books)
  else if (step.step === 'switch') choose(books, step)
  else if (step.step === 'wait') wait(books.core, step.ticks)
  else if (step.step === 'week') turnWeek(books, key, step.quota)
  else if (step.step === 'flag') flag(books, step.freeCredit)
  else set(books, step)
}

const give = ({ core, naive }: Books, { lasts, ...terms }: Step & { step: 'grant' }): void => {
  const expiresAt = lasts === null ? null : core.now + lasts
  const { asset, priority, origin, amount } = terms
  const empty = { held: 0, used: 0, expired: 0, refunded: 0 }
  const id = `g${naive.purses.length}`
  grant(core, { ...terms, expiresAt })
  naive.purses.push({
    id,
    asset,
    priority,
    free: origin === 'free',
    expiresAt: expiresAt ?? noCap,
    left: amount,
    ...empty,
  })
}

const use = (books: Books, key: string, pieces: readonly Piece[]): void => {
  const { core, naive } = books
  const settled = new Set<string>()
  const works = pieces.map((piece, place): Work => {
    const at = Math.max(0, core.now - piece.ago)
    const biller = billerOf(core, at)
    const open = [...core.holds.keys()].filter((hold) => !settled.has(hold))
    const hold = piece.settles === null || piece.kind === 'hold' ? null : (pick(open, piece.settles) ?? null)
    if (hold !== null) settled.add(hold)
    const units = waterfalls[biller].unit === '' ? 0 : piece.units
    const { kind, coins } = piece
    return { id: `${key}.${place}`, kind, biller, month: monthAt(at), usedAt: at, coins, units, hold }
  })
  const decided = settleAll(core, works)
  books.answers.push({
    core: decided.map((parts) => parts?.map(shareOfPart) ?? null),
    naive: works.map((work, place) => payOne(naive, work, core.now, Math.max(0, core.now - (pieces[place]?.ago ?? 0)))),
  })
}

const shareOfPart = (part: { source: string; measure: 'money' | 'units'; amount: bigint; units: bigint }): Share => ({
  source: part.source,
  counts: part.measure === 'money' ? 'coins' : 'units',
  coins: Number(part.amount),
  units: Number(part.units),
})

const payOne = (naive: NaiveBook, work: Work, now: number, at: number): Share[] | null => {
  const bill = { biller: chosenAt(naive, at), month: work.month, coins: work.coins, units: work.units }
  const shares = pay(naive, bill, { now, used: at }, work.kind === 'hold' ? 'held' : 'used', work.hold ?? undefined)
  if (shares !== null && work.kind === 'hold') naive.holds.set(work.id, shares)
  return shares
}

const letOneGo = ({ core, naive }: Books, which: number): void => {
  const hold = pick([...core.holds.keys()], which)
  if (hold === undefined) return
  release(core, hold)
  letGo(naive, hold)
}

const takeOne = ({ core, naive }: Books, { which, kind, most }: Step & { step: 'take' }): void => {
  const purse = pick(naive.purses, which)
  if (!purse) return
  takeBack(core, purse.id, kind, most)
  const taken = Math.min(most, purse.left)
  purse.left -= taken
  purse.refunded += taken
}

const expire = ({ core, naive }: Books): void => {
  for (const purse of naive.purses) {
    if (purse.expiresAt > core.now) continue
    takeBack(core, purse.id, 'expiration', noCap)
    purse.expired += purse.left
    purse.left = 0
  }
}

const choose = ({ core, naive }: Books, step: Step & { step: 'switch' }): void => {
  const from = core.now + step.in
  const { switches } = core.account
  naive.chosen.push({ biller: step.biller, from })
  const added = { biller: step.biller, from: BigInt(from), sequence: BigInt(switches.length + 1) }
  reshape(core, { switches: [added, ...switches] })
}

const flag = ({ core, naive }: Books, freeCredit: boolean): void => {
  naive.freeCredit = freeCredit
  reshape(core, { freeCredit })
}

const set = ({ core, naive }: Books, step: Step & { step: 'set' }): void => {
  const { cap, card, subscribed } = step
  Object.assign(naive, { cap: cap ?? noCap, card, subscribed })
  reshape(core, { cap: cap === null ? null : pico(BigInt(cap)), card, subscribed })
}

/** Seven times ten ticks from now on. */
const turnWeek = ({ core, naive }: Books, key: string, quota: number): void => {
  const [from, to] = [core.now, core.now + 70]
  naive.weeks.set(key, { from, to, quota, used: 0, held: 0 })
  naive.week = key
  const span = { startsAt: BigInt(from), endsAt: BigInt(to) }
  reshape(core, { week: { id: key, ...span, quota: BigInt(quota), used: 0n, held: 0n } })
}
