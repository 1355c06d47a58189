import { expect, it } from 'vitest'
import { openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, machine, makeInvoice, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Ctx } from '@/lib/context'
import { type Actor, type Role, scopes } from '@/lib/core/access/permit'
import { minor, pico } from '@/lib/core/money/amount'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { chooseCard } from './cards/choose-card'
import { openCardPortal } from './cards/open-card-portal'
import { removeCard } from './cards/remove-card'
import { settleCards } from './cards/settle-card-checkout'
import { startCardCheckout } from './cards/start-card-checkout'
import { publishPack } from './credit/publish-pack'
import { settleCredit } from './credit/settle-purchase'
import { startPurchase } from './credit/start-purchase'
import { markInvoicePaid } from './mark-invoice-paid'
import { saveRecharge } from './recharge/save-recharge'
import { refundPurchase } from './refunds/refund-purchase'
import { settleCheckout } from './settle-checkout'
import { startCheckout } from './start-checkout'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

const { buy, saveCard, stripe: itsStripe, customer } = await openPayingOrg(db, 'own')
await saveCard()
const purchase = await buy()
const [card] = (await itsStripe.readCards(await customer())).cards
const methodId = card?.methodId ?? ''
const { invoiceId } = await makeInvoice(db, 'billed')
await makeOrg(db, 'other')

/** A Stripe that must not be asked. */
const deaf = new Proxy(openCardDesk().stripe, {
  get: (_, name) => () => {
    throw new Error(`${String(name)} was asked of Stripe`)
  },
})

type Verb = (ctx: Ctx, stripe: StripeGateway) => Promise<unknown>

const terms = { enabled: true, threshold: minor(500n), amount: minor(2_000n), monthlyCap: null }
const forPayers: Readonly<Record<string, Verb>> = {
  startCardCheckout: (ctx, stripe) => startCardCheckout(ctx, stripe, 'own'),
  settleCards: (ctx, stripe) => settleCards(ctx, stripe, 'own'),
  chooseCard: (ctx, stripe) => chooseCard(ctx, stripe, 'own', methodId),
  removeCard: (ctx, stripe) => removeCard(ctx, stripe, 'own', methodId),
  openCardPortal: (ctx, stripe) => openCardPortal(ctx, stripe, 'own', 'http://127.0.0.1/back'),
  startPurchase: (ctx, stripe) => startPurchase(ctx, stripe, 'own', { amount: minor(2_000n) }),
  settleCredit: (ctx, stripe) => settleCredit(ctx, stripe, 'own', purchase),
  saveRecharge: (ctx, stripe) => saveRecharge(ctx, stripe, 'own', terms),
  startCheckout: (ctx, stripe) => startCheckout(ctx, stripe, 'own', invoiceId),
  settleCheckout: (ctx, stripe) => settleCheckout(ctx, stripe, 'own', invoiceId),
}

const pack = { pack: 'sly', version: 1, name: 'Sly', currency: 'CHF', price: minor(50n), credit: pico(10n ** 18n) }
const forAdmins: Readonly<Record<string, Verb>> = {
  refundPurchase: (ctx, stripe) =>
    refundPurchase(ctx, stripe, 'own', purchase, { refundId: 'sly', amount: minor(2_000n), reason: 'mine' }),
  markInvoicePaid: (ctx, stripe) =>
    markInvoicePaid(ctx, stripe, 'billed', invoiceId, { paidOn: '2026-11-21', reference: 'sly' }),
  publishPack: (ctx) => publishPack(ctx, { ...pack, expiresAfterDays: null, active: true }),
}

const person = (roles: readonly (readonly [string, Role])[]): Actor => ({
  kind: 'user',
  userId: 'usr_person',
  name: 'Pia Person',
  email: 'pia@example.com',
  admin: false,
  roles: new Map(roles),
})

/** A key with every scope but that of refunds. */
const withoutRefunds = (org: string | null): Actor => {
  const most = scopes.filter((scope) => scope !== 'refunds:write')
  return { kind: 'machine', keyId: 'key_most', org, scopes: most }
}

const refusals = async (actor: Actor, verbs: Readonly<Record<string, Verb>>) => {
  const before = await rowCounts(ownerSql)
  const codes = new Set<string>()
  for (const verb of Object.values(verbs)) codes.add(await codeOf(verb(contextOf(db, actor), deaf)))
  expect(await rowCounts(ownerSql)).toEqual(before)
  return [...codes].sort()
}

it.each<[string, Actor, readonly string[]]>([
  ['nobody', { kind: 'nobody' }, ['unauthenticated']],
  ['a member', person([['own', 'member']]), ['forbidden']],
  ['who pays for another org', payer('other'), ['not_found']],
  ['a key with every scope', machine(), ['missing_scope']],
  ['a key of the org with every scope', machine('own'), ['missing_scope']],
])('%s pays for nothing and changes no card: nothing is written, and Stripe is not asked', async (_, actor, codes) => {
  expect(await refusals(actor, forPayers)).toEqual(codes)
})

it.each<[string, Actor, readonly string[]]>([
  ['nobody', { kind: 'nobody' }, ['unauthenticated']],
  ['an owner', person([['own', 'owner']]), ['not_found']],
  ['who pays for the org', payer('own'), ['not_found']],
  ['a key without scopes', { kind: 'machine', keyId: 'key_few', org: null, scopes: [] }, ['missing_scope']],
  ['a key of the org with every scope but that of refunds', withoutRefunds('own'), ['forbidden', 'missing_scope']],
  ['a key of another org with every scope', machine('other'), ['forbidden', 'missing_scope', 'not_found']],
])('%s gives no money back, marks nothing paid and sells no pack', async (_, actor, codes) => {
  expect(await refusals(actor, forAdmins)).toEqual(codes)
})

it('who may pay for two orgs reaches nothing of one through the other', async () => {
  const ctx = contextOf(
    db,
    person([
      ['own', 'owner'],
      ['other', 'owner'],
    ]),
  )
  const codes = [
    await codeOf(settleCredit(ctx, deaf, 'other', purchase)),
    await codeOf(startCheckout(ctx, deaf, 'other', invoiceId)),
    await codeOf(settleCheckout(ctx, deaf, 'other', invoiceId)),
    await codeOf(chooseCard(ctx, deaf, 'other', methodId)),
    await codeOf(removeCard(ctx, deaf, 'other', methodId)),
    await codeOf(
      refundPurchase(contextOf(db, admin), deaf, 'other', purchase, {
        refundId: 'sly',
        amount: minor(100n),
        reason: 'across',
      }),
    ),
  ]
  expect(new Set(codes)).toEqual(new Set(['not_found']))
})
