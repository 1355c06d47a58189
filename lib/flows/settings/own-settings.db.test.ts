import { beforeAll, describe, expect, it } from 'vitest'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { findAccount } from '@/db/queries/accounts'
import { findOrg, listMembers } from '@/db/queries/orgs'
import { findAuditBreak } from '@/db/queries/platform'
import {
  admin,
  buyerParty,
  config,
  contextOf,
  machine,
  makeOrg,
  payer,
  preparePlatform,
  prices,
  today,
} from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor, Role } from '@/lib/core/access/permit'
import { pico } from '@/lib/core/money/amount'
import { size } from '@/lib/testing/size'
import { createOrg } from './create-org'
import { removeMember, setMember } from './members'
import { publishPrices } from './publish-prices'
import { saveDetails } from './save-details'
import { saveOrg } from './save-org'
import { saveSeller } from './save-seller'
import { saveSpendCap } from './save-spend-cap'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const as = (org: string, role: Role) => contextOf(db, { ...payer(org), roles: new Map([[org, role]]) } as Actor)
const lastAudit = async (org: string) => {
  const [row] = await ownerSql<{ action: string; before: string; after: string; actor: string }[]>`
    select action, before, after, actor from audit_log where org_id = ${org} order by sequence desc limit 1`
  return row
}

describe('the details of an org', () => {
  const details = (over: Partial<typeof buyerParty> = {}, language: 'de' | 'fr' = 'de') => ({
    buyer: { ...buyerParty, ...over },
    language,
  })

  it('are changed by owners and billing, with an entry in the audit chain, and nothing else of the billing is', async () => {
    await makeOrg(db, 'moves', { termsDays: 12 })
    expect(await saveDetails(as('moves', 'owner'), 'moves', 1, details({ street: 'Seeweg' }))).toMatchObject({
      version: 2,
    })
    expect(await saveDetails(as('moves', 'billing'), 'moves', 2, details({ town: 'Thun' }, 'fr'))).toMatchObject({
      version: 3,
    })
    expect(await findOrg(db, 'moves', today)).toMatchObject({
      version: 3,
      name: 'Org moves',
      config: { ...config, buyer: { ...buyerParty, town: 'Thun' }, language: 'fr', termsDays: 12 },
    })
    expect(await lastAudit('moves')).toMatchObject({ action: 'org.details', actor: 'user:usr_payer' })
    const asks = (actor: Actor) => codeOf(saveDetails(contextOf(db, actor), 'moves', 3, details()))
    expect(await codeOf(saveDetails(as('moves', 'member'), 'moves', 3, details()))).toBe('forbidden')
    expect(await asks(payer('other'))).toBe('not_found')
    expect(await asks(machine('moves'))).toBe('missing_scope')
    expect(await asks({ kind: 'nobody' })).toBe('unauthenticated')
    expect(await asks(admin)).toBe('ok')
  })

  it('are refused with letters that invoices cannot show, no matter who gives them', async () => {
    await makeOrg(db, 'letters')
    const before = await rowCounts(ownerSql)
    for (const [part, text] of Object.entries({ name: '株式会社', street: 'دبي', town: 'กรุงเทพ', vatNumber: '上海' })) {
      const refusal = {
        code: 'not_printable',
        facts: { field: part },
        sentence: expect.stringContaining([...text][0] ?? ''),
      }
      await expect(saveDetails(as('letters', 'owner'), 'letters', 1, details({ [part]: text }))).rejects.toMatchObject(
        refusal,
      )
      const buyer = { ...buyerParty, [part]: text }
      await expect(saveOrg(ctx, 'letters', 'Letters', 1, { ...config, buyer })).rejects.toMatchObject(refusal)
      await expect(createOrg(ctx, 'letters-2', 'Letters', { ...config, buyer })).rejects.toMatchObject(refusal)
      await expect(saveSeller(ctx, { ...buyer, iban: '' })).rejects.toMatchObject(refusal)
    }
    const units = { ...prices, meters: [{ meter: 'doc.pages', unit: 'ページ', pricePerUnit: '0.10' }] }
    const publishing = publishPrices(ctx, { book: 'standard', currency: 'CHF', expected: 1, prices: units })
    await expect(publishing).rejects.toMatchObject({ code: 'not_printable', facts: { field: 'meters.0.unit' } })
    expect(await rowCounts(ownerSql)).toEqual(before)
    const greek = details({ name: 'Ελληνική Εταιρεία ΑΕ', town: 'Đà Nẵng' })
    expect(await saveDetails(as('letters', 'owner'), 'letters', 1, greek)).toMatchObject({ version: 2 })
  })

  it('from a version that an admin changed meanwhile are stale, and of sixteen at once one is saved', async () => {
    await makeOrg(db, 'races')
    await saveOrg(ctx, 'races', 'Races', 1, { ...config, termsDays: 60 })
    const before = await rowCounts(ownerSql)
    expect(await codeOf(saveDetails(as('races', 'owner'), 'races', 1, details({ town: 'X' })))).toBe('stale')
    expect(await rowCounts(ownerSql)).toEqual(before)
    const towns = Array.from({ length: 16 }, (_, place) => `Town ${place}`)
    const codes = await Promise.all(
      towns.map((town) => codeOf(saveDetails(as('races', 'owner'), 'races', 2, details({ town })))),
    )
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(codes.filter((code) => code === 'stale')).toHaveLength(15)
    const saved = await findOrg(db, 'races', today)
    expect(saved?.config).toMatchObject({ termsDays: 60, buyer: { town: towns[codes.indexOf('ok')] } })
  })

  it('have a VAT number whose check digit fits, as it is printed; one that was there before is left as it is', async () => {
    await makeOrg(db, 'vat', { buyer: { ...buyerParty, vatNumber: 'from before' } })
    const save = (expected: number, over: Partial<typeof buyerParty>) =>
      saveDetails(as('vat', 'owner'), 'vat', expected, details(over))
    expect(await codeOf(save(1, { vatNumber: 'CHE-123.456.789 MWST' }))).toBe('invalid_request')
    expect((await save(1, { vatNumber: 'from before', town: 'Biel' })).buyer.vatNumber).toBe('from before')
    expect((await save(2, { vatNumber: 'che123456788 mwst' })).buyer.vatNumber).toBe('CHE-123.456.788 MWST')
    expect((await save(3, { vatNumber: '' })).buyer.vatNumber).toBe('')
  })

  it('keep the country on its side of the Swiss border of VAT, and the number that reverse charge needs', async () => {
    await makeOrg(db, 'abroad', {
      treatment: 'reverse_charge',
      buyer: { ...buyerParty, country: 'DE', vatNumber: 'DE136695976' },
    })
    const save = (expected: number, over: Partial<typeof buyerParty>) =>
      codeOf(saveDetails(as('abroad', 'owner'), 'abroad', expected, details(over)))
    expect(await save(1, { country: 'CH', vatNumber: 'CHE-123.456.788' })).toBe('invalid_request')
    expect(await save(1, { country: 'DE', vatNumber: '' })).toBe('invalid_request')
    expect(await save(1, { country: 'AT', vatNumber: 'DE136695976' })).toBe('ok')
    await makeOrg(db, 'inland')
    const inland = (country: string) => codeOf(saveDetails(as('inland', 'owner'), 'inland', 1, details({ country })))
    expect([await inland('FR'), await inland('LI')]).toEqual(['invalid_request', 'ok'])
  })
})

describe('the cap of an org', () => {
  const capOf = async (org: string) => (await findAccount(db, org))?.account.cap
  const amount = (units: bigint) => pico(units * 10n ** 12n)

  it('is set by who may pay, from the cap that was on the screen, and audited', async () => {
    await makeOrg(db, 'capped')
    const save = (role: Role, ...caps: [bigint | null, bigint | null]) => {
      const [expected, cap] = caps.map((each) => (each === null ? null : amount(each)))
      return codeOf(saveSpendCap(as('capped', role), 'capped', expected ?? null, cap ?? null))
    }
    expect(await save('owner', null, 100n)).toBe('ok')
    expect(await capOf('capped')).toBe(amount(100n))
    expect(await save('billing', null, 5n)).toBe('stale')
    expect(await capOf('capped')).toBe(amount(100n))
    expect(await save('billing', 100n, 0n)).toBe('ok')
    expect(await capOf('capped')).toBe(0n)
    expect(await lastAudit('capped')).toMatchObject({ action: 'funding.save' })
    expect(await save('member', 0n, null)).toBe('forbidden')
    expect(await codeOf(saveSpendCap(contextOf(db, payer('other')), 'capped', amount(0n), null))).toBe('not_found')
    expect(await save('owner', 0n, null)).toBe('ok')
    expect(await capOf('capped')).toBeNull()
  })

  it('is one of sixteen that are set at once from the same one', async () => {
    await makeOrg(db, 'capped-race')
    const caps = Array.from({ length: 16 }, (_, place) => amount(BigInt(place + 1)))
    const codes = await Promise.all(
      caps.map((cap) => codeOf(saveSpendCap(as('capped-race', 'owner'), 'capped-race', null, cap))),
    )
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(await capOf('capped-race')).toBe(caps[codes.indexOf('ok')])
  })
})

describe('the members of an org', () => {
  const emailOf = (name: string) => `${name}@example.com`
  const idOf = new Map<string, string>()

  beforeAll(async () => {
    for (const name of ['ann', 'bob', 'cleo']) {
      const identity = { issuer: 'test', subject: name, email: emailOf(name), emailVerified: true, name }
      idOf.set(name, (await signInIdentity(db, identity, `usr_${name}`, today)).userId ?? '')
    }
  })
  const set = (org: string, name: string, role: Role, by: Role = 'owner') =>
    codeOf(setMember(as(org, by), org, emailOf(name), role))
  const remove = (org: string, name: string, by: Role = 'owner') =>
    codeOf(removeMember(as(org, by), org, idOf.get(name) ?? ''))
  const rolesOf = async (org: string) =>
    Object.fromEntries((await listMembers(db, org)).map(({ name, role }) => [name, role]))

  it('are found by an address in any case of A to Z, and only while the provider says that it is theirs', async () => {
    await makeOrg(db, 'found')
    const zoe = { issuer: 'test', subject: 'zoe', email: 'zoe@example.com', emailVerified: true, name: 'zoe' }
    await signInIdentity(db, zoe, 'usr_zoe', today)
    expect(await codeOf(setMember(ctx, 'found', 'ZOE@Example.com', 'owner'))).toBe('ok')
    await signInIdentity(db, { ...zoe, emailVerified: false }, 'usr_zoe', today)
    expect(await codeOf(setMember(ctx, 'found', 'zoe@example.com', 'owner'))).toBe('not_found')
    expect(await codeOf(setMember(ctx, 'found', 'zo\u00e9@example.com', 'owner'))).toBe('not_found')
  })

  it('are added, changed and removed by owners and admins, and by nobody else', async () => {
    await makeOrg(db, 'team')
    expect(await codeOf(setMember(ctx, 'team', emailOf('ann'), 'owner'))).toBe('ok')
    expect(await set('team', 'bob', 'member')).toBe('ok')
    expect(await set('team', 'bob', 'billing')).toBe('ok')
    expect(await lastAudit('team')).toMatchObject({ action: 'member.set', before: '"member"', after: '"billing"' })
    expect([await set('team', 'cleo', 'member', 'billing'), await remove('team', 'bob', 'billing')]).toEqual([
      'forbidden',
      'forbidden',
    ])
    expect([await set('team', 'cleo', 'member', 'member'), await remove('team', 'bob', 'member')]).toEqual([
      'forbidden',
      'forbidden',
    ])
    expect(await codeOf(removeMember(contextOf(db, payer('other')), 'team', idOf.get('bob') ?? ''))).toBe('not_found')
    expect(await codeOf(setMember(as('team', 'owner'), 'team', 'nobody@example.com', 'member'))).toBe('not_found')
    expect(await remove('team', 'bob')).toBe('ok')
    expect(await lastAudit('team')).toMatchObject({ action: 'member.remove', before: '"billing"' })
    expect(await rolesOf('team')).toEqual({ ann: 'owner' })
  })

  it('keep their last owner, who can neither leave nor step down', async () => {
    await makeOrg(db, 'kept')
    await setMember(ctx, 'kept', emailOf('ann'), 'owner')
    await setMember(ctx, 'kept', emailOf('bob'), 'member')
    const before = await rowCounts(ownerSql)
    expect([await remove('kept', 'ann'), await set('kept', 'ann', 'billing')]).toEqual(['last_owner', 'last_owner'])
    expect(await rowCounts(ownerSql)).toEqual(before)
    expect(await rolesOf('kept')).toEqual({ ann: 'owner', bob: 'member' })
    expect([await set('kept', 'bob', 'owner'), await remove('kept', 'ann')]).toEqual(['ok', 'ok'])
  })

  it('keep an owner also where all of them leave or step down at the same moment', async () => {
    await makeOrg(db, 'race')
    for (let round = 0; round < size(300); round += 1) {
      for (const name of ['ann', 'bob', 'cleo']) await setMember(ctx, 'race', emailOf(name), 'owner')
      const codes = await Promise.all([remove('race', 'ann'), set('race', 'bob', 'member'), remove('race', 'cleo')])
      expect(codes.sort()).toEqual(['last_owner', 'ok', 'ok'])
      expect(Object.values(await rolesOf('race')).filter((role) => role === 'owner')).toHaveLength(1)
    }
  })
})

it('everything above was audited in one unbroken chain', async () => {
  expect(await findAuditBreak(db)).toBeNull()
})
