import { beforeAll, describe, expect, it } from 'vitest'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { accountHandedOn } from './account-memory'
import { takeBackCredit } from './take-back-credit'
import { charge, hold, machineAt } from './testing/charging'
import { openDesks } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
const [other = db] = openDesks(url, 1, 2)
const [here, there] = [machineAt(db), machineAt(other)]
const at = today.toString()

beforeAll(() => preparePlatform(db))

const byId = (loaded: LoadedAccount | null) =>
  loaded && {
    ...loaded,
    account: { ...loaded.account, grants: loaded.account.grants.toSorted((a, b) => (a.id < b.id ? -1 : 1)) },
  }

const take = (org: string, grant: string, much: string, reference: string) =>
  takeBackCredit(contextOf(db), org, { grant, amount: pico(amount(much)), kind: 'adjustment', reference, note: '' })

describe('an account that is handed on from turn to turn', () => {
  it('is the one that would be read, whatever was changed', async () => {
    const org = 'handed-on'
    await makeFunded(db, org, 'prepaid', '1')
    let grant = ''
    const changes: readonly (readonly [what: string, change: () => Promise<unknown>])[] = [
      ['credit', async () => (grant = await giveCredit(contextOf(db), org, '2', { reference: 'g1' }))],
      ['a use', () => charge(here, org, { key: 'u1', quantity: '3', at })],
      ['starts', () => Promise.all(['h1', 'h2', 'h3', 'h4'].map((id) => hold(here, org, id, '2')))],
      ['a settlement', () => charge(here, org, { key: 's1', quantity: '1', at, reservation: 'h1' })],
      ['releases', () => Promise.all(['h2', 'h3'].map((id) => releaseReservation(here, org, id)))],
      ['credit that is taken', () => Promise.all(['t1', 't2'].map((key) => take(org, grant, '0.1', key)))],
      ['a use that is too large', () => charge(here, org, { key: 'u2', quantity: '100', at })],
      ['another one behind it', () => charge(here, org, { key: 'u3', quantity: '1', at })],
      ['credit that pays a part', () => giveCredit(contextOf(db), org, '1', { reference: 'g2' })],
      ['credit that pays the rest', () => giveCredit(contextOf(db), org, '9', { reference: 'g3' })],
    ]
    let handedOn = 0
    for (const [what, change] of changes) {
      await change()
      const known = accountHandedOn(db, org)
      handedOn += known ? 1 : 0
      if (known) expect(byId(known), what).toEqual(byId(await findAccount(db, org)))
    }
    expect(handedOn).toBeGreaterThan(0)
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [org], today)).toEqual([])
  })

  it('is read again if another process changed it, before anything is refused or written', async () => {
    const org = 'changed-by-others'
    await makeFunded(db, org, 'prepaid', '0.2')
    const grant = await giveCredit(contextOf(db), org, '1', { reference: 'g1' })
    // What is known here has 1.20 left; there, 1.00 of it is used.
    expect(await charge(there, org, { key: 'u1', quantity: '20', at })).toBe('accepted')
    expect(await hold(here, org, 'h1', '5')).toBe('payment_required')
    await giveCredit(contextOf(db), org, '0.1', { reference: 'g2' })
    expect(await charge(there, org, { key: 'u2', quantity: '2', at })).toBe('accepted')
    const { taken } = await take(org, grant, '0.5', 't1')
    // What is known here has nothing left; there, credit comes.
    await giveCredit(contextOf(other), org, '2', { reference: 'g3' })
    expect(await hold(here, org, 'h2', '5')).toBe('reserved')
    expect(await booksOf(db, org)).toMatchObject({ used: amount('1.1'), held: amount('0.25'), refunded: taken })
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [org], today)).toEqual([])
  })
})
