import { expect, it } from 'vitest'
import { findPriceDraft } from '@/db/queries/price-drafts'
import { ocrNames, publishSandboxPrice, sandboxWords } from '@/db/testing/declared-words'
import {
  at,
  contextOf,
  issueFor,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  preparePlatform,
  prices,
} from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { runWhatIf } from '@/lib/flows/pricing/run-what-if'
import { saveDraft } from '@/lib/flows/pricing/save-draft'
import { declareMeter, declareSkill } from '@/lib/flows/settings/declare-words'
import { adminOrganization } from './admin-organization'
import { adminPricing } from './admin-pricing'
import { adminRecordedLate } from './admin-recorded-late'
import { adminTimeline } from './admin-timeline'
import { customerOverview } from './customer-overview'
import { priceDraftPage } from './price-draft'

const { db } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)
await publishSandboxPrice(db)
await makeOrg(db, 'spoken')
await makeTenant(db, 'spoken', 'spoken-bot', '2026-10-12T08:00:00Z', ['ocr'])
await makeUsage(db, 'spoken', { meter: 'sandbox.seconds', quantity: '3600000' })

await declareMeter(ctx, 'sandbox.seconds', sandboxWords)
await declareSkill(ctx, 'ocr', ocrNames)

it('the overview of a customer has the names of skills in every language, the pages of admins those in English', async () => {
  const { tenants } = await customerOverview(contextOf(db, payer('spoken')), 'spoken', false)
  expect(tenants.map(({ skills }) => skills)).toEqual([[{ skill: 'ocr', names: ocrNames }]])
  const { tenants: details } = await adminOrganization(ctx, 'spoken')
  expect(details[0]?.events.map(({ detail }) => detail)).toContain('Text recognition')
  const { items } = await adminTimeline(ctx, 'spoken', { kind: 'tenants', before: undefined })
  expect(items.find(({ what }) => what === 'enabled')?.detail).toBe('Text recognition')
})

it('price sheets and their changes name meters as declared and price the unit that is shown', async () => {
  const { book } = await adminPricing(ctx, { book: 'standard', from: '1', to: '2' })
  const newest = book?.versions[0]
  expect(newest?.skills).toMatchObject([{ skill: 'ocr', name: 'Text recognition' }])
  expect(newest?.meters).toContainEqual({
    meter: 'sandbox.seconds',
    name: 'Sandbox time',
    unit: 'hour',
    price: '0.1008',
  })
  expect(book?.comparison?.changes.find(({ change }) => change === 'added')).toMatchObject({
    name: 'sandbox.seconds',
    spoken: 'Sandbox time',
    unit: 'hour',
    after: '0.1008',
  })
})

it('a what-if names the meters and skills of its revenue and those without a price as declared', async () => {
  const { effectiveOn: _, note: __, ...texts } = prices
  await saveDraft(ctx, {
    book: 'standard',
    currency: 'CHF',
    expected: 0,
    baseVersion: 2,
    effectiveOn: '2026-12-15',
    note: '',
    prices: texts,
  })
  const draft = await findPriceDraft(db, 'standard')
  await runWhatIf(ctx, { book: 'standard', version: draft?.version ?? 0 })
  const { whatIf, changes } = await priceDraftPage(ctx, { book: 'standard', least: false })
  if (whatIf?.state !== 'current') throw new Error('not run')
  expect(whatIf.result.parts).toContainEqual(expect.objectContaining({ name: 'ocr', spoken: 'Text recognition' }))
  expect(whatIf.result.unpriced).toMatchObject([{ name: 'sandbox.seconds', spoken: 'Sandbox time' }])
  expect(changes.find(({ change }) => change === 'removed')).toMatchObject({ spoken: 'Sandbox time', before: '0.1008' })
})

it('what was recorded late is listed by the declared names', async () => {
  await issueFor(ctx, 'spoken', '2026-10')
  await makeUsage(db, 'spoken', { meter: 'sandbox.seconds', quantity: '36000', at: '2026-10-15T10:00:00Z' })
  const late = (await adminRecordedLate(contextOf(db, undefined, at('2026-11-21T12:00:00Z')), undefined)).orgs
  expect(late[0]?.items.map(({ subject }) => subject)).toEqual(['Sandbox time'])
})
