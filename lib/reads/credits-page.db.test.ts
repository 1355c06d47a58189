import { expect, it } from 'vitest'
import { openDispute } from '@/db/commands/disputes'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { giveCredit, longAgo, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Pack } from '@/lib/core/funding/order'
import { minor, pico } from '@/lib/core/money/amount'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { publishPack } from '@/lib/flows/payments/credit/publish-pack'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { creditsPage } from './credits-page'
import { orgPayments } from './org-payments'

const { db } = await testDatabase()
await preparePlatform(db)

const whole = 10n ** 12n
const publish = (pack: string, over: Partial<Pack> = {}) =>
  publishPack(contextOf(db), {
    pack,
    version: 1,
    name: pack,
    currency: 'CHF',
    price: minor(10_000n),
    credit: pico(110n * whole),
    expiresAfterDays: null,
    active: true,
    ...over,
  })
await publish('team')
await publish('small', { price: minor(2_000n), credit: pico(20n * whole) })
await publish('dear', { price: minor(5_000n), credit: pico(49n * whole) })
await publish('dollars', { currency: 'USD' })
await publish('gone')
await publish('gone', { version: 2, active: false })
await publish('changed')
await publish('changed', { version: 2, price: minor(30_000n), credit: pico(33_333n * (whole / 100n)) })

it('offers the latest active version of each pack in the currency of the org, the cheapest first', async () => {
  await makeFunded(db, 'offers', 'prepaid')
  const { packs, limits } = await creditsPage(contextOf(db, payer('offers')), 'offers')
  expect(packs.map(({ pack, version, price, extra }) => [pack, version, price, extra])).toEqual([
    ['small', 1, '20.00', null],
    ['dear', 1, '50.00', null],
    ['team', 1, '100.00', '10.00'],
    ['changed', 2, '300.00', '33.33'],
  ])
  expect(limits).toEqual({ least: '5.00', most: '10000.00' })
})

it('adds up what credit is left in the order it is drawn, without free credit, and says what ends soon', async () => {
  await makeFunded(db, 'balance', 'prepaid', '4.5')
  const ctx = contextOf(db, payer('balance'))
  const inDays = (days: number) => today.add({ hours: 24 * days })
  await giveCredit(contextOf(db), 'balance', '2.000000000001', { origin: 'admin', expiresAt: inDays(29) })
  await giveCredit(contextOf(db), 'balance', '1', { origin: 'admin', expiresAt: inDays(31) })
  await giveCredit(contextOf(db), 'balance', '8', { origin: 'free' })
  const { left, grants } = await creditsPage(ctx, 'balance')
  expect(left).toEqual([{ asset: 'CHF', amount: '7.500000000001' }])
  expect(grants.map(({ origin, remaining, endsSoon }) => [origin, remaining, endsSoon])).toEqual([
    ['admin', '2.000000000001', true],
    ['admin', '1.00', false],
    ['signup', '4.50', false],
  ])
})

it('tells what was bought, what waits for its payment and what never will be paid, and names the pack of a grant', async () => {
  await makeFunded(db, 'bought', 'prepaid')
  const ctx = contextOf(db, payer('bought'))
  const desk = openCardDesk()
  expect(await creditsPage(ctx, 'bought')).toMatchObject({ left: [{ asset: 'CHF', amount: '0.00' }] })
  const paid = await startPurchase(ctx, desk.stripe, 'bought', { pack: 'team', version: 1 })
  await desk.pay(paid.clientSecret)
  await settleCredit(ctx, desk.stripe, 'bought', paid.checkoutId)
  const ended = await startPurchase(ctx, desk.stripe, 'bought', { amount: minor(2_500n) })
  desk.harness.advance(25 * 3600)
  expect(await settleCredit(ctx, desk.stripe, 'bought', ended.checkoutId)).toEqual({ status: 'ended' })
  const later = { ...ctx, now: today.add({ hours: 1 }) }
  await startPurchase(later, desk.stripe, 'bought', { pack: 'small', version: 1 })
  const { purchases, grants, left } = await creditsPage(later, 'bought')
  const told = purchases.map(({ kind, name, price, credit, status, day }) => [kind, name, price, credit, status, day])
  expect(told[0]).toEqual(['pack', 'small', '20.00', '20.00', 'open', '2026-11-21'])
  expect(told).toContainEqual(['pack', 'team', '100.00', '110.00', 'paid', '2026-11-21'])
  expect(told).toContainEqual(['topup', 'Credit of 25.00 CHF', '25.00', '25.00', 'ended', '2026-11-21'])
  expect(grants).toMatchObject([{ origin: 'pack', name: 'team', remaining: '110.00' }])
  expect(left).toEqual([{ asset: 'CHF', amount: '110.00' }])
})

it('tells what was refunded, on which day and with how much credit, and what is disputed, but no refund that failed', async () => {
  await makeFunded(db, 'returns', 'prepaid')
  const ctx = contextOf(db, payer('returns'))
  const desk = openCardDesk()
  const buy = async (amount: bigint, card?: string) => {
    const { checkoutId, clientSecret } = await startPurchase(ctx, desk.stripe, 'returns', { amount: minor(amount) })
    await desk.pay(clientSecret, card)
    await settleCredit(ctx, desk.stripe, 'returns', checkoutId)
    return checkoutId
  }
  const refunded = await buy(2_000n)
  const disputed = await buy(3_000n, cards.disputes)
  for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, event)
  const refund = (refundId: string, amount: bigint, purchase: string) =>
    refundPurchase(contextOf(db), desk.stripe, 'returns', purchase, {
      refundId,
      amount: minor(amount),
      reason: 'asked',
    })
  await refund('part', 500n, refunded)
  const read = async () => new Map((await creditsPage(ctx, 'returns')).purchases.map((row) => [row.purchaseId, row]))
  expect((await read()).get(refunded)).toMatchObject({
    refundedWhole: false,
    refunds: [{ amount: '5.00', day: '2026-11-21', made: true, taken: '5.00' }],
    disputes: [],
  })
  await refund('rest', 1_500n, refunded)
  expect((await read()).get(refunded)).toMatchObject({ status: 'paid', refundedWhole: true })
  // Stripe refunds nothing of a payment under dispute.
  await refund('refused', 100n, disputed)
  expect((await read()).get(disputed)).toMatchObject({
    refundedWhole: false,
    refunds: [],
    disputes: [{ standing: 'open', taken: '30.00', returned: '0.00' }],
  })
})

it('sells nothing where credit pays for nothing, but shows what credit is left there', async () => {
  await makeOrg(db, 'billed')
  const ctx = contextOf(db, payer('billed'))
  expect(await creditsPage(ctx, 'billed')).toMatchObject({ usable: false, mayBuy: false, packs: [], left: [] })
  await switchBiller(contextOf(db), 'billed', 'prepaid', longAgo)
  await giveCredit(contextOf(db), 'billed', '3')
  await switchBiller(contextOf(db), 'billed', 'invoice', today.subtract({ hours: 1 }))
  expect(await creditsPage(ctx, 'billed')).toMatchObject({ usable: false, left: [{ asset: 'CHF', amount: '3.00' }] })
})

it('lets members look, lets owners, billing and administrators buy, and is not there for anybody else', async () => {
  await makeFunded(db, 'roles', 'prepaid')
  const as = (role: 'owner' | 'billing' | 'member') => ({ ...payer('roles'), roles: new Map([['roles', role]]) })
  const mayBuy = async (actor: typeof admin) => (await creditsPage(contextOf(db, actor), 'roles')).mayBuy
  expect(await Promise.all([as('owner'), as('billing'), admin, as('member')].map(mayBuy))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(await codeOf(creditsPage(contextOf(db, payer('other')), 'roles'))).toBe('not_found')
})

it.each([
  ['as it was sent', (types: readonly string[]) => types],
  ['the other way round', (types: readonly string[]) => [...types].reverse()],
] as const)(
  'says what a dispute froze once that is known, whichever of its messages comes first: %s',
  async (how, order) => {
    const name = `frozen-${how.length}`
    const { ctx, desk, stripe, buy, use } = await openPayingOrg(db, name)
    const purchaseId = await buy(cards.disputes)
    await use(5)
    const seen = async () => {
      const [page, [payment]] = await Promise.all([creditsPage(ctx, name), orgPayments(contextOf(db, admin), name)])
      const onPage = page.purchases.flatMap(({ disputes }) => disputes.map(({ taken }) => taken))
      return [...onPage, ...(payment?.disputes ?? []).map(({ taken }) => taken)]
    }
    expect(await seen()).toEqual([])
    const [dispute] = (await desk.harness.stripe.disputes.list({ limit: 1 })).data
    const { id = '', amount = 0, currency = '', reason = '', status = '' } = dispute ?? {}
    const row = {
      orgId: name,
      disputeId: id,
      purchaseId,
      currency: currency.toUpperCase(),
      reason,
      status,
      openedAt: today,
    }
    // It is noted before its credit is frozen: in between, nothing of that is known.
    await openDispute(db, { ...row, amount: minor(BigInt(amount)) }, true, today)
    expect(await seen()).toEqual([null, null])
    const events = (await desk.webhooks()).filter(({ type }) => type.startsWith('charge.dispute'))
    const types = events.map(({ type }) => type)
    expect(types.length).toBeGreaterThan(1)
    for (const type of order(types)) {
      for (const event of events) if (event.type === type) await deliver(ctx, stripe, event)
      expect(await seen()).toEqual(['15.00', '15.00'])
    }
  },
)
