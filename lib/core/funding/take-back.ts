import { type Pico, pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { Account } from './account'
import type { Biller, Charge } from './biller'
import { isLive } from './grant'
import { applyPosting, post } from './post'
import { sourcesOf } from './sources'
import { fitMoves, type Move, measured, sumMoves, takeExpiredBack } from './till'
import { isPaid, type Part, type Source, waterfall } from './waterfall'
import { withholdBack } from './withhold'

/** What an administrator put onto the bill, beside every month and cap: nothing was drawn for it. */
export const billedSource = 'billed'

/**
 * What taking a use back moves (M12): each source gets exactly what it paid. What goes back to a grant that is over expires
 * at once; a week that was archived gets back what it gave; and what goes back to credit whose money went back is withheld.
 * @param account with the grants that paid, also if nothing is left of them.
 */
export const returnMoves = (account: Account, parts: readonly Part[], now: bigint): Move[] =>
  fitMoves(account, backMoves(account, parts, now))

/** The same before anything of it is withheld. */
const backMoves = (account: Account, parts: readonly Part[], now: bigint): Move[] => {
  const ended = new Set(account.grants.filter((grant) => !isLive(grant, now)).map(({ id }) => id))
  return sumMoves(
    parts
      .filter(({ source }) => source !== billedSource)
      .map((part): Move => {
        const back = -measured(part)
        const { source, measure } = part
        return { source, measure, used: back, held: 0n, ...(ended.has(source) ? { unexpired: back } : {}) }
      }),
  )
}

/** What a use is amended to. */
export type Amended = {
  readonly charge: Charge
  readonly biller: Biller
  readonly month: Month
  readonly usedAt: bigint
  /** Whether sources may give more than they paid before: nothing that came in earlier waits for them. */
  readonly mayDraw: boolean
}

/** What it was, and who paid for it. */
export type Told = {
  readonly biller: Biller
  readonly month: Month
  readonly parts: readonly Part[]
}

export type Amendment = {
  readonly parts: readonly Part[]
  /** What is still to be paid. */
  readonly left: Charge
  /** What goes back and what is drawn, one move for each source. */
  readonly moves: readonly Move[]
}

/**
 * Takes a use back and charges what it is amended to (M12). What paid for it pays again first, each source as much as it
 * paid: so a smaller use leaves each source as if that had been told at once, whatever happened to caps and weeks since; and
 * only what it is larger by is drawn from what there is now. Sources of another biller or of another month than it is
 * amended to do not pay again.
 */
export const amend = (account: Account, told: Told, to: Amended, now: bigint): Amendment => {
  const back = backMoves(account, told.parts, now)
  const kept = keptSources(account, told, to, now)
  const gives = new Map(kept.map(({ id, available }) => [id, available ?? 0n]))
  // What pays again is not drawn from what others see; the rest of what goes back may be withheld from them.
  const released = applyPosting(account, post(sumMoves(withholdBack(account, back, gives))))
  const more = to.mayDraw
    ? sourcesOf(released, to.biller, to.month, now, to.usedAt).map((source) => less(source, gives.get(source.id) ?? 0n))
    : []
  const fall = waterfall(to.charge, [...kept, ...more])
  const parts = joinParts(fall.parts)
  const drawn = takeExpiredBack(
    released,
    sumMoves(
      parts
        .filter(({ source }) => source !== billedSource)
        .map((part): Move => ({ source: part.source, measure: part.measure, used: measured(part), held: 0n })),
    ),
  )
  const again = new Map(parts.map((part) => [part.source, measured(part)]))
  const paidAgain = new Map([...gives.keys()].map((source) => [source, again.get(source) ?? 0n]))
  return { parts, left: fall.left, moves: sumMoves([...withholdBack(account, back, paidAgain), ...drawn]) }
}

export const isPaidWhole = ({ left }: Pick<Amendment, 'left'>): boolean => isPaid({ parts: [], left })

const keptSources = (account: Account, { biller, month, parts }: Told, to: Amended, now: bigint): Source[] => {
  if (biller !== to.biller) return []
  const reached = to.usedAt < now ? to.usedAt : now
  const over = new Set(account.grants.filter((grant) => !isLive(grant, reached)).map(({ id }) => id))
  return joinParts(parts)
    .filter(({ source, kind }) => !over.has(source) && (kind !== 'postpaid' || month === to.month))
    .map((part) => ({ id: part.source, kind: part.kind, measure: part.measure, available: measured(part) }))
}

const less = (source: Source, given: bigint): Source => {
  if (source.available === null || given === 0n) return source
  const left = source.available - given
  return { ...source, available: left > 0n ? left : 0n }
}

/** One part for each source. */
export const joinParts = (parts: readonly Part[]): Part[] => {
  const sums = new Map<string, Part>()
  for (const part of parts) {
    const before = sums.get(part.source)
    const amount: Pico = pico((before?.amount ?? 0n) + part.amount)
    sums.set(part.source, { ...part, amount, units: (before?.units ?? 0n) + part.units })
  }
  return [...sums.values()]
}
