import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { findAccount } from '@/db/queries/accounts'
import { findCardFile } from '@/db/queries/cards'
import { listCardCheckouts } from '@/db/queries/checkouts'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeInvoice, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { chooseCard } from './choose-card'
import { openCardPortal } from './open-card-portal'
import { removeCard } from './remove-card'
import { settleCards } from './settle-card-checkout'
import { startCardCheckout } from './start-card-checkout'

const { db } = await testDatabase()
await preparePlatform(db)

/** An org, a member of it who pays, and a Stripe of its own. */
const open = async (org: string, make: (db: Db, org: string) => Promise<unknown> = makeOrg) => {
  await make(db, org)
  const desk = openCardDesk()
  const ctx = contextOf(db, payer(org))
  const save = async (card?: string) => {
    const { clientSecret } = await startCardCheckout(ctx, desk.stripe, org)
    const outcome = await desk.pay(clientSecret, card)
    return { outcome, ...(await settleCards(ctx, desk.stripe, org)) }
  }
  const told = async () => {
    for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, event)
  }
  const file = async () => {
    const found = await findCardFile(db, org)
    const charged = found?.cards.find(({ methodId }) => methodId === found.defaultMethod)
    return { cards: found?.cards.map(({ last4 }) => last4).sort() ?? [], charged: charged?.last4 ?? '' }
  }
  const method = async (last4: string) =>
    (await findCardFile(db, org))?.cards.find((card) => card.last4 === last4)?.methodId ?? ''
  return { org, desk, stripe: desk.stripe, ctx, save, told, file, method }
}

const mastercard = '5555555555554444'

const saved = {
  payment_method: 'pm_card_visa',
  confirm: true,
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const

describe('saving a card', () => {
  it('is one form for sixteen clicks, charges nothing, and the first card is charged from then on', async () => {
    const { org, ctx, stripe, desk, told, file } = await open('first-card')
    const clicks = await Promise.all(Array.from({ length: 16 }, () => startCardCheckout(ctx, stripe, org)))
    expect(new Set(clicks.map(({ clientSecret }) => clientSecret)).size).toBe(1)
    expect(await settleCards(ctx, stripe, org)).toEqual({ status: 'open' })
    await desk.pay(clicks[0]?.clientSecret ?? '')
    expect(await settleCards(ctx, stripe, org)).toEqual({ status: 'saved' })
    await told()
    expect(await file()).toEqual({ cards: ['4242'], charged: '4242' })
    expect((await findAccount(db, org))?.account.card).toBe(true)
    expect((await desk.harness.stripe.charges.list()).data).toEqual([])
    expect(await listCardCheckouts(db, org)).toMatchObject([{ status: 'paid', kind: 'card' }])
  })

  it('is recorded alike by the webhooks alone, in any order and more than once, and by the return path among them', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { org, ctx, stripe, desk, file } = await open(`told-${seed}`)
      const { clientSecret } = await startCardCheckout(ctx, stripe, org)
      await desk.pay(clientSecret)
      const events = [...(await desk.webhooks())].flatMap((event) => [event, event])
      events.sort((a, b) => (((a.id + a.type).length * seed) % 7) - (((b.id + b.type).length * seed) % 7))
      await Promise.all([
        ...events.map((event) => deliver(ctx, stripe, event)),
        ...(seed % 2 === 0 ? [settleCards(ctx, stripe, org)] : []),
      ])
      expect(await file()).toEqual({ cards: ['4242'], charged: '4242' })
    }
  })

  it('of a customer that the portal never recorded is recorded all the same, and known to be missing where the org is', async () => {
    const { org, ctx, stripe, desk, told, file } = await open('no-record')
    const customer = await desk.harness.stripe.customers.create({ metadata: { org } })
    await desk.harness.stripe.setupIntents.create({
      ...saved,
      customer: customer.id,
      metadata: { org },
    })
    await told()
    expect(await file()).toEqual({ cards: ['4242'], charged: '4242' })
    const stranger = await desk.harness.stripe.customers.create({ metadata: { org: 'nobody-here' } })
    await desk.harness.stripe.setupIntents.create({
      ...saved,
      customer: stranger.id,
      metadata: { org: 'nobody-here' },
    })
    const [last] = (await desk.webhooks('setup_intent.succeeded')).slice(-1)
    if (!last) throw new Error('nothing was sent')
    expect(await codeOf(deliver(ctx, stripe, last))).toBe('unavailable')
  })

  it('that is declined leaves the form open and no card', async () => {
    const { save, file } = await open('declined')
    expect(await save(cards.declined)).toEqual({ outcome: 'card_declined', status: 'open' })
    expect(await file()).toEqual({ cards: [], charged: '' })
  })
})

describe('keeping cards', () => {
  it('charges the one that is there longest where none was chosen, whichever Stripe tells of first', async () => {
    for (const isReversed of [false, true]) {
      const { org, ctx, stripe, desk, file } = await open(`unheard-${isReversed}`)
      const { id: customer } = await desk.harness.stripe.customers.create({ metadata: { org } })
      for (const payment_method of ['pm_card_visa', 'pm_card_mastercard']) {
        await desk.harness.stripe.setupIntents.create({ ...saved, payment_method, customer, metadata: { org } })
        desk.harness.advance(1)
      }
      const events = [...(await desk.webhooks('setup_intent.succeeded'))]
      if (isReversed) events.reverse()
      for (const event of events) await deliver(ctx, stripe, event)
      expect(await file()).toEqual({ cards: ['4242', '4444'], charged: '4242' })
    }
  })

  it('charges the one that is chosen, and the oldest of the others once that is removed', async () => {
    const { org, ctx, stripe, save, told, file, method } = await open('several')
    await save()
    await save(mastercard)
    expect(await file()).toEqual({ cards: ['4242', '4444'], charged: '4242' })
    await chooseCard(ctx, stripe, org, await method('4444'))
    expect(await file()).toEqual({ cards: ['4242', '4444'], charged: '4444' })
    await removeCard(ctx, stripe, org, await method('4444'))
    expect(await file()).toEqual({ cards: ['4242'], charged: '4242' })
    await told()
    expect(await file()).toEqual({ cards: ['4242'], charged: '4242' })
    await removeCard(ctx, stripe, org, await method('4242'))
    expect(await file()).toEqual({ cards: [], charged: '' })
    expect((await findAccount(db, org))?.account.card).toBe(false)
  })

  it('keeps the last card while an invoice is to be paid by it', async () => {
    const { org, ctx, stripe, save, file, method } = await open('owing', makeInvoice)
    await save()
    expect(await codeOf(removeCard(ctx, stripe, org, await method('4242')))).toBe('card_needed')
    await save(mastercard)
    await removeCard(ctx, stripe, org, await method('4242'))
    expect(await file()).toEqual({ cards: ['4444'], charged: '4444' })
  })

  it('takes no card of another org, and says so of one that is gone', async () => {
    const mine = await open('mine')
    const other = await open('other')
    await other.save()
    await mine.save()
    const foreign = await other.method('4242')
    expect(await codeOf(chooseCard(mine.ctx, mine.stripe, 'mine', foreign))).toBe('not_found')
    expect(await codeOf(removeCard(mine.ctx, mine.stripe, 'mine', foreign))).toBe('not_found')
    expect(await codeOf(removeCard(mine.ctx, other.stripe, 'other', foreign))).toBe('not_found')
  })

  it('sees what was changed in the portal of Stripe once Stripe tells, however old the event', async () => {
    const { org, ctx, stripe, desk, save, told, file } = await open('portal')
    await save()
    expect(await openCardPortal(ctx, stripe, org, 'http://127.0.0.1:3000/back')).toMatch(/^http/)
    const customer = (await findCardFile(db, org))?.stripeCustomerId ?? ''
    const added = await desk.harness.stripe.paymentMethods.attach('pm_card_mastercard', { customer })
    await desk.harness.stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: added.id },
      email: 'billing@portal.example',
    })
    await told()
    expect(await file()).toEqual({ cards: ['4242', '4444'], charged: '4444' })
    expect((await findCardFile(db, org))?.billingEmail).toBe('billing@portal.example')
    await desk.harness.stripe.customers.del(customer)
    await told()
    expect(await file()).toEqual({ cards: [], charged: '' })
  })
})
