import { expect, it } from 'vitest'
import { contextOf, machine, makeOrg, payer, preparePlatform, prices, today, usageEvent } from '@/db/testing/fixtures'
import { cardOnFile, giveCredit, makeFunded, start } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor } from '@/lib/core/access/permit'
import { pico } from '@/lib/core/money/amount'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { checkStart } from '@/lib/flows/gate/check-start'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { stopNotice } from './stop-notice'

const { db } = await testDatabase()
await preparePlatform(db)
const noticeOf = (org: string, actor: Actor = payer(org)) => stopNotice(contextOf(db, actor), org)
/** 0.05 a unit. */
const use = async (org: string, quantity: string) => {
  const used = usageEvent(org, { quantity, at: today.toString() })
  await recordUsageBatch(contextOf(db, machine()), [used])
}

it('free credit that is used up without a card stops all pages, until a card is there', async () => {
  await makeFunded(db, 'free', 'free_credit', '1')
  expect(await noticeOf('free')).toBeNull()
  await use('free', '20')
  expect(await noticeOf('free')).toMatchObject({
    reason: 'free_credit_used_up',
    way: 'add_card',
    blocking: true,
    mayPay: true,
    payers: [],
  })
  await recordPaymentMethod(contextOf(db), 'free', cardOnFile('cus_free'))
  expect(await noticeOf('free')).toBeNull()
})

it('who may not pay is told whom to ask, and a stranger nothing', async () => {
  await makeFunded(db, 'asked', 'free_credit', '1')
  await use('asked', '20')
  const member: Actor = { ...payer('asked'), roles: new Map([['asked', 'member']]) } as Actor
  expect(await noticeOf('asked', member)).toMatchObject({ blocking: true, mayPay: false })
  expect(await codeOf(noticeOf('asked', payer('other')))).toBe('not_found')
})

it('a rest that is less than the smallest use counts as nothing, for pages and for the gate', async () => {
  const cheapest = Math.min(
    ...prices.meters.map(({ pricePerUnit }) => Number(pricePerUnit)).filter((price) => price > 0),
  )
  const asks = () => codeOf(checkStart(contextOf(db, machine()), start('crumbs')))
  await makeFunded(db, 'crumbs', 'free_credit', `${(cheapest * 1.5).toFixed(12)}`)
  expect([await noticeOf('crumbs'), await asks()]).toEqual([null, 'ok'])
  await makeFunded(db, 'dust', 'free_credit', `${(cheapest / 2).toFixed(12)}`)
  expect(await noticeOf('dust')).toMatchObject({ reason: 'free_credit_used_up', way: 'add_card', blocking: true })
  expect(await codeOf(checkStart(contextOf(db, machine()), start('dust')))).toBe('payment_required')
  await recordPaymentMethod(contextOf(db), 'dust', cardOnFile('cus_dust'))
  expect(await noticeOf('dust')).toBeNull()
})

it('credit that is switched off is not used up: a card is what is missing, and no page is blocked', async () => {
  await makeFunded(db, 'switched-off', 'free_credit', '1')
  await saveFunding(contextOf(db), 'switched-off', { freeCredit: false })
  expect(await noticeOf('switched-off')).toMatchObject({ reason: 'card_required', way: 'add_card', blocking: false })
})

it('no page is blocked for any other reason: never had credit, a cap, a charge that was refused, no credit', async () => {
  await makeFunded(db, 'never', 'free_credit')
  expect(await noticeOf('never')).toMatchObject({ reason: 'card_required', way: 'add_card', blocking: false })
  await makeFunded(db, 'capped', 'free_credit', '1')
  await saveFunding(contextOf(db), 'capped', { spendCap: pico(0n) })
  expect(await noticeOf('capped')).toMatchObject({
    reason: 'blocked',
    way: 'raise_cap',
    blocking: false,
  })
  await makeFunded(db, 'short', 'prepaid', '1')
  await use('short', '30')
  expect(await noticeOf('short')).toMatchObject({ way: 'buy_credit', blocking: false })
  await giveCredit(contextOf(db), 'short', '5')
  expect(await noticeOf('short')).toBeNull()
  await makeOrg(db, 'billed')
  expect(await noticeOf('billed')).toBeNull()
})
