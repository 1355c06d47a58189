import { Temporal } from 'temporal-polyfill'
import { readPico, writePico } from '@/db/columns'
import { gateMoveSection, partRows, postingSections } from '@/db/commands/funding-sections'
import { type FundingWrite, writeFunding } from '@/db/commands/write-funding'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import type { GateRow } from '@/db/queries/gates'
import { findReservation, type Reservation, type StoredReservation } from '@/db/queries/reservations'
import { type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf } from '@/lib/core/funding/account'
import { billerAt, waterfalls } from '@/lib/core/funding/biller'
import { ratioOf } from '@/lib/core/funding/charge'
import { applyPosting, post } from '@/lib/core/funding/post'
import { postpaidOf } from '@/lib/core/funding/sources'
import { settle } from '@/lib/core/funding/till'
import { decideStart, type GateRefused, refuseHold, type Start } from '@/lib/core/gate/decide'
import { moveGate } from '@/lib/core/gate/project'
import { moneyText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'
import { termsOn } from '@/lib/core/pricing/billing-terms'
import { dayAt } from '@/lib/core/time/billing-day'
import { type Quantity, quantityPlaces } from '@/lib/core/usage/price'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { inputHash } from '@/lib/flows/funding/input-hash'
import { currentMonth } from '@/lib/flows/funding/project'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { type Attempted, untilWritten } from '@/lib/flows/funding/until-written'
import { accept, Refusal } from '@/lib/platform/errors'
import { isFree, tooBusy } from '@/lib/platform/turns'
import { isFreed, type StartRequest, withWaiting } from './check-start'
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

const mostTurns = 10

/** What a reservation is asked for; what most do not say leaves the hash as it is without it. */
const hashOf = ({ use, seconds, resource, concurrent, operation = null }: ReserveRequest): string => {
  const more = [resource, concurrent, operation]
  const isPlain = concurrent === null && operation === null && Object.values(resource).every((size) => size === 0)
  return inputHash([use.meter, use.quantity.toString(), seconds, ...(isPlain ? [] : more)])
}

/** Refuses a key that reserved something, for work that nothing is reserved for. */
export const requireUnreserved = async (ctx: Ctx, org: string, id: string): Promise<void> => {
  requirePermission(ctx, 'gate:check', org)
  if (await findReservation(ctx.db, org, id)) throw otherInput(id)
}

const otherInput = (id: string): Refusal =>
  new Refusal('idempotency_mismatch', 'This key reserved something else.', { idempotency_key: id })

/**
 * Holds what a start will cost (G9, B6) until usage settles it, it is released, or its time is over: what is held is
 * nobody else's to spend.
 * @throws Refusal as `checkStart` does; `idempotency_mismatch` if the key held something else, `reservation_closed` if
 *   what it held is settled, released or past its time.
 */
export const reserve = async (ctx: Ctx, request: ReserveRequest): Promise<Reserved> => {
  requirePermission(ctx, 'gate:check', request.org)
  const { org } = request
  const hash = hashOf(request)
  for (let turn = 0; turn < mostTurns; turn += 1) {
    // Starts do not stand in each other's way: only where something else is being changed they wait for their turn.
    const tried = turn === 0 && isFree(ctx.db.$client, org) ? await tryHold(ctx, request, hash) : 'lost'
    const found =
      typeof tried === 'object'
        ? tried.done
        : await untilWritten(ctx.db, org, () => tryHold(ctx, request, hash), turn === 0 ? 'last' : 'first')
    if (found.needs === null) return found.reserved
    if (found.needs === 'gate') await refreshGate(ctx, org, 'first')
    else if (!(await isFreed(ctx, org, found.gate, found.refused)))
      accept(await withWaiting(ctx, org, found.gate, found.start, found.refused))
  }
  throw tooBusy(org)
}

/** What is reserved, or what has to be done before that can be said. */
type Held =
  | { readonly needs: null; readonly reserved: Reserved }
  | { readonly needs: 'gate' }
  | { readonly needs: 'funds'; readonly gate: GateRow; readonly start: Start; readonly refused: GateRefused }

const tryHold = async (ctx: Ctx, request: ReserveRequest, hash: string): Promise<Attempted<Held>> => {
  const { id, seconds, org } = request
  const expiresAt = ctx.now.add({ seconds })
  const [loaded, gate] = await Promise.all([findAccount(ctx.db, org), lookUpGate(ctx.db, org, ctx.now)])
  if (!loaded || !gate) throw unknownOrg(org)
  if (gate.state !== 'current') return { done: { needs: 'gate' } }
  const hold = await decideHold(ctx, loaded, gate.gate, request).catch(async (refusal: unknown) => {
    const stored = await findReservation(ctx.db, org, id)
    if (stored) return stored
    throw refusal
  })
  if ('state' in hold) return { done: { needs: null, reserved: repeated(ctx, id, hash, hold) } }
  if (hold.refused) {
    const stored = await findReservation(ctx.db, org, id)
    if (stored) return { done: { needs: null, reserved: repeated(ctx, id, hash, stored) } }
    return { done: { needs: 'funds', gate: gate.gate, start: hold.start, refused: hold.refused } }
  }
  const write = { ...hold.write, open: [{ ...hold.row, id, hash, expires_at: expiresAt.toString() }] }
  const answer = (await writeFunding(ctx.db, ctx.now, [write])).get(org)
  if (answer?.outcome === 'regate') return { done: { needs: 'gate' } }
  if (answer?.outcome === 'repeated') {
    return { done: { needs: null, reserved: repeated(ctx, id, hash, known(answer.known)) } }
  }
  if (answer?.outcome !== 'applied') return 'lost'
  const amount = moneyText(hold.amount)
  const reserved = { id, outcome: 'reserved', state: 'open', amount, expiresAt: expiresAt.toString() } as const
  return { done: { needs: null, reserved } }
}

type Known = StoredReservation

const known = (row: Readonly<Record<string, string>>): Known => ({
  hash: row.hash ?? '',
  state: row.state as Reservation['state'],
  amount: row.amount ?? '',
  expiresAt: row.expires_at ?? '',
})

const repeated = (ctx: Ctx, id: string, hash: string, { state, amount, expiresAt, ...stored }: Known): Reserved => {
  if (stored.hash !== hash) {
    throw otherInput(id)
  }
  const isOver = Temporal.Instant.compare(Temporal.Instant.from(expiresAt), ctx.now) <= 0
  if (state !== 'open' || isOver) {
    const reason = state === 'open' ? 'expired' : state
    throw new Refusal('reservation_closed', `This reservation is closed: it is ${reason}. Reserve with a new key.`, {
      reservation: id,
      state: reason,
    })
  }
  return { id, outcome: 'repeated', state, amount: moneyText(readPico(amount)), expiresAt }
}

/** Who gives what, or the refusal. */
const decideHold = async (
  ctx: Ctx,
  loaded: LoadedAccount,
  gate: GateRow,
  { org, use, id, ...start }: ReserveRequest,
) => {
  const { account } = loaded
  const at = ctx.now.epochNanoseconds
  const biller = billerAt(account.switches, at)
  const { zone } = account
  const { book, latest } = termsOn(loaded.books, dayAt(ctx.now, zone))
  const priced = { priceBook: book, priceVersion: latest, zone, biller, ratio: ratioOf(account) }
  const charge = await priceStart(ctx, priced, use)
  const refused = decideStart(gate, { ...start, charge })
  if (refused) return { refused, start: { ...start, charge } }
  const { month } = currentMonth(account.zone, at)
  const { verdicts, moves } = settle(account, [{ biller, month, charge, kind: 'hold' }], at)
  const parts = verdicts[0]
  if (!parts) return accept(refuseHold(gate, charge))
  const cap = waterfalls[biller].capped ? account.cap : null
  const by = actorName(ctx.actor)
  const posting = post(moves)
  const write: FundingWrite = {
    org,
    version: loaded.version,
    claim: { kind: 'reservation', id },
    ...postingSections(posting, {
      by,
      asset: (grant) => assetOf(account, grant),
      capped: (each) => (cap === null ? null : { added: postpaidOf(parts, each), most: cap }),
    }),
    move: gateMoveSection(moveGate(account, applyPosting(account, posting), at, month)),
    by,
  }
  const row = {
    meter: use.meter,
    quantity: formatDecimal(use.quantity, quantityPlaces),
    amount: writePico(charge.amount),
    parts: partRows(parts),
    month: `${month}-01`,
  }
  return { write, row, amount: charge.amount }
}
