import { expect, it } from 'vitest'
import { cards, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor } from '@/lib/core/access/permit'
import { minor } from '@/lib/core/money/amount'
import { settleCards } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout } from '@/lib/flows/payments/cards/start-card-checkout'
import { loadRecharge } from '@/lib/flows/payments/recharge/recharge-state'
import { saveRecharge } from '@/lib/flows/payments/recharge/save-recharge'
import { rechargePage } from './recharge'

const { db } = await testDatabase()
await preparePlatform(db)

const on = { enabled: true, threshold: minor(500n), amount: minor(2_000n), monthlyCap: minor(3_000n) }

const open = async (org: string, card: string) => {
  await makeFunded(db, org, 'prepaid')
  const { stripe, pay } = openCardDesk()
  const ctx = contextOf(db, payer(org))
  const { clientSecret } = await startCardCheckout(ctx, stripe, org)
  await pay(clientSecret, card)
  await settleCards(ctx, stripe, org)
  return { ctx, save: () => saveRecharge(ctx, stripe, org, on), page: () => rechargePage(ctx, org, loadRecharge) }
}

it('proposes terms where none were set, and tells how it stands once they are', async () => {
  const { ctx, save, page } = await open('set', cards.good)
  expect(await page()).toMatchObject({
    enabled: false,
    standing: 'off',
    threshold: '5.00',
    amount: '20.00',
    monthlyCap: null,
    card: { last4: '4242' },
    mayChange: true,
  })
  await save()
  expect(await page()).toMatchObject({
    enabled: true,
    standing: 'above_threshold',
    monthlyCap: '30.00',
    chargedThisMonth: '20.00',
    failure: '',
  })
  const member: Actor = {
    kind: 'user',
    userId: 'm',
    name: 'M',
    email: '',
    admin: false,
    roles: new Map([['set', 'member']]),
  }
  expect(await rechargePage({ ...ctx, actor: member }, 'set', loadRecharge)).toMatchObject({ mayChange: false })
})

it('after a decline tells Stripe’s code, so that the page can say what to do', async () => {
  const { save, page } = await open('refused', cards.savedThenDeclined)
  await save()
  const shown = await page()
  expect(shown).toMatchObject({ enabled: false, standing: 'declined' })
  expect(shown?.failure).not.toBe('')
})

it('is nothing where credit is of no use, and hidden from whom the organization is hidden', async () => {
  await makeOrg(db, 'billed')
  expect(await rechargePage(contextOf(db, payer('billed')), 'billed', loadRecharge)).toBeNull()
  const never = () => Promise.reject(new Error('asked'))
  expect(await codeOf(rechargePage(contextOf(db, payer('other')), 'billed', never))).toBe('not_found')
})
