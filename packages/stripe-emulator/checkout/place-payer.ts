import { Failure } from '@/packages/stripe-emulator/failure'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { AddressRecord, CheckoutSessionRecord, PlaceRecord } from '@/packages/stripe-emulator/records'
import { customerObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { withTax } from './tax'

const noCountry = (): Failure =>
  new Failure(400, { type: 'invalid_request_error', message: 'Choose your country.', param: 'country' })

/**
 * The session with the payer where they say that they are, and taxed so. Where the customer's own address counts, the
 * typed one changes no tax.
 */
export const placePayer = (session: CheckoutSessionRecord, typed: PlaceRecord): CheckoutSessionRecord => {
  const { collects, place, customer } = session
  if (!collects?.address) return session
  if (typed.country === null) throw noCountry()
  const counts = customer === null || collects.savesAddress
  const country = counts ? typed.country : (place?.country ?? null)
  return withTax({ ...session, place: { country, taxId: collects.taxId ? typed.taxId : null } })
}

const nowhere: AddressRecord = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }

/** Keeps with the customer what the session was told to keep, and announces it where it is new. */
export const keepPlace = async (work: Work, { customer: id, collects, place, payer }: CheckoutSessionRecord) => {
  if (id === null || !collects || !(collects.savesAddress || collects.savesName)) return
  const before = await customerNamed(work, id)
  const country = place?.country ?? null
  const moved = collects.savesAddress && country !== null && before.address?.country !== country
  const name = collects.savesName && payer ? payer.name : before.name
  if (!moved && name === before.name) return
  const after = { ...before, name, address: moved ? { ...nowhere, country } : before.address }
  work.put('customer', after)
  work.emit('customer.updated', await customerObject(work, after), await customerObject(work, before))
}
