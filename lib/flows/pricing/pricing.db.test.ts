import { describe, expect, it } from 'vitest'
import { listPublications, loadPriceBooks } from '@/db/queries/price-books'
import { findPriceDraft } from '@/db/queries/price-drafts'
import { loadMeterDays } from '@/db/queries/usage-summary'
import { loadWhatIf } from '@/db/queries/what-if'
import {
  at,
  buyerParty,
  contextOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  preparePlatform,
  prices,
} from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { lineAmount } from '@/lib/core/pricing/line-amount'
import { readPriceSet } from '@/lib/core/pricing/price-set'
import { whatIf } from '@/lib/core/pricing/what-if'
import { summariseWhatIf, whatIfMonths } from '@/lib/core/pricing/what-if-summary'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { discardDraft } from './discard-draft'
import { publishDraft } from './publish-draft'
import { runWhatIf } from './run-what-if'
import { type NewDraft, saveDraft } from './save-draft'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const { effectiveOn: _, note: __, ...texts } = prices

const draftOf = (book: string, over: Partial<NewDraft> = {}): NewDraft => ({
  book,
  currency: 'CHF',
  expected: 0,
  baseVersion: 0,
  effectiveOn: '2026-12-01',
  note: 'dearer',
  prices: texts,
  ...over,
})
const dearer = { ...texts, monthlyFee: '59.00' }

/** Saves a draft over whatever is open, and says which version it got. */
const saved = async (book: string, over: Partial<NewDraft> = {}): Promise<{ book: string; version: number }> => {
  await saveDraft(ctx, draftOf(book, { expected: (await findPriceDraft(db, book))?.version ?? 0, ...over }))
  return { book, version: (await findPriceDraft(db, book))?.version ?? 0 }
}
const versionsOf = async (book: string): Promise<number> =>
  (await loadPriceBooks(db, [book])).get(book)?.versions.length ?? 0

describe('a draft', () => {
  it('is published once a what-if was run on it, also where there is no usage yet', async () => {
    const draft = await saved('fresh')
    expect(await codeOf(publishDraft(ctx, draft))).toBe('what_if_needed')
    expect(await runWhatIf(ctx, draft)).toEqual({ book: 'fresh', orgs: 0 })
    expect(await publishDraft(ctx, draft)).toEqual({ book: 'fresh', version: 1 })
    expect(await findPriceDraft(db, 'fresh')).toBeNull()
    expect(await listPublications(db, 'fresh')).toMatchObject([{ version: 1, note: 'dearer' }])
    const book = (await loadPriceBooks(db, ['fresh'])).get('fresh')
    expect(book?.versions).toMatchObject([{ effectiveOn: '2026-12-01', ...readPriceSet(texts) }])
  })

  it('needs the what-if again once its prices change, not once its note does, and not where they change back', async () => {
    const first = await saved('edited')
    await runWhatIf(ctx, first)
    expect(await codeOf(publishDraft(ctx, await saved('edited', { prices: dearer })))).toBe('what_if_needed')
    expect(await codeOf(publishDraft(ctx, await saved('edited', { effectiveOn: '2026-12-02' })))).toBe('what_if_needed')
    const back = await saved('edited', { prices: { ...texts, monthlyFee: '49' }, note: 'another word' })
    expect(await codeOf(publishDraft(ctx, back))).toBe('ok')
  })

  it('needs the what-if again in another month, which looks back on other usage', async () => {
    const draft = await saved('waiting')
    await runWhatIf(ctx, draft)
    const later = contextOf(db, ctx.actor, at('2026-12-01T00:00:00Z'))
    expect(await codeOf(publishDraft(later, draft))).toBe('what_if_needed')
    expect(await codeOf(publishDraft(ctx, draft))).toBe('ok')
  })

  it('that follows an older version is stale, loses nothing, and can be based on the newest', async () => {
    await publishPrices(ctx, { book: 'moved', currency: 'CHF', expected: 0, prices })
    const draft = await saved('moved', { baseVersion: 1, prices: dearer })
    await runWhatIf(ctx, draft)
    await publishPrices(ctx, { book: 'moved', currency: 'CHF', expected: 1, prices })
    const before = await rowCounts(ownerSql)
    expect(await codeOf(publishDraft(ctx, draft))).toBe('stale')
    expect(await rowCounts(ownerSql)).toEqual(before)
    expect(await findPriceDraft(db, 'moved')).toMatchObject({ baseVersion: 1, prices: dearer })
    const based = await saved('moved', { baseVersion: 2, prices: dearer })
    await runWhatIf(ctx, based)
    expect(await publishDraft(ctx, based)).toEqual({ book: 'moved', version: 3 })
  })

  it('is published once by sixteen at once; the others are stale and leave nothing', async () => {
    const draft = await saved('race')
    await runWhatIf(ctx, draft)
    const codes = await Promise.all(Array.from({ length: 16 }, () => codeOf(publishDraft(ctx, draft))))
    expect(codes.sort()).toEqual(['ok', ...Array(15).fill('stale')])
    expect(await versionsOf('race')).toBe(1)
    const entries = await ownerSql`select 1 from audit_log where action = 'prices.publish' and subject like 'race v%'`
    expect(entries).toHaveLength(1)
  })

  it('is saved once by sixteen at once, and never over what somebody else saved', async () => {
    const first = Array.from({ length: 16 }, () => codeOf(saveDraft(ctx, draftOf('shared'))))
    expect((await Promise.all(first)).sort()).toEqual(['ok', ...Array(15).fill('stale')])
    const again = Array.from({ length: 16 }, () => codeOf(saveDraft(ctx, draftOf('shared', { expected: 1 }))))
    expect((await Promise.all(again)).sort()).toEqual(['ok', ...Array(15).fill('stale')])
  })

  it('answers the version that the next save goes on from, from one draft of a book to the next', async () => {
    const first = await saveDraft(ctx, draftOf('quick'))
    const second = await saveDraft(ctx, draftOf('quick', { expected: first.version, prices: dearer }))
    expect(second.version).toBe((await findPriceDraft(db, 'quick'))?.version)
    await discardDraft(ctx, { book: 'quick', version: second.version })
    const again = await saveDraft(ctx, draftOf('quick'))
    expect(again.version).toBe((await findPriceDraft(db, 'quick'))?.version)
    expect(await codeOf(saveDraft(ctx, draftOf('quick', { expected: again.version })))).toBe('ok')
  })

  it('is published or discarded or saved again, never two of them', async () => {
    for (let round = 0; round < 12; round += 1) {
      const book = `either-${round}`
      const draft = await saved(book)
      await runWhatIf(ctx, draft)
      const codes = await Promise.all([
        codeOf(publishDraft(ctx, draft)),
        codeOf(discardDraft(ctx, draft)),
        codeOf(saveDraft(ctx, draftOf(book, { expected: draft.version, prices: dearer }))),
      ])
      expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
      expect(await versionsOf(book)).toBe(codes[0] === 'ok' ? 1 : 0)
      expect((await findPriceDraft(db, book))?.prices).toEqual(codes[2] === 'ok' ? dearer : undefined)
    }
  })

  it('that is discarded ends, and a new one does not take up its what-if or its versions', async () => {
    const draft = await saved('given-up')
    await runWhatIf(ctx, draft)
    await discardDraft(ctx, draft)
    expect(await codeOf(publishDraft(ctx, draft))).toBe('stale')
    expect(await codeOf(saveDraft(ctx, draftOf('given-up', { expected: draft.version })))).toBe('stale')
    const next = await saved('given-up', { prices: dearer })
    expect(next.version).toBeGreaterThan(draft.version)
    expect(await codeOf(publishDraft(ctx, next))).toBe('what_if_needed')
  })

  it('keeps the currency of its book', async () => {
    expect(await codeOf(saveDraft(ctx, draftOf('standard', { currency: 'EUR', baseVersion: 1 })))).toBe(
      'currency_fixed',
    )
  })

  it('is for administrators alone', async () => {
    await makeOrg(db, 'customer')
    const draft = await saved('guarded')
    for (const act of [runWhatIf, publishDraft, discardDraft]) {
      expect(await codeOf(act(contextOf(db, payer('customer')), draft))).toBe('not_found')
      expect(await codeOf(act(contextOf(db, machine()), draft))).toBe('missing_scope')
    }
    expect(await codeOf(saveDraft(contextOf(db, payer('customer')), draftOf('guarded')))).toBe('not_found')
  })
})

describe('a what-if over recorded usage', () => {
  it('says of each month what its invoice and its usage report say, and prices the same quantities again', async () => {
    await makeOrg(db, 'acme')
    await makeOrg(db, 'abroad', {
      treatment: 'export',
      zone: 'America/New_York',
      buyer: { ...buyerParty, country: 'US' },
    })
    await makeTenant(db, 'acme', 'acme-prod', '2026-08-10T09:00:00Z', ['ocr'])
    for (const [org, month, quantity] of [
      ['acme', '2026-09', '1234567.891'],
      ['acme', '2026-10', '987654'],
      ['abroad', '2026-10', '5000000'],
    ] as const) {
      await makeUsage(db, org, { meter: 'llm.input_tokens', quantity, at: `${month}-03T12:00:00Z` })
      await makeUsage(db, org, { meter: 'doc.units', quantity: '41', at: `${month}-28T12:00:00Z`, resource: 'b' })
    }
    const months = whatIfMonths('2026-11-21')
    const facts = await loadWhatIf(db, 'standard', 'CHF', months)
    const doubled = texts.meters.map((each) => (each.meter === 'doc.units' ? { ...each, pricePerUnit: '0.10' } : each))
    const { cells, refused } = whatIf(facts, readPriceSet({ ...texts, meters: doubled }))
    expect(refused).toEqual([])
    for (const [org, month] of [
      ['acme', '2026-09'],
      ['acme', '2026-10'],
      ['abroad', '2026-10'],
    ] as const) {
      const cell = cells.find((each) => each.org === org && each.month === month)
      const { net } = await previewInvoice(ctx, org, month)
      expect(formatDecimal(cell?.before ?? 0n, 2)).toBe(net)
      const span = months.find((each) => each.month === month)?.span ?? { start: '', end: '' }
      const days = await loadMeterDays(db, org, span)
      for (const meter of ['llm.input_tokens', 'doc.units']) {
        const own = days.filter((day) => day.meter === meter)
        const part = cell?.parts.find(({ name }) => name === meter)
        expect(part?.before).toBe(lineAmount(sum(own.map(({ amount }) => amount))))
        expect(part?.after).toBe((part?.before ?? 0n) * (meter === 'doc.units' ? 2n : 1n))
      }
    }
    const { total, more, less } = summariseWhatIf(
      cells,
      months.map(({ month }) => month),
    )
    expect(more.map(({ org, before, after }) => [org, after - before])).toEqual([
      ['acme', 410n],
      ['abroad', 205n],
    ])
    expect([less, total.after - total.before]).toEqual([[], 615n])
  })
})
