import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico, writePico } from '@/db/columns'
import { gateMoveSection, partRows, postingSections } from '@/db/commands/funding-sections'
import { type FundingAnswer, type FundingWrite, writeFunding } from '@/db/commands/write-funding'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import type { GateRow } from '@/db/queries/gates'
import { findStoredReservations, type Reservation, type StoredReservation } from '@/db/queries/reservations'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf } from '@/lib/core/funding/account'
import { billerAt, waterfalls } from '@/lib/core/funding/biller'
import { ratioOf } from '@/lib/core/funding/charge'
import { applyPosting, post } from '@/lib/core/funding/post'
import { postpaidOf } from '@/lib/core/funding/sources'
import { settle } from '@/lib/core/funding/till'
import { decideStart, type GateRefused, refuseHold, type Start } from '@/lib/core/gate/decide'
import { type GateMove, moveGate, projectGate } from '@/lib/core/gate/project'
import { moneyText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'
import { termsOn } from '@/lib/core/pricing/billing-terms'
import { dayAt } from '@/lib/core/time/billing-day'
import { type Quantity, quantityPlaces } from '@/lib/core/usage/price'
import { accountHandedOn, forgetAccount, handOn } from '@/lib/flows/funding/account-memory'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { currentMonth } from '@/lib/flows/funding/project'
import { type Written, writeInOrder } from '@/lib/flows/funding/write-in-order'
import { accept, Refusal } from '@/lib/platform/errors'
import type { StartRequest } from './check-start'
import { lookUpGate } from './look-up-gates'
import { priceStart } from './price-start'

export type ReserveRequest = StartRequest & {
  readonly use: { readonly meter: string; readonly quantity: Quantity }
  /** The caller's key: the same one again holds nothing more. */
  readonly id: string
  readonly seconds: number
  /** What kind of work it is for, as the caller said it. */
  readonly operation?: unknown
}

export type Reserved = {
  readonly id: string
  readonly outcome: 'reserved' | 'repeated'
  readonly state: Reservation['state']
  readonly amount: string
  readonly expiresAt: string
}

/** A request to hold something, and the hash of its input. */
export type Holding = { readonly ctx: Ctx; readonly request: ReserveRequest; readonly hash: string }

/** What is reserved, or what has to be done before that can be said; or why it cannot be held at all. */
export type Held =
  | { readonly needs: null; readonly reserved: Reserved }
  | { readonly needs: 'gate' }
  | { readonly needs: 'funds'; readonly gate: GateRow; readonly start: Start; readonly refused: GateRefused }
  | { readonly needs: 'refusal'; readonly error: unknown }

/** What an org has left: its account, and the gate that says the same. */
type Funds = { readonly loaded: LoadedAccount; readonly gate: GateRow }

type Hold = { readonly write: FundingWrite; readonly amount: bigint; readonly expiresAt: string; readonly left: Funds }
type Decided = { readonly hold: Hold } | Exclude<Held, { needs: null }>

/**
 * Holds what starts of one org ask for, as it stands now, one after the other: each is decided on what those before it leave.
 * @returns what became of each, in their order; `lost` where something else was written in between.
 */
export const holdAll = async (org: string, holdings: readonly Holding[]): Promise<readonly (Held | 'lost')[]> => {
  const [first] = holdings
  if (!first) return []
  const { db } = first.ctx
  const based = (await decideHandedOn(org, holdings)) ?? (await decideRead(org, holdings))
  if (based === null) return holdings.map(() => ({ needs: 'gate' }))
  const { loaded, decided } = based
  const unheld = holdings.filter((_, index) => !isHold(decided[index]))
  const stored =
    unheld.length > 0
      ? await findStoredReservations(
          db,
          org,
          unheld.map(({ request }) => request.id),
        )
      : new Map<string, StoredReservation>()
  forgetAccount(db, org)
  const written = await writeAll(holdings, decided)
  handHoldsOn(db, loaded, decided.filter(isHold), written)
  const answers = written.values()
  const here = new Set<string>()
  let holds = true
  return holdings.map((holding, index) => {
    const { id } = holding.request
    const each = decided[index]
    if (isHold(each)) {
      const became = answerOf(holding, each.hold, answers.next().value)
      holds &&= became !== 'lost'
      here.add(id)
      return became
    }
    const known = stored.get(id)
    if (known) return repeated(holding, known)
    // It was decided on what is not held after all, or on what was held under its own key.
    return each && holds && !here.has(id) ? each : 'lost'
  })
}

type Based = { readonly loaded: LoadedAccount; readonly decided: readonly Decided[] }

/** Decides on what the turn before handed on; null if there is none, or one of them cannot be held on it. */
const decideHandedOn = async (org: string, holdings: readonly Holding[]): Promise<Based | null> => {
  const [{ ctx } = { ctx: null }] = holdings
  const loaded = ctx && accountHandedOn(ctx.db, org)
  if (!ctx || !loaded) return null
  const decided = await decideAll(holdings, { loaded, gate: gateOfAccount(loaded, ctx.now.epochNanoseconds) })
  return decided.every(isHold) ? { loaded, decided } : null
}

/** Decides on the account and its gate as they are read; null if the gate is not in force. */
const decideRead = async (org: string, holdings: readonly Holding[]): Promise<Based | null> => {
  const [{ ctx } = { ctx: null }] = holdings
  const [loaded, found] = ctx
    ? await Promise.all([findAccount(ctx.db, org), lookUpGate(ctx.db, org, ctx.now)])
    : [null, null]
  if (!loaded || !found) throw unknownOrg(org)
  if (found.state !== 'current') return null
  return { loaded, decided: await decideAll(holdings, { loaded, gate: found.gate }) }
}

/** What a gate in force says of an account; whether it is in force, the write finds out. */
const gateOfAccount = ({ account, cell }: LoadedAccount, at: bigint): GateRow => {
  const { zone, short } = account
  return { ...projectGate(account, at, currentMonth(zone, at)), short, cell, zone, priceBook: '', generation: '' }
}

/** Hands the account on to the next turn if all of it is held. */
const handHoldsOn = (
  db: Db,
  before: LoadedAccount,
  holds: readonly { readonly hold: Hold }[],
  written: readonly Written[],
): void => {
  const answers = written.map((each) => ('answer' in each ? each.answer : undefined))
  const [last, answer] = [holds.at(-1), answers.at(-1)]
  if (!last || !answers.every((each) => each?.outcome === 'applied') || answer?.outcome !== 'applied') return
  handOn(db, before, last.hold.left.loaded.account, answer, holds.length)
}

const isHold = (decided: Decided | undefined): decided is { readonly hold: Hold } =>
  decided !== undefined && 'hold' in decided

const decideAll = async (holdings: readonly Holding[], funds: Funds): Promise<readonly Decided[]> => {
  const decided: Decided[] = []
  let left = funds
  for (const holding of holdings) {
    const each = await decideHold(holding, left).catch((error: unknown) => ({ needs: 'refusal', error }) as const)
    if (isHold(each)) left = each.hold.left
    decided.push(each)
  }
  return decided
}

/** A start that comes alone waits for no others. */
const writeAll = async (holdings: readonly Holding[], decided: readonly Decided[]): Promise<readonly Written[]> => {
  const writes = holdings.flatMap(({ ctx }, index) => {
    const each = decided[index]
    return isHold(each) ? { now: ctx.now, write: each.hold.write } : []
  })
  const [only, ...others] = writes
  const db = holdings[0]?.ctx.db
  if (!only || !db) return []
  if (others.length > 0) return writeInOrder(db, writes)
  return [{ answer: (await writeFunding(db, only.now, [only.write])).get(only.write.org) }]
}

const answerOf = (holding: Holding, { amount, expiresAt }: Hold, written: Written | undefined): Held | 'lost' => {
  if (written && 'error' in written) return { needs: 'refusal', error: written.error }
  const answer: FundingAnswer | undefined = written?.answer
  if (answer?.outcome === 'regate') return { needs: 'gate' }
  if (answer?.outcome === 'repeated') return repeated(holding, knownOf(answer.known))
  if (answer?.outcome !== 'applied') return 'lost'
  const { id } = holding.request
  return { needs: null, reserved: { id, outcome: 'reserved', state: 'open', amount: moneyText(amount), expiresAt } }
}

const knownOf = (row: Readonly<Record<string, string>>): StoredReservation => ({
  hash: row.hash ?? '',
  state: row.state as Reservation['state'],
  amount: row.amount ?? '',
  expiresAt: row.expires_at ?? '',
})

/** The refusal of a key that reserved something else. */
export const otherInput = (id: string): Refusal =>
  new Refusal('idempotency_mismatch', 'This key reserved something else.', { idempotency_key: id })

const repeated = ({ ctx, request: { id }, hash }: Holding, stored: StoredReservation): Held => {
  const { state, amount, expiresAt } = stored
  if (stored.hash !== hash) return { needs: 'refusal', error: otherInput(id) }
  const isOver = Temporal.Instant.compare(Temporal.Instant.from(expiresAt), ctx.now) <= 0
  if (state !== 'open' || isOver) {
    const reason = state === 'open' ? 'expired' : state
    const sentence = `This reservation is closed: it is ${reason}. Reserve with a new key.`
    return { needs: 'refusal', error: new Refusal('reservation_closed', sentence, { reservation: id, state: reason }) }
  }
  const reserved = { id, outcome: 'repeated', state, amount: moneyText(readPico(amount)), expiresAt } as const
  return { needs: null, reserved }
}

/** Who gives what, or the refusal. */
const decideHold = async ({ ctx, request, hash }: Holding, { loaded, gate }: Funds): Promise<Decided> => {
  const { org, use, id, seconds, ...asked } = request
  const { account } = loaded
  const at = ctx.now.epochNanoseconds
  const biller = billerAt(account.switches, at)
  const { zone } = account
  const { book, latest } = termsOn(loaded.books, dayAt(ctx.now, zone))
  const priced = { priceBook: book, priceVersion: latest, zone, biller, ratio: ratioOf(account) }
  const charge = await priceStart(ctx, priced, use)
  const start = { ...asked, charge }
  const refused = decideStart(gate, start)
  if (refused) return { needs: 'funds', gate, start, refused }
  const { month } = currentMonth(zone, at)
  const { verdicts, moves } = settle(account, [{ biller, month, charge, kind: 'hold' }], at)
  const parts = verdicts[0]
  if (!parts) return accept(refuseHold(gate, charge))
  const cap = waterfalls[biller].capped ? account.cap : null
  const by = actorName(ctx.actor)
  const posting = post(moves)
  const after = applyPosting(account, posting)
  const move = moveGate(account, after, at, month)
  const expiresAt = ctx.now.add({ seconds }).toString()
  const row = {
    id,
    hash,
    expires_at: expiresAt,
    meter: use.meter,
    quantity: formatDecimal(use.quantity, quantityPlaces),
    amount: writePico(charge.amount),
    parts: partRows(parts),
    month: `${month}-01`,
  }
  const write: FundingWrite = {
    org,
    version: loaded.version,
    book,
    book_version: latest,
    claim: { kind: 'reservation', id },
    ...postingSections(posting, {
      by,
      asset: (grant) => assetOf(account, grant),
      capped: (each) => (cap === null ? null : { added: postpaidOf(parts, each), most: cap }),
    }),
    move: gateMoveSection(move),
    open: [row],
    by,
  }
  const left = { loaded: { ...loaded, account: after }, gate: movedGate(gate, move) }
  return { hold: { write, amount: charge.amount, expiresAt, left } }
}

const movedGate = (gate: GateRow, { remaining, held, unitsRemaining, unitsHeld }: GateMove): GateRow => ({
  ...gate,
  remaining: gate.remaining === null ? null : gate.remaining + remaining,
  held: gate.held + held,
  unitsRemaining: gate.unitsRemaining + unitsRemaining,
  unitsHeld: gate.unitsHeld + unitsHeld,
})
