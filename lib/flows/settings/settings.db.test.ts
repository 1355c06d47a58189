import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findOrg } from '@/db/queries/orgs'
import { findApiKey, findAuditBreak, listApiKeys } from '@/db/queries/platform'
import { loadPriceBooks } from '@/db/queries/price-books'
import {
  buyerParty,
  config,
  contextOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  preparePlatform,
  prices,
  sellerParty,
  today,
} from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { createApiKey, revokeApiKey } from './api-keys'
import { publishPrices } from './publish-prices'
import { saveOrg } from './save-org'
import { saveSeller } from './save-seller'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)

const publish = (book: string, expected: number, over: { currency?: string; monthlyFee?: string } = {}) =>
  publishPrices(ctx, {
    book,
    currency: over.currency ?? 'CHF',
    expected,
    prices: { ...prices, monthlyFee: over.monthlyFee ?? prices.monthlyFee },
  })

describe('publishing prices', () => {
  it('makes one next version of sixteen at once; the others are stale and leave nothing', async () => {
    await publish('race', 0)
    const fees = Array.from({ length: 16 }, (_, index) => `${index + 1}.00`)
    const codes = await Promise.all(fees.map((monthlyFee) => codeOf(publish('race', 1, { monthlyFee }))))
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(codes.filter((code) => code === 'stale')).toHaveLength(15)
    const versions = (await loadPriceBooks(db, ['race'])).get('race')?.versions ?? []
    expect(versions.map(({ version }) => version)).toEqual([1, 2])
    expect(`${versions[1]?.monthlyFee}`).toBe(`${codes.indexOf('ok') + 1}00`)
    expect(versions[1]?.skills.size).toBe(1)
    expect(versions[1]?.meters.size).toBe(2)
  })

  it('makes one first version of sixteen at once', async () => {
    const codes = await Promise.all(Array.from({ length: 16 }, () => codeOf(publish('fresh', 0))))
    expect(codes.sort()).toEqual(['ok', ...Array(15).fill('stale')])
  })

  it('from a version that is not the latest is stale, and leaves no book, version or audit entry behind', async () => {
    const before = await rowCounts(ownerSql)
    expect(await codeOf(publish('unborn', 3))).toBe('stale')
    expect(await codeOf(publish('standard', 0))).toBe('stale')
    expect(await codeOf(publish('standard', 2))).toBe('stale')
    expect(await rowCounts(ownerSql)).toEqual(before)
    expect(await codeOf(publish('unborn', 0, { currency: 'EUR' }))).toBe('ok')
  })

  it('in another currency is refused for good', async () => {
    const before = await rowCounts(ownerSql)
    expect(await codeOf(publish('standard', 1, { currency: 'EUR' }))).toBe('currency_fixed')
    expect(await rowCounts(ownerSql)).toEqual(before)
  })

  it('is for administrators alone', async () => {
    await makeOrg(db, 'customer')
    const input = { book: 'standard', currency: 'CHF', expected: 1, prices }
    expect(await codeOf(publishPrices(contextOf(db, payer('customer')), input))).toBe('not_found')
    expect(await codeOf(publishPrices(contextOf(db, machine()), input))).toBe('missing_scope')
  })
})

describe('saving an org', () => {
  it('from a version somebody else changed is stale, and changes nothing', async () => {
    await makeOrg(db, 'shared')
    const names = Array.from({ length: 16 }, (_, index) => `Name ${index}`)
    const codes = await Promise.all(names.map((name) => codeOf(saveOrg(ctx, 'shared', name, 1, config))))
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(codes.filter((code) => code === 'stale')).toHaveLength(15)
    const saved = await findOrg(db, 'shared', today)
    expect(saved).toMatchObject({ version: 2, name: names[codes.indexOf('ok')] })
    expect(await codeOf(saveOrg(ctx, 'shared', 'Old', 1, { ...config, buyer: { ...buyerParty, town: 'X' } }))).toBe(
      'stale',
    )
    expect(await findOrg(db, 'shared', today)).toEqual(saved)
  })

  it('may move the zone and currency until something is recorded, and never after', async () => {
    await publish('euros', 0, { currency: 'EUR' })
    await publish('francs', 0)
    for (const recorded of ['usage', 'tenant']) {
      const org = `moves-${recorded}`
      await makeOrg(db, org, { zone: 'Europe/London', priceBook: 'euros' })
      expect(await codeOf(saveOrg(ctx, org, org, 1, config))).toBe('ok')
      if (recorded === 'usage') await makeUsage(db, org)
      else await makeTenant(db, org, `${org}-bot`, '2026-10-01T08:00:00Z')
      const save = (over: Partial<typeof config>) => codeOf(saveOrg(ctx, org, org, 2, { ...config, ...over }))
      expect(await save({ zone: 'Europe/London' })).toBe('zone_fixed')
      expect(await save({ priceBook: 'euros' })).toBe('currency_fixed')
      expect(await save({ priceBook: 'francs' })).toBe('ok')
    }
  })

  it('with a zone or a price book that is none is refused', async () => {
    await makeOrg(db, 'checked')
    expect(await codeOf(saveOrg(ctx, 'checked', 'C', 1, { ...config, zone: 'Europe/Bern' }))).toBe('invalid_request')
    expect(await codeOf(saveOrg(ctx, 'checked', 'C', 1, { ...config, priceBook: 'none' }))).toBe('invalid_request')
    expect(await codeOf(saveOrg(ctx, 'nobody', 'C', 1, config))).toBe('unknown_org')
    expect(await codeOf(makeOrg(db, 'checked'))).toBe('exists')
  })
})

describe('an API key', () => {
  const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

  it('is found by its secret, and shows that it was revoked', async () => {
    await makeOrg(db, 'keyed')
    const { keyId, secret } = await createApiKey(ctx, { name: 'cell', scopes: ['usage:write'], org: 'keyed' })
    expect(await findApiKey(db, hashOf(secret))).toEqual({
      keyId,
      scopes: ['usage:write'],
      orgId: 'keyed',
      revoked: false,
      usedLongAgo: true,
    })
    expect(await findApiKey(db, hashOf(`${secret}x`))).toBeNull()
    const revokedAt = async () => (await listApiKeys(db)).find((key) => key.keyId === keyId)?.revokedAt?.toString()
    await revokeApiKey(ctx, keyId)
    expect((await findApiKey(db, hashOf(secret)))?.revoked).toBe(true)
    expect(await revokedAt()).toBe(ctx.now.toString())
    await revokeApiKey(contextOf(db, undefined, ctx.now.add({ hours: 1 })), keyId)
    expect(await revokedAt()).toBe(ctx.now.toString())
    expect(await codeOf(revokeApiKey(ctx, 'key_none'))).toBe('not_found')
    expect(await codeOf(createApiKey(ctx, { name: 'x', scopes: ['usage:write'], org: 'nobody' }))).toBe('unknown_org')
  })

  it('leaves its secret nowhere in the database, in no spelling', async () => {
    const { keyId, secret } = await createApiKey(ctx, { name: 'hidden', scopes: ['usage:write'], org: null })
    const random = secret.slice('kontor_'.length)
    const tables = [...(await rowCounts(ownerSql)).keys()]
    const texts = await Promise.all(
      tables.map(async (table) => {
        const rows = await ownerSql<{ row: string }[]>`select t::text as row from ${ownerSql(table)} t`
        return rows.map(({ row }) => row)
      }),
    )
    const everything = texts.flat().join('\n')
    expect(everything).toContain(keyId)
    const tail = random.slice(8)
    for (const spelled of [
      tail,
      Buffer.from(tail).toString('hex'),
      Buffer.from(secret).toString('base64').slice(16, -4),
    ]) {
      expect(everything.includes(spelled)).toBe(false)
    }
  })
})

it('everything above was audited in one unbroken chain', async () => {
  await saveSeller(ctx, sellerParty)
  expect(await findAuditBreak(db)).toBeNull()
})
