import type { Month } from '@/lib/core/time/day'
import type { Account } from './account'
import type { Biller, Charge } from './biller'
import { applyPosting, post } from './post'
import { postpaidId, sourcesOf } from './sources'
import { isPaid, type Part, type Source, waterfall } from './waterfall'

/** One thing to be paid for: usage, or an amount to be kept for usage to come. */
export type Claim = {
  readonly biller: Biller
  /** Civil month in which it counts against a cap. */
  readonly month: Month
  readonly charge: Charge
  /** `hold` keeps the amount, `charge` spends it. */
  readonly kind: 'charge' | 'hold'
  /** Parts held before for this charge: they go back to their sources first, and may pay for it from there. */
  readonly held?: readonly Part[]
}

/** What happens to a source: what left `remaining` for `used` or `held`. Negative goes back. */
export type Move = {
  readonly source: string
  readonly measure: 'money' | 'units'
  readonly used: bigint
  readonly held: bigint
}

export type Settled = {
  /** By claim: the parts that pay for it, or null where it is refused and nothing moves. */
  readonly verdicts: readonly (readonly Part[] | null)[]
  /** What all of it moves, by source, in the order sources were first touched. */
  readonly moves: readonly Move[]
}

/**
 * Decides claims one after the other: each sees what the ones before it left (W3). A claim is paid whole or refused.
 * @param now nanoseconds: credit that expires by then is not drawn.
 */
export const settle = (account: Account, claims: readonly Claim[], now: bigint): Settled => {
  const verdicts: (readonly Part[] | null)[] = []
  const moves: Move[] = []
  let current = account
  let row = sourceRows(current, now)
  const book = (more: readonly Move[]): void => {
    moves.push(...more)
    current = applyPosting(current, post(sumMoves(more)))
    row = sourceRows(current, now)
  }
  let open: Move[] = []
  for (const claim of claims) {
    if (claim.held) {
      book(open)
      open = []
      const settled = settleHeld(current, claim, claim.held, now)
      verdicts.push(settled?.parts ?? null)
      if (settled) book(settled.moves)
      continue
    }
    const parts = draw(claim, row(claim))
    verdicts.push(parts)
    if (parts) open.push(...movesOf(parts, claim.kind, 1n))
  }
  return { verdicts, moves: sumMoves([...moves, ...open]) }
}

type Cell = Omit<Source, 'available'> & { available: bigint | null }

/** The sources of each biller and month as cells that are drawn down in place; a source is one cell in all of them. */
const sourceRows = (account: Account, now: bigint): ((claim: Claim) => readonly Cell[]) => {
  const cells = new Map<string, Cell>()
  const rows = new Map<string, readonly Cell[]>()
  const cellOf = (source: Source): Cell => {
    const cell = cells.get(source.id) ?? { ...source }
    cells.set(source.id, cell)
    return cell
  }
  return ({ biller, month }) => {
    const key = `${biller} ${month}`
    const row = rows.get(key) ?? sourcesOf(account, biller, month, now).map(cellOf)
    rows.set(key, row)
    return row
  }
}

const measured = ({ measure, amount, units }: Part): bigint => (measure === 'money' ? amount : units)

const movesOf = (parts: readonly Part[], kind: Claim['kind'], sign: 1n | -1n): Move[] =>
  parts.map((part) => {
    const moved = sign * measured(part)
    const { source, measure } = part
    return { source, measure, used: kind === 'charge' ? moved : 0n, held: kind === 'hold' ? moved : 0n }
  })

/** Pays a claim from cells, or leaves them as they are. */
const draw = (claim: Claim, row: readonly Cell[]): readonly Part[] | null => {
  const fall = waterfall(claim.charge, row)
  if (!isPaid(fall)) return null
  for (const part of fall.parts) {
    const cell = row.find(({ id }) => id === part.source)
    if (cell && cell.available !== null) cell.available -= measured(part)
  }
  return fall.parts
}

/**
 * Pays a claim for which something was held. What was held may pay for it even from a grant that expired or a week that
 * ended since: it was kept for this. A month that is over is only given back to: its cap is no other month's.
 */
const settleHeld = (account: Account, claim: Claim, held: readonly Part[], now: bigint) => {
  const released = movesOf(held, 'hold', -1n)
  const sources = sourcesOf(applyPosting(account, post(sumMoves(released))), claim.biller, claim.month, now)
  const kept = held
    .filter(({ source }) => !sources.some(({ id }) => id === source))
    .filter(({ kind, source }) => kind !== 'postpaid' || source === postpaidId(claim.month))
    .map((part): Cell => ({ id: part.source, kind: part.kind, measure: part.measure, available: measured(part) }))
  const parts = draw(claim, [...kept, ...sources.map((source) => ({ ...source }))])
  return parts && { parts, moves: [...released, ...movesOf(parts, claim.kind, 1n)] }
}

/** One move per source, in the order of the first. */
export const sumMoves = (moves: readonly Move[]): Move[] => {
  const sums = new Map<string, Move>()
  for (const { source, measure, used, held } of moves) {
    const sum = sums.get(source)
    sums.set(source, { source, measure, used: (sum?.used ?? 0n) + used, held: (sum?.held ?? 0n) + held })
  }
  return [...sums.values()].filter(({ used, held }) => used !== 0n || held !== 0n)
}

/** What releasing a hold moves: everything that was kept goes back. */
export const releaseMoves = (held: readonly Part[]): Move[] => sumMoves(movesOf(held, 'hold', -1n))
