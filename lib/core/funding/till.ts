import { pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { Account } from './account'
import type { Biller, Charge } from './biller'
import { isLive } from './grant'
import { applyPosting, post } from './post'
import { postpaidId, sourcesOf, underCap } from './sources'
import { isPaid, type Part, type Source, waterfall } from './waterfall'
import { withholdBack } from './withhold'

/** One thing to be paid for: usage, or an amount to be kept for usage to come. */
export type Claim = {
  readonly biller: Biller
  /** Civil month in which it counts against a cap. */
  readonly month: Month
  readonly charge: Charge
  /** When it was used, in nanoseconds: credit that was alive then pays. Now where nothing is said. */
  readonly usedAt?: bigint
  /** `hold` keeps the amount, `charge` spends it. */
  readonly kind: 'charge' | 'hold'
  /** Parts held before for this charge: they go back to their sources first, and may pay for it from there. */
  readonly held?: readonly Part[]
  /** Names what was held, where more than one claim may settle it: the first that is paid does. */
  readonly hold?: string
  /** Whether it stands in line: what came before it and could not be paid is paid first. What was held stands in none. */
  readonly inLine?: boolean
}

/** What happens to a source: what left `remaining` for `used` or `held`. Negative goes back. */
export type Move = {
  readonly source: string
  readonly measure: 'money' | 'units'
  readonly used: bigint
  readonly held: bigint
  /** What of it had expired already, and is taken back from there; of what goes back, negative: it expires at once. */
  readonly unexpired?: bigint
  /** What of it that goes back is taken at once, since its money went back before. */
  readonly withheld?: bigint
  /** What changes of what is to be withheld. */
  readonly toWithhold?: bigint
}

export type Settled = {
  /** By claim: the parts that pay for it, or null where it is refused and nothing moves. */
  readonly verdicts: readonly (readonly Part[] | null)[]
  /** Names of the holds that were settled, each with the place of the claim that did. */
  readonly settled: ReadonlyMap<string, number>
  /** What all of it moves, by source, in the order sources were first touched. */
  readonly moves: readonly Move[]
}

/**
 * Decides claims one after the other: each sees what the ones before it left (W3). A claim is paid whole or refused; and
 * those that stand in line are refused once one of them is, since a debt is paid before anything newer (K9).
 * @param now nanoseconds: credit that expires by then is drawn only for what was used before.
 * @param waits whether something waits in the line already.
 */
export const settle = (account: Account, claims: readonly Claim[], now: bigint, waits = false): Settled => {
  const verdicts: (readonly Part[] | null)[] = []
  const moves: Move[] = []
  let current = account
  let row = openRow(current, now)
  const book = (more: readonly Move[]): void => {
    const booked = fitMoves(current, more)
    moves.push(...booked)
    current = applyPosting(current, post(booked))
    row = openRow(current, now)
  }
  let open: Move[] = []
  const done = new Map<string, number>()
  let blocked = waits
  for (const [place, claim] of claims.entries()) {
    if (claim.held && !done.has(claim.hold ?? '')) {
      book(open)
      open = []
      const settled = settleHeld(current, claim, claim.held, now)
      verdicts.push(settled?.parts ?? null)
      if (settled) book(settled.moves)
      if (settled && claim.hold !== undefined) done.set(claim.hold, place)
      if (!settled && claim.inLine) blocked = true
      continue
    }
    const parts = blocked && claim.inLine ? null : draw(claim, row)
    verdicts.push(parts)
    if (parts) open.push(...movesOf(parts, claim.kind, 1n))
    else if (claim.inLine) blocked = true
  }
  return { verdicts, settled: done, moves: sumMoves([...moves, ...fitMoves(current, open)]) }
}

export type Instalment = {
  /** What was paid now; nothing where no source gave anything. */
  readonly parts: readonly Part[]
  /** What is still to be paid. */
  readonly left: Charge
  /** Whether it was paid whole with what was held for it. */
  readonly settles: boolean
}

/**
 * Pays a claim as far as the sources reach (K9); what was held for it pays it whole, or stays held.
 */
export const payInPart = (
  account: Account,
  claim: Claim,
  now: bigint,
): { readonly paid: Instalment; readonly moves: readonly Move[]; readonly after: Account } => {
  const book = (parts: readonly Part[], left: Charge, settles: boolean, more: readonly Move[]) => {
    const moves = fitMoves(account, more)
    return { paid: { parts, left, settles }, moves, after: applyPosting(account, post(moves)) }
  }
  const kept = claim.held ? settleHeld(account, claim, claim.held, now) : null
  if (kept) return book(kept.parts, { amount: pico(0n), units: 0n }, true, kept.moves)
  const sources = sourcesOf(account, claim.biller, claim.month, now, claim.usedAt ?? now)
  const { parts, left } = waterfall(claim.charge, sources)
  return book(parts, left, false, movesOf(parts, 'charge', 1n))
}

/** Moves as an account takes them: one for each source, with what comes out of expired credit and what is withheld. */
export const fitMoves = (account: Account, moves: readonly Move[]): Move[] =>
  sumMoves(withholdBack(account, takeExpiredBack(account, sumMoves(moves))))

/** What a grant gives beyond what remains of it comes from what expired of it. */
export const takeExpiredBack = (account: Account, moves: readonly Move[]): Move[] =>
  moves.map((move) => {
    const grant = account.grants.find(({ id }) => id === move.source)
    const beyond = grant ? move.used + move.held - grant.remaining : 0n
    return beyond > 0n ? { ...move, unexpired: beyond } : move
  })

/** The sources as the claims so far left them. A source is one, no matter who draws it; a cap binds only its own billers. */
type Row = {
  readonly sourcesFor: (claim: Claim) => readonly Source[]
  readonly drawn: Map<string, bigint>
}

const openRow = (account: Account, now: bigint): Row => {
  const drawn = new Map<string, bigint>()
  const known = new Map<string, readonly Source[]>()
  const ended = account.grants.filter((grant) => !isLive(grant, now))
  const sourcesFor = ({ biller, month, usedAt = now }: Claim): readonly Source[] => {
    // Of credit that is over, how many grants pay says which do: those that ended last.
    const key = `${biller} ${month} ${ended.filter((grant) => isLive(grant, usedAt)).length}`
    const sources = known.get(key) ?? sourcesOf(account, biller, month, now, usedAt)
    known.set(key, sources)
    return sources.map((source) => less(source, drawn.get(source.id) ?? 0n))
  }
  return { sourcesFor, drawn }
}

const less = (source: Source, drawn: bigint): Source =>
  source.available === null || drawn === 0n ? source : { ...source, available: source.available - drawn }

/** What a source loses by a part. */
export const measured = ({ measure, amount, units }: Part): bigint => (measure === 'money' ? amount : units)

const movesOf = (parts: readonly Part[], kind: Claim['kind'], sign: 1n | -1n): Move[] =>
  parts.map((part) => {
    const moved = sign * measured(part)
    const { source, measure } = part
    return { source, measure, used: kind === 'charge' ? moved : 0n, held: kind === 'hold' ? moved : 0n }
  })

/** Pays a claim from what the ones before it left, or leaves that as it is. */
const draw = (claim: Claim, { sourcesFor, drawn }: Row): readonly Part[] | null => {
  const parts = payFrom(claim, sourcesFor(claim))
  for (const part of parts ?? []) drawn.set(part.source, (drawn.get(part.source) ?? 0n) + measured(part))
  return parts
}

const payFrom = (claim: Claim, sources: readonly Source[]): readonly Part[] | null => {
  const fall = waterfall(claim.charge, sources)
  return isPaid(fall) ? fall.parts : null
}

/**
 * Pays a claim for which something was held. What was held may pay for it even from a grant that expired or a week that
 * ended since: it was kept for this. It breaks no cap: one that was lowered since holds, and a month that is over is
 * only given back to, its cap is no other month's.
 */
const settleHeld = (account: Account, claim: Claim, held: readonly Part[], now: bigint) => {
  const released = movesOf(held, 'hold', -1n)
  const after = applyPosting(account, post(sumMoves(released)))
  const sources = sourcesOf(after, claim.biller, claim.month, now, claim.usedAt)
  const kept = held
    .filter(({ source }) => !sources.some(({ id }) => id === source))
    .filter(({ kind, source }) => kind !== 'postpaid' || source === postpaidId(claim.month))
    .map((part): Source => {
      const { source: id, kind, measure } = part
      const most = kind === 'postpaid' ? underCap(after, claim.biller, claim.month) : null
      return { id, kind, measure, available: most !== null && most < measured(part) ? most : measured(part) }
    })
  const parts = payFrom(claim, [...kept, ...sources])
  return parts && { parts, moves: [...released, ...movesOf(parts, claim.kind, 1n)] }
}

/** One move per source, in the order of the first. */
export const sumMoves = (moves: readonly Move[]): Move[] => {
  const sums = new Map<string, Move>()
  for (const { source, measure, used, held, ...more } of moves) {
    const sum = sums.get(source)
    const total = { source, measure, used: (sum?.used ?? 0n) + used, held: (sum?.held ?? 0n) + held }
    sums.set(source, { ...total, ...addMore(sum, more) })
  }
  return [...sums.values()].filter(
    ({ used, held, ...more }) => used !== 0n || held !== 0n || extras.some((name) => more[name] !== undefined),
  )
}

const extras = ['unexpired', 'withheld', 'toWithhold'] as const
type Extras = Pick<Move, (typeof extras)[number]>

/** What few moves have; nothing of what adds up to nothing. */
const addMore = (one: Extras = {}, other: Extras): Extras =>
  Object.fromEntries(
    extras.map((name) => [name, (one[name] ?? 0n) + (other[name] ?? 0n)] as const).filter(([, sum]) => sum !== 0n),
  )

/** What releasing a hold moves: everything that was kept goes back, and is withheld if its money went back since. */
export const releaseMoves = (account: Account, held: readonly Part[]): Move[] =>
  fitMoves(account, movesOf(held, 'hold', -1n))
