import { beforeAll, expect, it } from 'vitest'
import { findCardFile } from '@/db/queries/cards'
import { at, contextOf } from '@/db/testing/fixtures'
import { booksOf } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { verifyAll } from '@/lib/flows/invoices/verify-all'
import { deliverDocuments } from '@/lib/flows/outbox/deliver'
import { checkDocument } from '@/lib/pdf/check-document'
import { renderInvoicePdf } from '@/lib/pdf/render-invoice'
import { orgFunding } from '@/lib/reads/org-funding'
import { emulatedStripe, prepareEmulator } from './emulated-stripe'
import { fundedOrgs } from './funded-orgs'
import { seedDemo } from './seed-demo'

/** A demo that is set up at a moment. */
const setUp = async (moment: string) => {
  const { db, ownerSql } = await testDatabase()
  await prepareEmulator(ownerSql)
  const [now, stripe] = [at(moment), emulatedStripe(db.$client)]
  expect(await seedDemo(db, now, stripe)).toBe(true)
  return { db, ownerSql, now, stripe, ctx: contextOf(db, undefined, now) }
}
type Demo = Awaited<ReturnType<typeof setUp>>

let demo: Demo
beforeAll(async () => {
  demo = await setUp('2026-11-21T12:34:56.789Z')
})

const fundingOf = async ({ ctx }: Demo) =>
  new Map(await Promise.all(fundedOrgs.map(async ({ org }) => [org, await orgFunding(ctx, org)] as const)))

const expectAgreement = async ({ db }: Demo, shown: Awaited<ReturnType<typeof fundingOf>>): Promise<void> => {
  for (const org of shown.keys()) {
    const { remaining = -1n, held = -1n, ledger } = await booksOf(db, org)
    expect([org, remaining + held]).toEqual([org, ledger])
  }
  expect(shown.get('boxwood')).toMatchObject({ biller: 'prepaid', gate: { allowed: true, remaining: '4.170992' } })
  expect(shown.get('boxwood')?.grants).toContainEqual(expect.objectContaining({ state: 'expired', used: '4.779096' }))
  expect(shown.get('glacier-ml')).toMatchObject({ biller: 'free_credit', settings: { card: false } })
  expect(shown.get('glacier-ml')?.gate.remaining).toBe('3.904')
  expect(shown.get('tarn-robotics')).toMatchObject({ settings: { card: true, spendCap: '150.00' } })
  expect(shown.get('atelier-nord')).toMatchObject({ biller: 'plan_quota', week: { percent: 85, version: 2 } })
  expect(shown.get('papiermuehle')).toMatchObject({ biller: 'linked', gate: { units: { remaining: '0' } } })
  expect(shown.get('nachtzug')).toMatchObject({ gate: { halted: true, reason: 'credits_used_up' } })
}

it('a demo has an org on every biller with books that agree, and set up again changes nothing', async () => {
  const { db, ownerSql, now, stripe } = demo
  const counted = () => ownerSql`
    select (select count(*) from ledger_entries) as entries, (select count(*) from usage_events) as events,
           (select count(*) from tenant_skill_events) as tenants, (select count(*) from invoices) as invoices,
           (select count(*) from stripe_emulator.objects) as stripe`
  const shown = await fundingOf(demo)
  await expectAgreement(demo, shown)
  const before = await counted()
  expect(await seedDemo(db, now.add({ hours: 30 }), stripe)).toBe(false)
  await ownerSql`update audit_log set action = 'demo.cut' where action = 'demo.ready'`
  expect(await seedDemo(db, now.add({ hours: 2 }), stripe)).toBe(true)
  expect(await counted()).toEqual(before)
  expect(await fundingOf(demo)).toEqual(shown)
})

it('a demo that is set up in the last second of a quarter has them too', async () => {
  const late = await setUp('2027-03-31T23:59:59Z')
  await expectAgreement(late, await fundingOf(late))
})

it('every document of a demo says what its invoice says', async () => {
  const { ctx } = demo
  await deliverDocuments(ctx, renderInvoicePdf)
  let count = 0
  for await (const { number, verification } of verifyAll(ctx, checkDocument)) {
    expect([number, verification]).toMatchObject([number, { identical: true, document: { standing: 'right' } }])
    count += 1
  }
  expect(count).toBeGreaterThan(5)
})

it('the card of a demo is one at Stripe that can be charged, added when its story says, and one made up before becomes one', async () => {
  const { db, ownerSql, now, stripe } = demo
  const { sdk, gateway } = stripe(now)
  const before = await findCardFile(db, 'tarn-robotics')
  expect(before).toMatchObject({ cards: [{ brand: 'visa', last4: '4242' }] })
  expect(before?.defaultMethod).toBe(before?.cards[0]?.methodId)
  expect(now.since(before?.cards[0]?.addedAt ?? now).total('days')).toBeGreaterThan(30)
  const { customerId, cards } = await gateway.readCards(before?.stripeCustomerId ?? '')
  expect(cards.map(({ methodId }) => methodId)).toEqual([before?.defaultMethod])
  const payment = { amount: 500, currency: 'chf', customer: customerId, payment_method: before?.defaultMethod ?? '' }
  const charged = await sdk.paymentIntents.create({
    ...payment,
    off_session: true,
    confirm: true,
    allowed_payment_method_types: ['card'],
  })
  expect(charged.status).toBe('succeeded')

  await ownerSql`update org_payment_methods set stripe_customer_id = 'cus_demo_tarn-robotics', default_method = 'pm_demo_4242'`
  await ownerSql`update org_cards set method_id = 'pm_demo_4242'`
  expect(await seedDemo(db, now, stripe)).toBe(false)
  expect(await findCardFile(db, 'tarn-robotics')).toMatchObject({
    stripeCustomerId: customerId,
    defaultMethod: before?.defaultMethod,
    cards: [{ methodId: before?.defaultMethod }],
  })
})
