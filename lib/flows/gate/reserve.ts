import { Temporal } from 'temporal-polyfill'
import { readPico, writePico } from '@/db/columns'
import { gateMoveSection, partRows, postingSections } from '@/db/commands/funding-sections'
import { type FundingWrite, writeFunding } from '@/db/commands/write-funding'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import { findReservation, type Reservation, type StoredReservation } from '@/db/queries/reservations'
import { type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf } from '@/lib/core/funding/account'
import { billerAt, waterfalls } from '@/lib/core/funding/biller'
import { ratioOf } from '@/lib/core/funding/charge'
import { applyPosting, post } from '@/lib/core/funding/post'
import { postpaidOf } from '@/lib/core/funding/sources'
import { settle } from '@/lib/core/funding/till'
import { decideStart, refuseHold } from '@/lib/core/gate/decide'
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
import { accept, Refusal } from '@/lib/platform/errors'
import { isFreed, type StartRequest, withWaiting } from './check-start'
import { priceStart } from './price-start'
import { readGate } from './read-gate'

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

const attempts = 50

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
  const { id, seconds, org } = request
  const hash = hashOf(request)
  const expiresAt = ctx.now.add({ seconds })
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const loaded = await findAccount(ctx.db, org)
    if (!loaded) throw unknownOrg(org)
    const hold = await decideHold(ctx, loaded, request).catch(async (refusal: unknown) => {
      const stored = await findReservation(ctx.db, org, id)
      if (stored) return stored
      throw refusal
    })
    if (hold === null) continue
    if ('state' in hold) return repeated(ctx, id, hash, hold)
    const write = { ...hold.write, open: [{ ...hold.row, id, hash, expires_at: expiresAt.toString() }] }
    const answer = (await writeFunding(ctx.db, ctx.now, [write])).get(org)
    if (answer?.outcome === 'regate') await refreshGate(ctx, org)
    if (answer?.outcome === 'repeated') return repeated(ctx, id, hash, known(answer.known))
    if (answer?.outcome === 'applied') {
      return { id, outcome: 'reserved', state: 'open', amount: moneyText(hold.amount), expiresAt: expiresAt.toString() }
    }
  }
  throw new Refusal('stale', `Much is happening to ${org} at the moment; ask again.`, { org })
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
const decideHold = async (ctx: Ctx, loaded: LoadedAccount, { org, use, id, ...start }: ReserveRequest) => {
  const { account } = loaded
  const at = ctx.now.epochNanoseconds
  const gate = await readGate(ctx, org)
  const biller = billerAt(account.switches, at)
  const { zone } = account
  const { book, latest } = termsOn(loaded.books, dayAt(ctx.now, zone))
  const priced = { priceBook: book, priceVersion: latest, zone, biller, ratio: ratioOf(account) }
  const charge = await priceStart(ctx, priced, use)
  const refused = decideStart(gate, { ...start, charge })
  if (refused && (await isFreed(ctx, org, gate, refused))) return null
  if (refused) accept(await withWaiting(ctx, org, gate, { ...start, charge }, refused))
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
