import { expect, it } from 'vitest'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, machine, makeOrg, payer, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { scopes } from '@/lib/core/access/permit'
import { minor } from '@/lib/core/money/amount'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { orgPayments, orgRefund } from './org-payments'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const { stripe, pay } = openCardDesk()
const byAdmin = contextOf(db, admin)

const buy = async (org: string, amount: bigint) => {
  const ctx = contextOf(db, payer(org))
  const { checkoutId, clientSecret } = await startPurchase(ctx, stripe, org, { amount: minor(amount) })
  await pay(clientSecret)
  await settleCredit(ctx, stripe, org, checkoutId)
  return checkoutId
}
const order = (refundId: string, amount: bigint) => ({ refundId, amount: minor(amount), reason: 'asked for' })

it('tells what was paid, what of it went back, and what of its credit was spent', async () => {
  await makeFunded(db, 'paid', 'prepaid')
  const purchase = await buy('paid', 2_000n)
  await recordUsageBatch(contextOf(db, machine()), [
    usageEvent('paid', { quantity: '300', at: '2026-11-21T09:00:00Z' }),
  ])
  await refundPurchase(byAdmin, stripe, 'paid', purchase, order('part', 800n))
  const [item] = await orgPayments(byAdmin, 'paid')
  expect(item).toMatchObject({ purchase, status: 'paid', price: '20.00', credit: '20.00', refundable: '12.00' })
  expect(item?.refunds).toMatchObject([
    { refund: 'part', amount: '8.00', status: 'succeeded', taken: '5.00', spent: '3.00' },
  ])
  expect(await orgRefund(byAdmin, 'paid', purchase, 'part')).toEqual({
    org: 'paid',
    purchase: item,
    refund: item?.refunds[0],
  })
})

it('a refund that was not made leaves all of the price to be refunded, and what was not paid leaves nothing', async () => {
  await makeFunded(db, 'failing', 'prepaid')
  const purchase = await buy('failing', 2_000n)
  await refundPurchase(byAdmin, stripe, 'failing', purchase, order('gone', 500n))
  await ownerSql`update refunds set status = 'failed', taken = 0, failure = 'lost_or_stolen_card' where org_id = 'failing'`
  await startPurchase(contextOf(db, payer('failing')), stripe, 'failing', { amount: minor(700n) })
  const items = await orgPayments(byAdmin, 'failing')
  expect(items.map(({ status, refundable }) => `${status} ${refundable}`).sort()).toEqual(['open 0.00', 'paid 20.00'])
  const refunds = items.flatMap((item) => item.refunds)
  expect(refunds).toMatchObject([{ status: 'failed', failure: 'lost_or_stolen_card', spent: '0.00' }])
})

it('tells of a disputed payment how it stands, what credit was frozen, and what came back once it is won', async () => {
  await makeFunded(db, 'disputed', 'prepaid')
  const desk = openCardDesk()
  const ctx = contextOf(db, payer('disputed'))
  const { checkoutId, clientSecret } = await startPurchase(ctx, desk.stripe, 'disputed', { amount: minor(2_000n) })
  await desk.pay(clientSecret, cards.disputes)
  await settleCredit(ctx, desk.stripe, 'disputed', checkoutId)
  const told = async () => {
    for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, event)
    return (await orgPayments(byAdmin, 'disputed'))[0]?.disputes
  }
  expect(await told()).toMatchObject([
    {
      amount: '20.00',
      standing: 'open',
      status: 'needs_response',
      reason: 'fraudulent',
      taken: '20.00',
      returned: '0.00',
    },
  ])
  const [dispute] = (await desk.harness.stripe.disputes.list({ limit: 1 })).data
  await desk.harness.stripe.disputes.update(dispute?.id ?? '', {
    evidence: { uncategorized_text: 'winning_evidence' },
    submit: true,
  })
  expect(await told()).toMatchObject([{ standing: 'won', status: 'won', taken: '20.00', returned: '20.00' }])
})

it('lets tax that was added to a price go back with it', async () => {
  await makeFunded(db, 'taxed', 'prepaid')
  await buy('taxed', 2_000n)
  await ownerSql`update purchases set tax = 1.62 where org_id = 'taxed'`
  expect(await orgPayments(byAdmin, 'taxed')).toMatchObject([{ price: '20.00', tax: '1.62', refundable: '21.62' }])
})

it('is for admins, and for keys with the scope, of their own org where they have one', async () => {
  await makeOrg(db, 'hidden')
  const keyOf = (over: object) => contextOf(db, { kind: 'machine', keyId: 'key_desk', scopes: [], org: null, ...over })
  expect(await codeOf(orgPayments(contextOf(db, payer('hidden')), 'hidden'))).toBe('not_found')
  expect(
    await codeOf(orgPayments(keyOf({ scopes: scopes.filter((scope) => scope !== 'refunds:write') }), 'hidden')),
  ).toBe('missing_scope')
  expect(await codeOf(orgPayments(keyOf({ scopes: ['refunds:write'], org: 'paid' }), 'hidden'))).toBe('not_found')
  expect(await codeOf(orgPayments(byAdmin, 'nobody'))).toBe('unknown_org')
  expect(await orgPayments(keyOf({ scopes: ['refunds:write'] }), 'hidden')).toEqual([])
})

it('a key refunds as an admin does: once for each request, under its own name', async () => {
  await makeFunded(db, 'desk', 'prepaid')
  const purchase = await buy('desk', 2_000n)
  const byKey = contextOf(db, { kind: 'machine', keyId: 'key_desk', scopes: ['refunds:write'], org: null })
  const refund = (amount: bigint, id = 'desk-1', ctx = byKey) =>
    refundPurchase(ctx, stripe, 'desk', purchase, order(id, amount))
  await Promise.all([refund(500n), refund(500n), refund(500n)])
  expect(await codeOf(refund(400n))).toBe('idempotency_mismatch')
  const without = contextOf(db, { kind: 'machine', keyId: 'key_other', scopes: ['funds:write'], org: null })
  expect(await codeOf(refund(100n, 'desk-2', without))).toBe('missing_scope')
  const [item] = await orgPayments(byKey, 'desk')
  expect(item).toMatchObject({
    refundable: '15.00',
    refunds: [{ refund: 'desk-1', requestedBy: 'key_desk (API key)' }],
  })
  const audited = await ownerSql`select actor from audit_log where action = 'payment.refund' and subject = 'desk-1'`
  expect(audited.map(({ actor }) => actor)).toEqual(['key:key_desk'])
})
